import { expect } from 'chai'
import { dueAgain, inOpeningHours, type Reading } from '../../src/agenda/recall.ts'
import { isoIn } from '../../src/agenda/zone.ts'
import { service, workshop } from './example.ts'

const zone = 'America/Montevideo'
const at = (iso: string) => Date.parse(`${iso}-03:00`)
const done = at('2026-08-31T11:00:00')

/** When it is due, and at how many km. */
function due(rule: { recall?: number; recallKm?: number }, readings: Reading[] = []): string {
  const found = dueAgain(workshop({ zone }), service(rule), readings, done)
  return found ? [isoIn(zone, found.at).slice(0, 16), found.kilometres].filter(Boolean).join(' ') : 'never'
}

const said = (kilometres: number, day: string): Reading => ({
  vehicle: 'Gol',
  kilometres,
  at: at(`${day}T11:00:00`),
})

describe('when a work is due again', () => {
  it('is so many months after it was done, on the last day of a month that is shorter', () => {
    expect(due({})).to.equal('never')
    expect(due({ recall: 1 })).to.equal('2026-09-30T11:00')
    expect(due({ recall: 6 })).to.equal('2027-02-28T11:00')
    expect(due({ recall: 18 })).to.equal('2028-02-29T11:00')
  })

  it('is when the vehicle may have run so far, at 15,000 km a year, if that is earlier', () => {
    expect(due({ recall: 12, recallKm: 7_500 }, [said(80_000, '2026-08-31')])).to.equal(
      '2027-03-02T02:00 88000',
    )
    expect(due({ recall: 3, recallKm: 7_500 }, [said(80_000, '2026-08-31')])).to.equal('2026-11-30T11:00')
    expect(due({ recall: 12, recallKm: 7_500 })).to.equal('2027-08-31T11:00')
    expect(due({ recallKm: 7_500 })).to.equal('2027-03-02T02:00')
  })

  it('is at the pace of the last two readings, if it is one that a vehicle has', () => {
    const slow = [said(79_000, '2025-08-31'), said(80_000, '2026-02-28'), said(83_650, '2026-08-31')]
    // 3,650 km in 184 days.
    expect(due({ recallKm: 3_650 }, slow)).to.equal('2027-03-03T11:00 87000')
    const odd = [said(80_000, '2026-02-28'), said(8_365, '2026-08-31')]
    expect(due({ recallKm: 7_500 }, odd)).to.equal('2027-03-02T02:00 16000')
    const twice = [said(80_000, '2026-08-30'), said(80_500, '2026-08-31')]
    expect(due({ recallKm: 7_500 }, twice)).to.equal('2027-03-02T02:00 88000')
  })
})

describe('what is told in opening hours', () => {
  const told = (iso: string, changes: Parameters<typeof workshop>[0] = {}) =>
    isoIn(zone, inOpeningHours(workshop({ zone, ...changes }), at(iso))).slice(0, 16)

  it('waits for a day on which the workshop is open, and for the end of the quiet hours', () => {
    const day = [{ open: 480, close: 1080 }]
    const hours = [[], day, day, day, day, day, []]
    const rules = { hours, quietHours: { from: 1260, to: 540 }, exceptions: {}, holidays: noHolidays }
    expect(told('2026-12-01T10:00:00', rules)).to.equal('2026-12-01T10:00')
    expect(told('2026-12-01T23:00:00', rules)).to.equal('2026-12-02T09:00')
    expect(told('2026-12-05T10:00:00', rules)).to.equal('2026-12-07T09:00')
    const closed = { '2026-12-07': { hours: [], reason: null } }
    expect(told('2026-12-05T10:00:00', { ...rules, exceptions: closed })).to.equal('2026-12-08T09:00')
  })
})

const noHolidays = { calendar: 'none' as const, closed: [] }
