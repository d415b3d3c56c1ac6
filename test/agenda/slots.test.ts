import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { daysAround, freeSlots, place } from '../../src/agenda/slots.ts'
import type { Workshop } from '../../src/agenda/workshop.ts'
import { always, appointment, clock, inMachineZone, now, range, service, workshop } from './example.ts'

describe('free slots', () => {
  it('are the starts at which the work ends within a range of hours', () => {
    expect(hoursOf('2026-11-27', { minutes: 120 })).to.deep.equal(
      '08:00 08:30 09:00 09:30 10:00 13:30 14:00 14:30 15:00 15:30 16:00'.split(' '),
    )
    expect(hoursOf('2026-11-28', { minutes: 121 })).to.deep.equal(['08:00', '08:30', '09:00', '09:30'])
  })

  it('are counted from the opening of each range', () => {
    const hours = workshop({ hours: Array(7).fill([range('08:20-10:00'), range('14:10-15:30')]), step: 30 })
    expect(hoursOf('2026-11-27', {}, hours)).to.deep.equal(['08:20', '08:50', '14:10'])
  })

  it('give start, end and the end of the buffer with the offset of the workshop', () => {
    const [slot] = freeSlots(workshop(), service({ buffer: 15 }), [], {
      now,
      from: '2026-11-27',
      to: '2026-11-27',
    })
    expect(slot).to.deep.equal({
      start: '2026-11-27T08:00:00-03:00',
      end: '2026-11-27T09:00:00-03:00',
      busyUntil: '2026-11-27T09:15:00-03:00',
      bays: ['bay-1'],
    })
  })

  it('leave the time of notice, and are never in the past', () => {
    expect(hoursOf('2026-11-26')).to.deep.equal(
      '10:30 11:00 13:30 14:00 14:30 15:00 15:30 16:00 16:30 17:00'.split(' '),
    )
    expect(hoursOf('2026-11-26', {}, workshop({ lead: 0 }))[0]).to.equal('10:00')
    expect(hoursOf('2026-11-25')).to.deep.equal([])
  })

  it('reach to the last day of the horizon and no further', () => {
    const near = workshop({ horizon: 1 })
    expect(hoursOf('2026-11-27', {}, near)).to.not.deep.equal([])
    expect(hoursOf('2026-11-28', {}, near)).to.deep.equal([])
  })

  it('count the horizon from the local date, when it is already tomorrow in UTC', () => {
    const late = Date.parse('2026-11-26T23:30:00-03:00')
    const slots = freeSlots(workshop({ horizon: 1 }), service(), [], {
      now: late,
      from: '2026-11-01',
      to: '2026-12-31',
    })
    expect(new Set(slots.map(({ start }) => start.slice(0, 10)))).to.deep.equal(new Set(['2026-11-27']))
  })

  it('know closed days, paid holidays, other holidays, and exceptions that overrule them', () => {
    const christmas = workshop({
      exceptions: { '2026-12-25': { hours: [range('09:00-10:00')], reason: null } },
    })
    const december = Date.parse('2026-12-20T12:00:00-03:00')
    expect(hoursOf('2026-12-20', {}, workshop(), [], december - 86_400_000)).to.deep.equal([])
    expect(hoursOf('2026-12-25', {}, workshop(), [], december)).to.deep.equal([])
    expect(hoursOf('2026-12-25', {}, christmas, [], december)).to.deep.equal(['09:00'])
    expect(hoursOf('2027-01-06', {}, workshop(), [], december)).to.have.length(15)
    const keepsEpiphany = workshop({ holidays: { calendar: 'uruguay', closed: ['epiphany'] } })
    expect(hoursOf('2027-01-06', {}, keepsEpiphany, [], december)).to.deep.equal([])
    expect(
      hoursOf('2026-12-25', {}, workshop({ holidays: { calendar: 'none', closed: [] } }), [], december),
    ).to.have.length(15)
  })

  it('take an exception on its own date east and west of UTC', () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Honolulu']) {
      const shop = workshop({
        zone,
        hours: always,
        exceptions: { '2026-11-28': { hours: [range('09:00-10:00')], reason: null } },
      })
      const slots = freeSlots(shop, service(), [], { now, from: '2026-11-28', to: '2026-11-28' })
      expect(slots.map(clock), zone).to.deep.equal(['2026-11-28 09:00'])
    }
  })

  it('belong to the local date when it is another one in UTC', () => {
    const late = workshop({ hours: Array(7).fill([range('22:30-24:00')]) })
    expect(hoursOf('2026-11-27', { minutes: 30 }, late)).to.deep.equal(['22:30', '23:00', '23:30'])
  })

  it('keep their wall clock the week before, on and after both changes of Madrid', () => {
    const madrid = workshop({ zone: 'Europe/Madrid', hours: Array(7).fill([range('08:00-10:00')]) })
    for (const sunday of ['2026-03-29', '2026-10-25']) {
      const before = Date.parse(sunday) - 8 * 86_400_000
      const days = [-7, 0, 7].map((n) =>
        new Date(Date.parse(sunday) + n * 86_400_000).toISOString().slice(0, 10),
      )
      for (const day of days) {
        expect(hoursOf(day, {}, madrid, [], before), day).to.deep.equal(['08:00', '08:30', '09:00'])
      }
    }
  })

  it('drop the hour that spring skips, at night in Madrid and at midnight in Santiago', () => {
    const madrid = workshop({ zone: 'Europe/Madrid', hours: Array(7).fill([range('00:00-06:00')]) })
    const march = Date.parse('2026-03-20T12:00:00Z')
    expect(hoursOf('2026-03-29', { minutes: 30 }, madrid, [], march)).to.deep.equal(
      '00:00 00:30 01:00 01:30 03:00 03:30 04:00 04:30 05:00 05:30'.split(' '),
    )
    const santiago = workshop({ zone: 'America/Santiago', hours: always })
    const september = Date.parse('2026-09-01T12:00:00Z')
    expect(hoursOf('2026-09-06', { minutes: 30 }, santiago, [], september)[0]).to.equal('01:00')
    expect(hoursOf('2026-09-05', { minutes: 30 }, santiago, [], september).at(-1)).to.equal('23:30')
  })

  it('measure work as elapsed time when the clock jumps', () => {
    const madrid = workshop({ zone: 'Europe/Madrid', hours: Array(7).fill([range('01:00-04:00')]), step: 60 })
    const march = Date.parse('2026-03-20T12:00:00Z')
    expect(hoursOf('2026-03-28', { minutes: 120 }, madrid, [], march)).to.deep.equal(['01:00', '02:00'])
    expect(hoursOf('2026-03-29', { minutes: 120 }, madrid, [], march)).to.deep.equal(['01:00'])
  })

  it('count notice in elapsed minutes over a change of the clock', () => {
    const madrid = workshop({
      zone: 'Europe/Madrid',
      hours: Array(7).fill([range('08:00-14:00')]),
      lead: 1440,
    })
    const saturday = Date.parse('2026-03-28T10:00:00+01:00')
    expect(hoursOf('2026-03-29', {}, madrid, [], saturday)[0]).to.equal('11:00')
    const autumn = Date.parse('2026-10-24T10:00:00+02:00')
    expect(hoursOf('2026-10-25', {}, madrid, [], autumn)[0]).to.equal('09:00')
  })

  it('lose no quarter of an hour in Kathmandu', () => {
    const kathmandu = workshop({ zone: 'Asia/Kathmandu', hours: Array(7).fill([range('08:00-12:00')]) })
    const nine = Date.parse('2026-11-26T09:00:00+05:45')
    expect(hoursOf('2026-11-26', {}, kathmandu, [], nine)).to.deep.equal(['10:00', '10:30', '11:00'])
  })

  it('keep the buffer of both sides free, whatever the step', () => {
    const short = { minutes: 20, buffer: 5, bays: ['bay-1'] }
    const taken = [
      appointment('2026-11-27T09:00:00-03:00', {
        end: '2026-11-27T09:20:00-03:00',
        busyUntil: '2026-11-27T09:25:00-03:00',
      }),
    ]
    const morning = (step: number) =>
      hoursOf('2026-11-27', short, workshop({ step }), taken).filter(
        (hour) => hour >= '08:30' && hour < '10:00',
      )
    expect(morning(30)).to.deep.equal(['08:30', '09:30'])
    expect(morning(15)).to.deep.equal(['08:30', '09:30', '09:45'])
    expect(morning(5)).to.deep.equal([
      '08:30',
      '08:35',
      '09:25',
      '09:30',
      '09:35',
      '09:40',
      '09:45',
      '09:50',
      '09:55',
    ])
  })

  it('let a buffer run past closing, and a place begin when another ends', () => {
    expect(hoursOf('2026-11-28', { buffer: 120 }).at(-1)).to.equal('11:00')
    const taken = [appointment('2026-11-28T10:00:00-03:00')]
    expect(hoursOf('2026-11-28', { bays: ['bay-1'] }, workshop(), taken)).to.deep.equal(
      '08:00 08:30 09:00 11:00'.split(' '),
    )
  })

  it('do not run into what begins after midnight', () => {
    const shop = workshop({ hours: always, bays: [{ id: 'bay-1', name: 'Uno', away: [] }] })
    const taken = [appointment('2026-11-28T00:30:00-03:00')]
    const hours = hoursOf('2026-11-27', { minutes: 60, buffer: 60, bays: ['bay-1'] }, shop, taken)
    expect(hours.slice(-2)).to.deep.equal(['22:00', '22:30'])
  })

  it('do not come back while a long appointment runs', () => {
    const taken = [
      appointment('2026-11-26T08:00:00-03:00', {
        end: '2026-11-26T09:45:00-03:00',
        busyUntil: '2026-11-26T09:45:00-03:00',
        status: 'inWork',
      }),
    ]
    const later = Date.parse('2026-11-26T08:20:00-03:00')
    const shop = workshop({ lead: 0 })
    expect(hoursOf('2026-11-26', { bays: ['bay-1'] }, shop, taken, later)[0]).to.equal('10:00')
  })

  it('are kept by what is pending, held, booked or confirmed, and not by what is over', () => {
    const keeps = (changes: Partial<Appointment>) => {
      const taken = [appointment('2026-11-27T08:00:00-03:00', changes)]
      return !hoursOf('2026-11-27', { bays: ['bay-1'] }, workshop(), taken).includes('08:00')
    }
    for (const status of ['pending', 'booked', 'confirmed', 'arrived', 'inWork', 'ready'] as const) {
      expect(keeps({ status }), status).to.equal(true)
    }
    for (const status of ['done', 'cancelled', 'moved', 'noShow'] as const) {
      expect(keeps({ status }), status).to.equal(false)
    }
    expect(keeps({ status: 'held', heldUntil: '2026-11-26T09:31:00-03:00' })).to.equal(true)
    expect(keeps({ status: 'held', heldUntil: '2026-11-26T09:30:00-03:00' })).to.equal(false)
  })

  it('leave out of account the appointment that is being moved', () => {
    const own = appointment('2026-11-27T08:00:00-03:00', { bays: ['bay-1', 'bay-2'] })
    const options = { now, from: '2026-11-27', to: '2026-11-27' }
    const first = (changes: { ignore?: string }) =>
      freeSlots(workshop(), service(), [own], { ...options, ...changes }).map(clock)[0]
    expect(first({})).to.equal('2026-11-27 09:00')
    expect(first({ ignore: own.id })).to.equal('2026-11-27 08:00')
  })

  it('take the bay that is least used that day, then the lowest id', () => {
    const bayAt = (taken: Appointment[]) =>
      freeSlots(workshop(), service({ bays: ['bay-2', 'bay-1'] }), taken, {
        now,
        from: '2026-11-27',
        to: '2026-11-27',
      })[0]?.bays[0]
    const afternoon = appointment('2026-11-27T15:00:00-03:00')
    expect(bayAt([])).to.equal('bay-1')
    expect(bayAt([afternoon])).to.equal('bay-2')
    expect(bayAt([{ ...afternoon, status: 'cancelled' }])).to.equal('bay-1')
    expect(bayAt([appointment('2026-11-28T09:00:00-03:00')])).to.equal('bay-1')
    expect(bayAt([afternoon, appointment('2026-11-27T08:30:00-03:00', { bays: ['bay-2'] })])).to.equal(
      'bay-1',
    )
  })

  it('are in no bay that cannot do the service', () => {
    const taken = [appointment('2026-11-27T08:00:00-03:00', { bays: ['bay-2'] })]
    const hours = hoursOf('2026-11-27', { bays: ['bay-2'] }, workshop(), taken)
    expect(hours.slice(0, 2)).to.deep.equal(['09:00', '09:30'])
  })

  it('are the same whatever the zone of the machine', () => {
    const listed = ['UTC', 'Asia/Tokyo', 'America/Montevideo'].map((zone) =>
      inMachineZone(zone, () => ({
        machine: new Date(now).getTimezoneOffset(),
        slots: JSON.stringify(
          freeSlots(workshop({ zone: 'America/Santiago' }), service(), [], {
            now,
            from: '2026-11-01',
            to: '2026-12-31',
          }),
        ),
      })),
    )
    expect(new Set(listed.map(({ machine }) => machine)).size).to.equal(3)
    expect(new Set(listed.map(({ slots }) => slots)).size).to.equal(1)
  })
})

