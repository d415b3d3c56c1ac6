import { expect } from 'chai'
import { addDays, instant, isoIn, isZone, local, weekday } from '../../src/agenda/zone.ts'

const zones = [
  'America/Montevideo',
  'America/Santiago',
  'Europe/Madrid',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
]

describe('zone', () => {
  it('finds the first instant of every half hour of two years in six zones, and none in the gaps of spring', () => {
    let clocks = 0
    let gaps = 0
    const wrong: string[] = []
    for (const zone of zones) {
      const first = firstInstants(zone)
      for (let day = '2026-01-01'; day < '2028-01-01'; day = addDays(day, 1)) {
        for (let minute = 0; minute < 1440; minute += 30) {
          const wall = `${day} ${clock(minute)}`
          const expected = first.get(wall) ?? null
          if (instant(zone, day, minute) !== expected) wrong.push(`${zone} ${wall}`)
          clocks++
          if (expected === null) gaps++
        }
      }
    }
    expect(wrong).to.deep.equal([])
    expect([clocks, gaps]).to.deep.equal([210_240, 14])
  })

  it('gives back the wall clock of every half hour of two years in six zones', () => {
    const wrong: string[] = []
    for (const zone of zones) {
      for (const [wall, at] of firstInstants(zone)) {
        const { day, minute } = local(zone, at)
        if (`${day} ${clock(minute)}` !== wall) wrong.push(`${zone} ${wall}`)
      }
    }
    expect(wrong).to.deep.equal([])
  })

  it('has no midnight on the day on which Santiago springs forward', () => {
    expect(instant('America/Santiago', '2026-09-06', 0)).to.equal(null)
    expect(isoIn('America/Santiago', instant('America/Santiago', '2026-09-06', 60)!)).to.equal(
      '2026-09-06T01:00:00-03:00',
    )
  })

  it('has no such date where a zone skipped a whole one', () => {
    expect(instant('Pacific/Apia', '2011-12-30', 600)).to.equal(null)
  })

  it('takes the first of two equal wall clocks in autumn', () => {
    const madrid = instant('Europe/Madrid', '2026-10-25', 150)!
    const santiago = instant('America/Santiago', '2026-04-04', 23 * 60 + 30)!
    expect(isoIn('Europe/Madrid', madrid)).to.equal('2026-10-25T02:30:00+02:00')
    expect(isoIn('Europe/Madrid', madrid + 3_600_000)).to.equal('2026-10-25T02:30:00+01:00')
    expect(isoIn('America/Santiago', santiago)).to.equal('2026-04-04T23:30:00-03:00')
  })

  it('takes 24:00 for the midnight that follows', () => {
    expect(instant('America/Montevideo', '2026-11-27', 1440)).to.equal(
      instant('America/Montevideo', '2026-11-28', 0),
    )
  })

  it('writes offsets of quarters of an hour, of zero and of both signs', () => {
    const at = Date.parse('2026-11-26T23:30:45.678Z')
    expect(isoIn('Asia/Kathmandu', at)).to.equal('2026-11-27T05:15:45+05:45')
    expect(isoIn('UTC', at)).to.equal('2026-11-26T23:30:45+00:00')
    expect(isoIn('America/St_Johns', at)).to.equal('2026-11-26T20:00:45-03:30')
  })

  it('walks dates over months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).to.equal('2027-01-01')
    expect(addDays('2028-03-01', -1)).to.equal('2028-02-29')
    expect(weekday('2026-11-26')).to.equal(4)
    expect(weekday('2026-11-29')).to.equal(0)
  })

  it('knows zones by name only', () => {
    expect(['America/Montevideo', 'UTC'].map(isZone)).to.deep.equal([true, true])
    expect(['America/Montevido', '', '+03:00', '-03:00'].map(isZone)).to.deep.equal([
      false,
      false,
      false,
      false,
    ])
  })
})

/** Read off a clock of that zone, without offsets: each wall clock of two years and when it is first shown. */
function firstInstants(zone: string): Map<string, number> {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  const first = new Map<string, number>()
  const start = Date.UTC(2025, 11, 31) + (zone === 'Asia/Kathmandu' ? 15 : 0) * 60_000
  for (let at = start; at < Date.UTC(2028, 0, 2); at += 30 * 60_000) {
    const wall = clock.format(at)
    if (!first.has(wall)) first.set(wall, at)
  }
  return first
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
