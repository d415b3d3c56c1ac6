import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { loadWorkshop } from '../../../src/agenda/workshop.ts'
import { Calendar } from '../../../src/cli/talks/calendar.ts'

const workshop = loadWorkshop(fileURLToPath(new URL('../../../flows/workshop.yaml', import.meta.url)))
const on = (now: string) => new Calendar(workshop, Date.parse(now))

describe('the calendar of talks', () => {
  it('begins on the next Monday', () => {
    expect(on('2026-11-26T09:30:00-03:00').iso('monday 09:30')).to.equal('2026-11-30T09:30:00-03:00')
    expect(on('2026-11-29T23:59:00-03:00').iso('monday 00:00')).to.equal('2026-11-30T00:00:00-03:00')
  })

  it('is always ahead, also on a Monday', () => {
    expect(on('2026-11-30T00:00:00-03:00').iso('monday 00:00')).to.equal('2026-12-07T00:00:00-03:00')
  })

  it('has no holiday and no exception in its two weeks', () => {
    // 24 and 31 December are exceptions of the workshop, 25 December and 1 January holidays.
    expect(on('2026-12-08T09:30:00-03:00').iso('monday 09:30')).to.equal('2027-01-04T09:30:00-03:00')
  })

  it('knows the days of both weeks', () => {
    const calendar = on('2026-11-26T09:30:00-03:00')

    expect(calendar.iso('sunday 08:00')).to.equal('2026-12-06T08:00:00-03:00')
    expect(calendar.iso('next monday 08:00')).to.equal('2026-12-07T08:00:00-03:00')
    expect(calendar.iso('next sunday 08:00')).to.equal('2026-12-13T08:00:00-03:00')
  })

  it('writes its days as texts do', () => {
    const calendar = on('2026-11-26T09:30:00-03:00')

    expect(calendar.fill('{tuesday, date, day} o {nextFriday, date, short}, 10:00')).to.equal(
      'martes 1 de diciembre o vie 11/12, 10:00',
    )
  })

  it('says what is wrong with braces that are no day', () => {
    expect(() => on('2026-11-26T09:30:00-03:00').fill('el {tuesday, date}')).to.throw(
      /\{tuesday, date, day\}/,
    )
  })
})
