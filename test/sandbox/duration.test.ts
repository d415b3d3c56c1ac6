import { expect } from 'chai'
import { readDuration } from '../../src/sandbox/duration.ts'
import { InvalidRequestError } from '../../src/sandbox/refusal.ts'

describe('readDuration', () => {
  const durations: [string, number][] = [
    ['PT24H', 86_400_000],
    ['P1D', 86_400_000],
    ['P1W', 604_800_000],
    ['P1DT2H30M15S', 95_415_000],
    ['PT0S', 0],
    ['P60D', 5_184_000_000],
    ['PT1440H', 5_184_000_000],
  ]
  for (const [duration, milliseconds] of durations) {
    it(`reads ${duration} as ${milliseconds} ms`, () => {
      expect(readDuration(duration)).to.equal(milliseconds)
    })
  }

  for (const duration of [
    'P',
    'PT',
    'P1DT',
    '24H',
    'P1Y',
    'P1M',
    '-P1D',
    'PT-1H',
    'P60DT1S',
    'pt1h',
    '',
    60,
    null,
    undefined,
  ]) {
    it(`refuses ${JSON.stringify(duration)}`, () => {
      expect(() => readDuration(duration)).to.throw(InvalidRequestError)
    })
  }
})
