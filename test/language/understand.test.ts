import { expect } from 'chai'
import fc from 'fast-check'
import { words } from '../../flows/words.ts'
import { readChoice } from '../../src/language/choices.ts'
import { readPlate } from '../../src/language/plates.ts'
import { understand } from '../../src/language/understand.ts'
import { now, phrasesOf, zone } from './phrases.ts'

const options = { now, zone, words }
const offered = [
  { id: 'a', title: 'vie 27 · 9:00' },
  { id: 'b', title: 'Otra cosa', means: ['no'] },
]

describe('understand', () => {
  it('hears what is wanted and when in one sentence', () => {
    const { intent, when } = understand(
      'Hola, quería cambiar mi hora del lunes para el martes a las 10',
      options,
    )
    expect(intent).to.equal('reschedule')
    expect(when.map(({ start, kind }) => ({ start, kind }))).to.eql([
      { start: '2026-12-01T10:00:00-03:00', kind: 'move' },
    ])
  })

  it('hears nothing in nothing', () => {
    for (const text of ['', ' ', '\u0000\u202e', '…', '🚗🚗', '\ud800']) {
      expect(understand(text, options)).to.eql({ intent: null, when: [] })
    }
  })

  it('reads on through marks of direction, control characters and full-width digits', () => {
    const { when } = understand('\u202emaña\u200bna\u0000 a las １０:30\u2069', options)
    expect(when.map(({ start }) => start)).to.eql(['2026-11-27T10:30:00-03:00'])
  })

  it('never throws, and its intervals are in order, whatever is written', () => {
    const pieces = fc.constantFrom(
      ...phrasesOf('dates.tsv').flatMap(({ phrase }) => phrase!.split(' ')),
      'D0',
      'T1',
      'W9',
      '31/02',
      '99',
    )
    const sentence = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(' '))
    const anything = fc.oneof(
      sentence,
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ maxLength: 300 }),
    )
    fc.assert(
      fc.property(anything, (text) => {
        const { when } = understand(text, options)
        readChoice(text, offered, null)
        readPlate(text)
        for (const { start, end } of when) {
          expect(Number.isNaN(Date.parse(start)), text).to.equal(false)
          if (end !== null) expect(Date.parse(end), text).to.be.above(Date.parse(start))
        }
      }),
      { numRuns: 2000, examples: [['0-0H']] },
    )
  })

  it('bounds what it reads of 4,096 characters of anything', () => {
    const long = [
      'a',
      '1',
      '1 ',
      'lunes ',
      'el 1 de ',
      '1/1 ',
      '😀',
      '\u202e',
      'y ',
      '10:30 ',
      'no puedo el lunes ',
      ', ',
      'hace desde ',
    ]
    for (const piece of long) {
      const text = piece.repeat(4096).slice(0, 4096)
      expect(understand(text, options).when.length, piece).to.be.at.most(31)
      expect(() => readChoice(text, offered, null)).not.to.throw()
      expect(() => readPlate(text)).not.to.throw()
    }
  })
})
