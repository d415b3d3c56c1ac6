import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { findSlots } from '../../src/agenda/search.ts'
import { freeSlots, place } from '../../src/agenda/slots.ts'
import type { Service, Workshop } from '../../src/agenda/workshop.ts'
import { appointment, clock, now, range, said, service, workshop } from './example.ts'

const friday = '2026-11-27'
const mechanics = [
  { id: 'ana', name: 'Ana', away: [] },
  { id: 'leo', name: 'Leo', away: [] },
]
const both = ['ana', 'leo']

describe('a customer who waits', () => {
  it('needs a bay and a mechanic who can do it', () => {
    const shop = workshop({ mechanics })
    const taken = [
      appointment(`${friday}T08:00:00-03:00`, { bays: ['bay-1'], mechanics: ['ana'] }),
      appointment(`${friday}T09:00:00-03:00`, { id: 'a2', bays: ['bay-2'], mechanics: ['leo'] }),
    ]
    const slots = listed({ mechanics: ['ana'] }, shop, taken)
    expect(hours(slots).slice(0, 2)).to.deep.equal(['09:00', '09:30'])
    expect(slots[0]).to.deep.include({ bays: ['bay-1'], mechanics: ['ana'] })
    expect(hours(listed({ mechanics: both }, shop, taken))[0]).to.equal('08:00')
  })

  it('gets the mechanic who has least to do that day', () => {
    const shop = workshop({ mechanics })
    const taken = [appointment(`${friday}T14:00:00-03:00`, { mechanics: ['ana'] })]
    expect(listed({ mechanics: both }, shop, taken)[0]!.mechanics).to.deep.equal(['leo'])
    expect(listed({ mechanics: both }, shop, [])[0]!.mechanics).to.deep.equal(['ana'])
  })

  it('is not given the hours at which bay or mechanic are away', () => {
    const away = (when: object) => [{ from: friday, to: friday, window: null, ...when }]
    const morning = away({ window: range('08:00-12:00') })
    const leoOff = workshop({ mechanics: [mechanics[0]!, { ...mechanics[1]!, away: away({}) }] })
    expect(hours(listed({ mechanics: ['leo'] }, leoOff))).to.deep.equal([])
    expect(hours(listed({ mechanics: both }, leoOff))).to.have.length(15)
    const bayOff = workshop({ bays: [{ id: 'bay-1', name: 'Uno', away: morning }] })
    expect(hours(listed({ bays: ['bay-1'] }, bayOff))[0]).to.equal('13:30')
  })
})

describe('work that may cross a break', () => {
  it('goes on after it, for as much longer', () => {
    const crossing = { minutes: 120, mayCrossBreak: true }
    const slots = listed(crossing)
    expect(hours(slots)).to.include.members(['10:30', '11:30'])
    const last = slots.find((each) => each.start.includes('T11:30'))!
    expect(last.end).to.equal(`${friday}T15:00:00-03:00`)
    expect(hours(listed({ minutes: 120 }))).to.not.include('10:30')
  })

  it('must end by the last closing', () => {
    expect(hours(listed({ minutes: 270, mayCrossBreak: true })).at(-1)).to.equal('13:30')
    expect(hours(listed({ minutes: 510, mayCrossBreak: true }))).to.deep.equal(['08:00'])
    expect(hours(listed({ minutes: 511, mayCrossBreak: true }))).to.deep.equal([])
  })

  it('has its bay all the while', () => {
    const taken = [appointment(`${friday}T13:30:00-03:00`, { bays: ['bay-1'] })]
    expect(
      hours(listed({ minutes: 120, mayCrossBreak: true, bays: ['bay-1'] }, workshop(), taken)),
    ).to.not.include('11:30')
  })
})

