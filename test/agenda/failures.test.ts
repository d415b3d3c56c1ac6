import { execFileSync } from 'node:child_process'
import { expect } from 'chai'
import { daysAround, freeSlots, place } from '../../src/agenda/slots.ts'
import type { Service, Workshop } from '../../src/agenda/workshop.ts'
import { addDays, instant, isoIn, local } from '../../src/agenda/zone.ts'
import { always, appointment, clock, now, range, service, workshop } from './example.ts'

/** What other booking systems got wrong, each as a test that it does not happen here. */
describe('failures seen in the wild: slots', () => {
  const friday = '2026-11-27'

  it('an overlap inside a running slot: nothing is offered at 04:50 while 04:40–05:00 runs', () => {
    const shop = workshop({ hours: always, step: 10, bays: [{ id: 'bay-1', name: 'Uno', away: [] }] })
    const running = appointment(at('04:40'), { end: at('05:00'), busyUntil: at('05:00') })
    const starts = hours(shop, { minutes: 20, bays: ['bay-1'] }, [running])
    expect(starts).to.not.include.members(['04:30'])
    expect(starts.filter((each) => each > '04:20' && each < '05:00')).to.deep.equal([])
    expect(starts).to.include.members(['04:20', '05:00'])
  })

  it('buffer and step do not combine: 20 + 5 minutes with a step of 30 fill each half hour once', () => {
    const shop = workshop({ bays: [{ id: 'bay-1', name: 'Uno', away: [] }] })
    const oil = service({ minutes: 20, buffer: 5, bays: ['bay-1'] })
    const first = freeSlots(shop, oil, [], { now, from: friday, to: friday })
    const taken = first.map(({ start, end, busyUntil, bays }, index) =>
      appointment(start, { id: `a${index}`, end, busyUntil, bays }),
    )
    expect(first.slice(0, 3).map((each) => clock(each).slice(11))).to.deep.equal(['08:00', '08:30', '09:00'])
    expect(freeSlots(shop, oil, taken, { now, from: friday, to: friday })).to.deep.equal([])
    expect(freeSlots(shop, oil, taken.slice(1), { now, from: friday, to: friday })).to.have.length(1)
  })

  it('buffer and step do not combine: 20 + 15 minutes with a step of 30 leave each second half hour free', () => {
    const shop = workshop({ bays: [{ id: 'bay-1', name: 'Uno', away: [] }] })
    const oil = service({ minutes: 20, buffer: 15, bays: ['bay-1'] })
    const taken: ReturnType<typeof appointment>[] = []
    for (let left = free(); left.length > 0; left = free()) taken.push(appointment(left[0]!.start, left[0]))
    expect(taken.map((each) => clock(each).slice(11)).slice(0, 4)).to.deep.equal([
      '08:00',
      '09:00',
      '10:00',
      '11:00',
    ])

    function free() {
      return freeSlots(shop, oil, taken, { now, from: friday, to: friday })
    }
  })

  it('bookings of the day before are not looked at: a buffer that runs past midnight keeps its place', () => {
    const shop = workshop({ hours: always, bays: [{ id: 'bay-1', name: 'Uno', away: [] }] })
    const long = service({ minutes: 60, buffer: 120, bays: ['bay-1'] })
    const withLong = { ...shop, services: [long] }
    const [from, to] = daysAround(withLong, friday, friday)
    const evening = appointment('2026-11-26T23:00:00-03:00', {
      end: '2026-11-27T00:00:00-03:00',
      busyUntil: '2026-11-27T02:00:00-03:00',
    })
    const read = [evening].filter(({ start }) => from <= start.slice(0, 10) && start.slice(0, 10) <= to)
    expect(freeSlots(withLong, long, read, window(withLong, friday))[0]!.start).to.equal(
      '2026-11-27T02:00:00-03:00',
    )
  })

  it('minutes rounded away in odd zones: Kathmandu, at +05:45, has the whole day', () => {
    const shop = workshop({ zone: 'Asia/Kathmandu', hours: Array(7).fill([range('09:00-12:00')]), step: 15 })
    const starts = hours(shop, { minutes: 15 }, [], friday, Date.parse(`${friday}T00:00:00+05:45`))
    expect(starts).to.have.length(12)
    expect(starts[0]).to.equal('09:00')
    expect(freeSlots(shop, service({ minutes: 15 }), [], window(shop, friday))[0]!.start).to.equal(
      `${friday}T09:00:00+05:45`,
    )
  })

  for (const [zone, change, before, after] of [
    ['America/Santiago', '2026-09-06', '-04:00', '-03:00'],
    ['America/Santiago', '2026-04-05', '-03:00', '-04:00'],
    ['Europe/Madrid', '2026-03-29', '+01:00', '+02:00'],
    ['Europe/Madrid', '2026-10-25', '+02:00', '+01:00'],
    ['Australia/Lord_Howe', '2026-10-04', '+10:30', '+11:00'],
  ] as const) {
    it(`hours shift after the clock is changed: ${zone} on ${change} opens at nine a week before, that day and a week after`, () => {
      const shop = workshop({ zone, hours: Array(7).fill([range('09:00-11:00')]), lead: 0, horizon: 60 })
      const days = [addDays(change, -7), addDays(change, -1), change, addDays(change, 1), addDays(change, 7)]
      const since = instant(zone, addDays(change, -8), 0)!
      for (const day of days) {
        const slots = freeSlots(shop, service(), [], { now: since, from: day, to: day })
        expect(
          slots.map((each) => clock(each).slice(11)),
          day,
        ).to.deep.equal(['09:00', '09:30', '10:00'])
        expect(slots[0]!.start.slice(-6), day).to.equal(day < change ? before : after)
      }
    })
  }

  it('notice that ends on the day of a change is counted in elapsed time', () => {
    // In Madrid 29 March has no 02:00–03:00: 24 hours after 09:30 of the 28th it is 10:30 by the clock.
    const shop = workshop({ zone: 'Europe/Madrid', hours: always, lead: 1440, step: 30 })
    const said = Date.parse('2026-03-28T09:30:00+01:00')
    const [first] = freeSlots(shop, service(), [], { now: said, from: '2026-03-28', to: '2026-03-30' })
    expect(first!.start).to.equal('2026-03-29T10:30:00+02:00')
  })

  for (const zone of ['America/Los_Angeles', 'Pacific/Auckland', 'America/Montevideo']) {
    it(`an exception lands on the wrong day: in ${zone} it is closed on its own date`, () => {
      const exceptions = { [friday]: { hours: [], reason: null } }
      const shop = workshop({ zone, hours: always, exceptions, holidays: { calendar: 'none', closed: [] } })
      const since = instant(zone, '2026-11-25', 0)!
      const days = freeSlots(shop, service(), [], { now: since, from: '2026-11-26', to: '2026-11-28' })
      expect([...new Set(days.map(({ start }) => start.slice(0, 10)))]).to.deep.equal([
        '2026-11-26',
        '2026-11-28',
      ])
    })
  }

  it('off by one day when choosing: 23:30 here, tomorrow in UTC, is today’s', () => {
    const shop = workshop({ hours: always })
    const start = '2026-11-26T23:30:00-03:00'
    const chosen = place(shop, service({ minutes: 20 }), [], { now, start })
    expect(chosen).to.have.nested.property('slot.start', start)
    expect(hours(shop, { minutes: 20 }, [], '2026-11-26')).to.include('23:30')
    expect(local('America/Montevideo', Date.parse(start)).day).to.equal('2026-11-26')
  })

  it('off by one day in the evening: at 22:00 here, tomorrow in UTC, today is still to be had, and is the last day', () => {
    const shop = workshop({ hours: always, horizon: 0 })
    const options = { now: Date.parse('2026-11-26T22:00:00-03:00'), from: '2026-11-25', to: '2026-11-28' }
    expect(freeSlots(shop, service({ minutes: 20 }), [], options).map(clock)).to.deep.equal([
      '2026-11-26 23:00',
      '2026-11-26 23:30',
    ])
  })

  it('the server’s zone leaks in: the same slots with the machine in UTC, in Montevideo and in Tokyo', () => {
    const script = `
      import { freeSlots } from './src/agenda/slots.ts'
      import { service, workshop } from './test/agenda/example.ts'
      const options = { now: Date.parse('2026-11-26T23:30:00-03:00'), from: '2026-11-26', to: '2026-12-01' }
      console.log(JSON.stringify(freeSlots(workshop(), service(), [], options)))`
    const outputs = ['UTC', 'America/Montevideo', 'Asia/Tokyo'].map((TZ) =>
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      }),
    )
    expect(JSON.parse(outputs[0]!)).to.not.be.empty
    expect(new Set(outputs).size).to.equal(1)
  })

  it('a slot returns while a long booking runs: at +20 minutes of 105 its place is still taken', () => {
    const shop = workshop({ lead: 0, bays: [{ id: 'bay-1', name: 'Uno', away: [] }], step: 15 })
    const long = appointment(at('08:00'), { end: at('09:45'), busyUntil: at('09:45'), status: 'inWork' })
    const starts = hours(shop, { minutes: 30, bays: ['bay-1'] }, [long], friday, Date.parse(at('08:20')))
    expect(starts[0]).to.equal('09:45')
  })

  it('one’s own slot blocks one’s own move: what is moved is in nobody’s way', () => {
    const shop = workshop({ bays: [{ id: 'bay-1', name: 'Uno', away: [] }] })
    const own = appointment(at('09:00'), { id: 'own' })
    const wanted = service({ bays: ['bay-1'] })
    const start = at('09:30')
    expect(place(shop, wanted, [own], { now, start })).to.deep.equal({ why: 'full' })
    expect(place(shop, wanted, [own], { now, start, ignore: 'own' })).to.have.property('slot')
  })

  it('days of 24 hours: nine o’clock is nine o’clock on days of 23 and of 25 hours', () => {
    for (const [zone, day] of [
      ['Europe/Madrid', '2026-03-29'],
      ['Europe/Madrid', '2026-10-25'],
      ['America/Santiago', '2026-09-06'],
    ] as const) {
      expect(isoIn(zone, instant(zone, day, 540)!).slice(0, 16)).to.equal(`${day}T09:00`)
      expect(addDays(addDays(day, -1), 2)).to.equal(addDays(day, 1))
    }
  })

  function at(time: string): string {
    return `${friday}T${time}:00-03:00`
  }

  function window(shop: Workshop, day: string) {
    return { now: instant(shop.zone, addDays(day, -1), 0)!, from: day, to: day }
  }

  function hours(
    shop: Workshop,
    changes: Partial<Service>,
    taken: ReturnType<typeof appointment>[] = [],
    day = friday,
    since = now,
  ): string[] {
    const slots = freeSlots(shop, service(changes), taken, { now: since, from: day, to: day })
    return slots.map((each) => clock(each).slice(11))
  }
})
