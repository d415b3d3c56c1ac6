import { expect } from 'chai'
import * as fc from 'fast-check'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { freeSlots, place } from '../../src/agenda/slots.ts'
import type { Service, Workshop } from '../../src/agenda/workshop.ts'
import { addDays, isoIn, local } from '../../src/agenda/zone.ts'
import { appointment, service, workshop } from './example.ts'

/** Around changes of the clock, in both directions. */
const moments = [
  ['America/Montevideo', '2026-11-26T09:30:00-03:00'],
  ['America/Santiago', '2026-09-04T10:00:00-04:00'],
  ['America/Santiago', '2026-04-03T10:00:00-03:00'],
  ['Europe/Madrid', '2026-03-27T10:00:00+01:00'],
  ['Europe/Madrid', '2026-10-23T10:00:00+02:00'],
  ['Australia/Lord_Howe', '2026-10-02T10:00:00+10:30'],
  ['Asia/Kathmandu', '2026-11-26T09:30:00+05:45'],
] as const

const scenes = fc.record({
  moment: fc.constantFrom(...moments),
  windows: fc
    .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 4, maxLength: 4 })
    .map((quarters) => quarters.sort((a, b) => a - b).map((quarter) => quarter * 15)),
  step: fc.constantFrom(10, 15, 30, 45),
  lead: fc.constantFrom(0, 60, 1440),
  services: fc.array(
    fc.record({
      minutes: fc.constantFrom(20, 60, 90, 150),
      buffer: fc.constantFrom(0, 5, 30, 120),
      bays: fc.constantFrom(['bay-1'], ['bay-2'], ['bay-1', 'bay-2']),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  choices: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 40 }),
  // Most starts that anybody names are on a quarter of an hour.
  minutes: fc.array(
    fc.oneof(
      fc.integer({ min: -600, max: 4 * 1440 }),
      fc.integer({ min: 0, max: 4 * 96 }).map((quarter) => quarter * 15),
    ),
    { minLength: 60, maxLength: 60 },
  ),
})

describe('listing and placing', () => {
  it('agree: what is listed can be placed, what is not cannot, and no two share a bay', () => {
    fc.assert(
      fc.property(scenes, ({ moment: [zone, at], windows, step, lead, services, choices, minutes }) => {
        const now = Date.parse(at)
        const [a = 0, b = 0, c = 0, d = 0] = windows
        const hours = Array(7).fill([
          { open: a, close: b },
          { open: c, close: d },
        ])
        const shop = workshop({
          zone,
          hours,
          step,
          lead,
          horizon: 3,
          services: services.map((each) => service({ ...each, bays: [...each.bays] })),
        })
        const taken = book(shop, now, choices)
        expect(shareBay(taken)).to.deep.equal([])

        const today = local(zone, now).day
        for (const each of shop.services) {
          const listed = list(shop, each, taken, now)
          const starts = new Set(listed.map(({ start }) => start))
          for (const slot of listed) {
            expect(place(shop, each, taken, { now, start: slot.start })).to.deep.equal({ slot })
            expect(shareBay([...taken, occupied(slot, 'new')])).to.deep.equal([])
          }
          for (const minute of minutes) {
            const start = isoIn(zone, Date.parse(`${today}T00:00:00Z`) + minute * 60_000)
            expect('slot' in place(shop, each, taken, { now, start }), start).to.equal(starts.has(start))
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})

/** Books whatever is listed, one after another. */
function book(shop: Workshop, now: number, choices: [number, number][]): Appointment[] {
  const taken: Appointment[] = []
  for (const [which, nth] of choices) {
    const chosen = shop.services[which % shop.services.length]!
    const listed = list(shop, chosen, taken, now)
    const slot = listed[nth % listed.length]
    if (slot) taken.push(occupied(slot, `a${taken.length}`))
  }
  return taken
}

function list(shop: Workshop, chosen: Service, taken: Appointment[], now: number) {
  const today = local(shop.zone, now).day
  return freeSlots(shop, chosen, taken, { now, from: today, to: addDays(today, 4) })
}

function occupied(slot: ReturnType<typeof list>[number], id: string): Appointment {
  return appointment(slot.start, { id, bays: slot.bays, end: slot.end, busyUntil: slot.busyUntil })
}

function shareBay(taken: Appointment[]): string[] {
  return taken.flatMap((a, index) =>
    taken
      .slice(index + 1)
      .filter((b) => a.bays[0] === b.bays[0])
      .filter(
        (b) => Date.parse(a.start) < Date.parse(b.busyUntil) && Date.parse(b.start) < Date.parse(a.busyUntil),
      )
      .map((b) => `${a.start} ${b.start} ${a.bays[0]}`),
  )
}
