import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { daysToRead, findSlots } from '../../src/agenda/search.ts'
import type { When } from '../../src/language/when.ts'
import { appointment, clock, inMachineZone, now, range, said, service, workshop } from './example.ts'

const both = { bays: ['bay-1', 'bay-2'] }
const friday = '2026-11-27T00:00/2026-11-28T00:00'
const saturday = '2026-11-28T00:00/2026-11-29T00:00'
const sunday = '2026-11-29T00:00/2026-11-30T00:00'
const monday = '2026-11-30T00:00/2026-12-01T00:00'

describe('a search', () => {
  it('gives the next starts of different half-days when nothing was said', () => {
    expect(search([])).to.deep.include({
      slots: ['2026-11-26 10:30', '2026-11-26 13:30', '2026-11-27 08:00'],
      exact: null,
      why: null,
      days: ['2026-11-26', '2026-12-26'],
    })
  })

  it('spreads over the half-days of the day that was said, then fills up, in order of start', () => {
    expect(search([said(friday)], [], 3).slots).to.deep.equal([
      '2026-11-27 08:00',
      '2026-11-27 08:30',
      '2026-11-27 13:30',
    ])
    const nine = search([said(friday)], [], 9)
    expect(nine.slots.map((slot) => slot.slice(11))).to.deep.equal(
      '08:00 08:30 09:00 09:30 10:00 13:30 14:00 14:30 15:00'.split(' '),
    )
    expect(nine).to.deep.include({ why: null, days: ['2026-11-27', '2026-11-27'] })
  })

  it('gives all there is when that is less than the limit', () => {
    expect(search([said(saturday)], [], 20).slots).to.have.length(7)
  })

  it('gives the place that was named to the minute', () => {
    expect(search([said('2026-11-27T10:00/2026-11-27T10:01')])).to.deep.equal({
      slots: ['2026-11-27 10:00'],
      exact: '2026-11-27 10:00',
      why: null,
      days: ['2026-11-27', '2026-11-27'],
    })
  })

  it('gives the nearest before and after a minute that is full', () => {
    const taken = [appointment('2026-11-27T10:00:00-03:00', both)]
    expect(search([said('2026-11-27T10:00/2026-11-27T10:01')], taken)).to.deep.include({
      slots: ['2026-11-27 09:00', '2026-11-27 11:00', '2026-11-27 13:30'],
      exact: null,
      why: 'full',
    })
  })

  it('gives the nearest before and after a minute off the grid', () => {
    expect(search([said('2026-11-27T09:40/2026-11-27T09:41')], [], 2)).to.deep.include({
      slots: ['2026-11-27 09:30', '2026-11-27 10:00'],
      exact: null,
      why: 'notOnGrid',
    })
  })

  it('names no exact place when several were said', () => {
    const when = [said('2026-11-30T10:00/2026-11-30T10:01'), said('2026-12-01T10:00/2026-12-01T10:01')]
    expect(search(when)).to.deep.include({
      slots: ['2026-11-30 10:00', '2026-12-01 10:00'],
      exact: null,
      why: null,
      days: ['2026-11-30', '2026-12-01'],
    })
  })

  it('leaves out the alternatives that are full', () => {
    const when = [said('2026-11-30T10:00/2026-11-30T10:01'), said('2026-12-01T10:00/2026-12-01T10:01')]
    const taken = [appointment('2026-11-30T10:00:00-03:00', both)]
    expect(search(when, taken)).to.deep.include({ slots: ['2026-12-01 10:00'], exact: null, why: null })
  })

  it('applies a time of day to the nearest days that have it', () => {
    const ten = said('2026-11-27T10:00/2026-11-27T10:01', { saidDay: false })
    const taken = [appointment('2026-11-27T10:00:00-03:00', both)]
    expect(search([ten], taken)).to.deep.include({
      slots: ['2026-11-28 10:00', '2026-11-30 10:00', '2026-12-01 10:00'],
      exact: null,
      why: null,
    })
    const afternoon = said('2026-11-26T13:00/2026-11-26T20:00', { saidDay: false })
    expect(search([afternoon]).slots).to.deep.equal([
      '2026-11-26 13:30',
      '2026-11-27 13:30',
      '2026-11-30 13:30',
    ])
    const evening = said('2026-11-26T17:00/2026-11-27T00:00', { saidDay: false })
    expect(search([evening]).slots).to.deep.equal([
      '2026-11-26 17:00',
      '2026-11-27 17:00',
      '2026-11-30 17:00',
    ])
  })

  it('goes from the wanted end of what was said', () => {
    const lateFriday = '2026-11-27T15:00/2026-11-27T20:00'
    expect(search([said(lateFriday, { prefer: 'last' })], [], 2).slots).to.deep.equal([
      '2026-11-27 16:30',
      '2026-11-27 17:00',
    ])
    expect(search([said(lateFriday, { prefer: 'first' })], [], 2).slots).to.deep.equal([
      '2026-11-27 15:00',
      '2026-11-27 15:30',
    ])
    const late = said('2026-11-26T15:00/2026-11-26T20:00', { prefer: 'last', saidDay: false })
    expect(search([late], [], 2).slots).to.deep.equal(['2026-11-26 17:00', '2026-11-27 17:00'])
  })

  it('goes from the middle of what was said roughly', () => {
    const aroundNine = said('2026-11-27T08:30/2026-11-27T09:30', { kind: 'approx' })
    expect(search([aroundNine], [], 1).slots).to.deep.equal(['2026-11-27 09:00'])
  })

  it('keeps out what was excluded, from the alternatives too', () => {
    const notFriday = said(friday, { not: true, kind: 'exclude' })
    const soon = search([notFriday])
    expect(soon).to.deep.include({ why: null, days: ['2026-11-26', '2026-12-26'] })
    expect(soon.slots).to.deep.equal(['2026-11-26 10:30', '2026-11-26 13:30', '2026-11-28 08:00'])
    const notMornings = said('2026-11-27T06:00/2026-11-27T12:00', { not: true, saidDay: false })
    expect(search([said(sunday), notMornings])).to.deep.include({
      slots: ['2026-11-27 17:00', '2026-11-30 13:30', '2026-12-01 13:30'],
      why: 'closed',
    })
  })

  it('has a reason when there is nothing, and the nearest beside it', () => {
    expect(search([said(sunday)])).to.deep.include({
      slots: ['2026-11-28 11:00', '2026-11-30 08:00', '2026-11-30 13:30'],
      exact: null,
      why: 'closed',
      days: ['2026-11-29', '2026-11-29'],
    })
    expect(search([said('2026-12-25T00:00/2026-12-26T00:00')]).why).to.equal('holiday')
    expect(search([said('2027-02-01T00:00/2027-02-02T00:00')])).to.deep.include({
      why: 'beyondHorizon',
      days: ['2027-02-01', '2027-02-01'],
    })
    expect(search([said('2027-02-01T00:00/..')]).why).to.equal('beyondHorizon')
    expect(search([said('2026-11-25T00:00/2026-11-26T00:00')])).to.deep.include({
      why: 'past',
      days: ['2026-11-25', '2026-11-25'],
    })
    expect(search([said('2026-11-26T08:00/2026-11-26T08:01')])).to.deep.include({ exact: null, why: 'past' })
    expect(search([said('2026-11-26T10:00/2026-11-26T10:01')]).why).to.equal('tooSoon')
    expect(search([said('2026-11-27T20:00/2026-11-28T00:00')]).why).to.equal('outsideHours')
    expect(search([said('2026-11-27T12:30/2026-11-27T12:31')]).why).to.equal('outsideHours')
    const night = said('2026-11-26T20:00/2026-11-27T00:00', { saidDay: false })
    expect(search([night])).to.deep.include({
      slots: ['2026-11-26 11:00', '2026-11-26 17:00', '2026-11-27 17:00'],
      why: 'outsideHours',
    })
  })

  it('gives the nearest before and after a day that is full', () => {
    const taken = [
      appointment('2026-11-28T08:00:00-03:00', { ...both, busyUntil: '2026-11-28T12:00:00-03:00' }),
    ]
    expect(search([said(saturday)], taken)).to.deep.include({
      slots: ['2026-11-27 11:00', '2026-11-27 17:00', '2026-11-30 08:00'],
      why: 'full',
    })
  })

  it('says of a week end that it is full when Saturday is, though Sunday is closed', () => {
    const taken = [
      appointment('2026-11-28T08:00:00-03:00', { ...both, busyUntil: '2026-11-28T12:00:00-03:00' }),
    ]
    expect(search([said('2026-11-28T00:00/2026-11-30T00:00')], taken).why).to.equal('full')
  })

  it('has nothing to give, but a reason, when the whole agenda is full', () => {
    const year = appointment('2026-11-26T00:00:00-03:00', { ...both, busyUntil: '2027-11-26T00:00:00-03:00' })
    expect(search([], [year])).to.deep.include({ slots: [], exact: null, why: 'full' })
    expect(search([said(monday)], [year])).to.deep.include({ slots: [], exact: null, why: 'full' })
  })

  it('does not stand in its own way when it is moved', () => {
    const own = appointment('2026-11-27T10:00:00-03:00', both)
    const when = [said('2026-11-27T10:30/2026-11-27T10:31')]
    const options = { now, when, limit: 3 }
    expect(findSlots(workshop(), service(), [own], options).why).to.equal('full')
    expect(findSlots(workshop(), service(), [own], { ...options, ignore: own.id }).exact).to.deep.include({
      start: '2026-11-27T10:30:00-03:00',
    })
  })

  it('tells the two midnights of a day apart', () => {
    const night = workshop({ hours: Array(7).fill([range('00:00-24:00')]), lead: 0 })
    const found = findSlots(night, service({ minutes: 30 }), [], { now, when: [said(friday)], limit: 100 })
    expect([found.slots.length, clock(found.slots[0]!), clock(found.slots.at(-1)!)]).to.deep.equal([
      48,
      '2026-11-27 00:00',
      '2026-11-27 23:30',
    ])
  })

  it('gives the same whatever the zone of the machine', () => {
    const when = [said('2026-11-26T20:00/2026-11-27T00:00', { saidDay: false })]
    const found = ['UTC', 'Asia/Tokyo'].map((zone) => inMachineZone(zone, () => search(when)))
    expect(found[0]).to.deep.equal(found[1])
  })
})

describe('the days to read', () => {
  it('are all that can be booked, and those that reach into them', () => {
    expect(daysToRead(workshop({ horizon: 7 }), { now, when: [said(friday)] })).to.deep.equal([
      '2026-11-25',
      '2026-12-04',
    ])
  })
})

function search(when: When[], taken: Appointment[] = [], limit = 3) {
  const { slots, exact, why, days } = findSlots(workshop(), service(), taken, { now, when, limit })
  return { slots: slots.map(clock), exact: exact && clock(exact), why, days }
}