describe('a place', () => {
  it('is had where a slot is listed, however its offset is written', () => {
    const found = placeAt('2026-11-27T13:00:00Z')
    expect(found).to.deep.equal({
      slot: {
        start: '2026-11-27T10:00:00-03:00',
        end: '2026-11-27T11:00:00-03:00',
        busyUntil: '2026-11-27T11:00:00-03:00',
        bays: ['bay-1'],
      },
    })
  })

  it('is refused with its reason', () => {
    const both = { bays: ['bay-1', 'bay-2'] }
    const taken = [appointment('2026-11-27T10:00:00-03:00', both)]
    expect(placeAt('2026-11-26T08:00:00-03:00')).to.deep.equal({ why: 'past' })
    expect(placeAt('2026-11-26T09:30:00-03:00')).to.deep.equal({ why: 'past' })
    expect(placeAt('2026-11-26T10:00:00-03:00')).to.deep.equal({ why: 'tooSoon' })
    expect(placeAt('2026-11-29T10:00:00-03:00')).to.deep.equal({ why: 'closed' })
    expect(placeAt('2026-12-25T10:00:00-03:00')).to.deep.equal({ why: 'holiday' })
    expect(placeAt('2026-12-28T10:00:00-03:00')).to.deep.equal({ why: 'beyondHorizon' })
    expect(placeAt('2026-11-27T12:30:00-03:00')).to.deep.equal({ why: 'outsideHours' })
    expect(placeAt('2026-11-27T11:30:00-03:00')).to.deep.equal({ why: 'outsideHours' })
    expect(placeAt('2026-11-27T10:10:00-03:00')).to.deep.equal({ why: 'notOnGrid' })
    expect(placeAt('2026-11-27T10:00:30-03:00')).to.deep.equal({ why: 'notOnGrid' })
    expect(placeAt('2026-11-27T10:30:00-03:00', taken)).to.deep.equal({ why: 'full' })
  })

  it('is had once more when its hold is over, and again after it was moved away', () => {
    const start = '2026-11-27T10:00:00-03:00'
    const both = { bays: ['bay-1', 'bay-2'] }
    const held = appointment(start, { ...both, status: 'held', heldUntil: '2026-11-26T09:40:00-03:00' })
    expect(placeAt(start, [held])).to.deep.equal({ why: 'full' })
    expect(placeAt(start, [{ ...held, heldUntil: '2026-11-26T09:20:00-03:00' }])).to.have.property('slot')
    expect(placeAt(start, [{ ...held, status: 'moved' }])).to.have.property('slot')
  })
})

describe('the days around', () => {
  it('are as many as the longest occupied range of any service can reach over', () => {
    const overnight = workshop({ services: [service({ minutes: 1440, buffer: 30 })] })
    expect(daysAround(workshop(), '2026-11-27', '2026-11-28')).to.deep.equal(['2026-11-26', '2026-11-29'])
    expect(daysAround(overnight, '2026-11-27', '2026-11-27')).to.deep.equal(['2026-11-25', '2026-11-29'])
  })
})

function hoursOf(
  day: string,
  changes: Parameters<typeof service>[0] = {},
  shop: Workshop = workshop(),
  taken: Appointment[] = [],
  at = now,
): string[] {
  const slots = freeSlots(shop, service(changes), taken, { now: at, from: day, to: day })
  expect(slots.every(({ start }) => start.startsWith(day))).to.equal(true)
  return slots.map(({ start }) => start.slice(11, 16))
}

function placeAt(start: string, taken: Appointment[] = []) {
  return place(workshop(), service(), taken, { now, start })
}
