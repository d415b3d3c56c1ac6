import { expect } from 'chai'
import {
  addMonths,
  dateOf,
  dayLength,
  easterOf,
  isoOf,
  partsOf,
  wallAt,
  weekdayOf,
} from '../../src/language/wall.ts'

describe('wall', () => {
  it('goes to ISO and back in any zone', () => {
    for (const zone of [
      'America/Montevideo',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'UTC',
      'America/St_Johns',
    ]) {
      for (let instant = Date.UTC(2026, 0, 1); instant < Date.UTC(2027, 0, 1); instant += 31 * 3_600_000) {
        expect(Date.parse(isoOf(wallAt(instant, zone), zone))).to.equal(instant)
      }
    }
  })

  it('takes the first of an hour that happens twice, and moves on one that never happens', () => {
    const madrid = 'Europe/Madrid'
    expect(isoOf(dateOf(2026, 10, 25)! + 150, madrid)).to.equal('2026-10-25T02:30:00+02:00')
    expect(isoOf(dateOf(2026, 3, 29)! + 150, madrid)).to.equal('2026-03-29T03:30:00+02:00')
  })

  it('knows the calendar', () => {
    expect(weekdayOf(dateOf(2026, 11, 26)!)).to.equal(4)
    expect(dateOf(2026, 2, 29)).to.equal(null)
    expect(partsOf(addMonths(dateOf(2026, 1, 31)!, 1))).to.eql({ year: 2026, month: 2, date: 28 })
    expect(dateOf(2026, 11, 27)! - dateOf(2026, 11, 26)!).to.equal(dayLength)
  })

  it('knows Easter', () => {
    const known = { 2024: '3-31', 2025: '4-20', 2026: '4-5', 2027: '3-28', 2028: '4-16', 2038: '4-25' }
    for (const [year, expected] of Object.entries(known)) {
      const { month, date } = partsOf(easterOf(Number(year)))
      expect(`${month}-${date}`, year).to.equal(expected)
    }
  })
})