describe('a vehicle that is left', () => {
  const left: Partial<Service> = { dropOff: true, minutes: 120 }

  it('has no bay, but a reception and the work of its day', () => {
    expect(listed(left)[0]).to.deep.equal({
      start: `${friday}T08:00:00-03:00`,
      end: `${friday}T08:30:00-03:00`,
      busyUntil: `${friday}T08:30:00-03:00`,
      bays: [],
      labour: { [friday]: 120 },
    })
  })

  it('can arrive until a step before the workshop closes', () => {
    expect(
      hours(listed(left))
        .filter((each) => each < '12:00')
        .at(-1),
    ).to.equal('11:30')
  })

  it('is not kept out by those who wait, nor keeps them out', () => {
    const full = ['bay-1', 'bay-2'].map((bay, index) =>
      appointment(`${friday}T08:00:00-03:00`, { id: `a${index}`, bays: [bay] }),
    )
    expect(hours(listed(left, workshop(), full))[0]).to.equal('08:00')
    expect(hours(listed({}, workshop(), [arrival('08:00')]))[0]).to.equal('08:00')
  })

  it('finds the reception full where as many arrive as can be received', () => {
    const two = [arrival('08:00', 'a1'), arrival('08:00', 'a2')]
    expect(hours(listed(left, workshop(), two.slice(1)))[0]).to.equal('08:00')
    expect(hours(listed(left, workshop(), two))[0]).to.equal('08:30')
    // By force off the grid: who comes at 08:15 is still there at 08:30.
    const between = [arrival('08:15', 'a1'), arrival('08:15', 'a2')]
    expect(hours(listed(left, workshop(), between))[0]).to.equal('09:00')
  })

  it('finds the day full where the share of the mechanics’ time is promised', () => {
    // Two bays of 510 minutes: 867 of them can be promised.
    const busy = (minutes: number) => [arrival('08:00', 'a1', { [friday]: minutes })]
    expect(hours(listed(left, workshop(), busy(747)))).to.not.be.empty
    expect(hours(listed(left, workshop(), busy(748)))).to.deep.equal([])
    const one = workshop({ mechanics: [mechanics[0]!], dropOff: { arrivals: 2, load: 100 } })
    expect(hours(listed(left, one, busy(390)))).to.not.be.empty
    expect(hours(listed(left, one, busy(391)))).to.deep.equal([])
  })

  it('counts on no mechanic who is away', () => {
    const away = [{ from: friday, to: friday, window: range('08:00-18:00') }]
    const shop = workshop({ mechanics: [{ ...mechanics[0]!, away }], dropOff: { arrivals: 2, load: 100 } })
    expect(hours(listed(left, shop))).to.deep.equal([])
  })

  it('takes of several days when its work does, closed ones left out', () => {
    const body = { ...left, minutes: 900, days: 3 }
    expect(listed(body)[0]!.labour).to.deep.equal({ [friday]: 300, '2026-11-28': 300, '2026-11-30': 300 })
    const monday = [arrival('08:00', 'a1', { '2026-11-30': 600 })]
    expect(hours(listed(body, workshop(), monday))).to.deep.equal([])
  })

  it('counts today for as long as it is being worked at', () => {
    const yesterday = appointment('2026-11-25T08:00:00-03:00', {
      bays: [],
      labour: { '2026-11-25': 800 },
      status: 'inWork',
    })
    const today = { from: '2026-11-26', to: '2026-11-26' }
    expect(freeSlots(workshop(), service(left), [yesterday], { now, ...today })).to.deep.equal([])
    const ready = { ...yesterday, status: 'ready' as const }
    expect(freeSlots(workshop(), service(left), [ready], { now, ...today })).to.not.deep.equal([])
  })
})

describe('a day', () => {
  it('takes no more vehicles than it may, of all services or of one', () => {
    const taken = [appointment(`${friday}T08:00:00-03:00`)]
    const most = (vehicles: number) => workshop({ daily: { vehicles, minutes: null } })
    expect(hours(listed({}, most(1), taken))).to.deep.equal([])
    expect(hours(listed({}, most(2), taken))).to.not.be.empty
    expect(hours(listed({ daily: 1 }, workshop(), taken))).to.deep.equal([])
    expect(hours(listed({ daily: 1, id: 'brakes' }, workshop(), taken))).to.not.be.empty
  })

  it('takes no more minutes of work than it may', () => {
    const taken = [appointment(`${friday}T08:00:00-03:00`)]
    const most = (minutes: number) => workshop({ daily: { vehicles: null, minutes } })
    expect(hours(listed({}, most(119), taken))).to.deep.equal([])
    expect(hours(listed({}, most(120), taken))).to.not.be.empty
  })

  it('has only the services that are done on its weekday, and says so', () => {
    const mondays = service({ weekdays: [1] })
    expect(hours(listed({ weekdays: [1] }))).to.deep.equal([])
    expect(hours(listed({ weekdays: [5] }))).to.not.be.empty
    const asked = [said(`${friday}T08:00/${friday}T12:00`)]
    const found = findSlots(workshop(), mondays, [], { now, when: asked, limit: 3 })
    expect(found.why).to.equal('notThatDay')
    expect(found.slots.map(clock)[0]).to.equal('2026-11-30 08:00')
    expect(place(workshop(), mondays, [], { now, start: `${friday}T08:00:00-03:00` })).to.deep.equal({
      why: 'notThatDay',
    })
  })

  it('can be booked until the hour of the opening day before', () => {
    const until = (cutOff: number) => workshop({ cutOff, lead: 0 })
    // It is Thursday, 09:30.
    expect(hours(listed({}, until(9 * 60 + 31)))).to.not.be.empty
    expect(hours(listed({}, until(9 * 60 + 30)))).to.deep.equal([])
    const saturdayNoon = Date.parse('2026-11-28T12:30:00-03:00')
    const monday = { now: saturdayNoon, from: '2026-11-30', to: '2026-11-30' }
    expect(freeSlots(until(12 * 60), service(), [], monday)).to.deep.equal([])
    expect(freeSlots(until(13 * 60), service(), [], monday)).to.not.deep.equal([])
    const start = `${friday}T08:00:00-03:00`
    expect(place(until(9 * 60), service(), [], { now, start })).to.deep.equal({ why: 'tooSoon' })
  })
})

function listed(changes: Partial<Service>, shop: Workshop = workshop(), taken: Appointment[] = []) {
  return freeSlots(shop, service(changes), taken, { now, from: friday, to: friday })
}

function hours(slots: { start: string }[]): string[] {
  return slots.map((each) => clock(each).slice(11))
}

function arrival(at: string, id = 'a1', labour: Record<string, number> = { [friday]: 60 }): Appointment {
  return appointment(`${friday}T${at}:00-03:00`, { id, bays: [], labour })
}
