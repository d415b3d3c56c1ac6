import { expect } from 'chai'
import * as fc from 'fast-check'
import { type Appointment, resourcesOf } from '../../src/agenda/appointment.ts'
import { freeSlots, place } from '../../src/agenda/slots.ts'
import type { Service, Workshop } from '../../src/agenda/workshop.ts'
import { addDays, isoIn, local } from '../../src/agenda/zone.ts'
import { appointment } from './example.ts'
import { scenes, setUp } from './scenes.ts'

describe('listing and placing', () => {
  it('do not disagree, about buffers or anything: what is listed can be placed, what is not cannot, and no two share a bay', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { shop, now } = setUp(scene)
        const { zone } = shop
        const { choices, minutes } = scene
        const taken = book(shop, now, choices)
        expect(shareResource(taken)).to.deep.equal([])
        expect(tooMany(shop, taken)).to.deep.equal([])

        const today = local(zone, now).day
        for (const each of shop.services) {
          const listed = list(shop, each, taken, now)
          const starts = new Set(listed.map(({ start }) => start))
          for (const slot of listed) {
            expect(place(shop, each, taken, { now, start: slot.start })).to.deep.equal({ slot })
            expect(shareResource([...taken, occupied(slot, 'new', each)])).to.deep.equal([])
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
    if (slot) taken.push(occupied(slot, `a${taken.length}`, chosen))
  }
  return taken
}

function list(shop: Workshop, chosen: Service, taken: Appointment[], now: number) {
  const today = local(shop.zone, now).day
  return freeSlots(shop, chosen, taken, { now, from: today, to: addDays(today, 4) })
}

function occupied(slot: ReturnType<typeof list>[number], id: string, { id: service }: Service): Appointment {
  return appointment(slot.start, { ...slot, id, service })
}

/** Days that have more than they may. */
function tooMany(shop: Workshop, taken: Appointment[]): string[] {
  const days = [...new Set(taken.map(({ start }) => start.slice(0, 10)))]
  return days.filter((day) => {
    const ofDay = taken.filter(({ start }) => start.startsWith(day))
    const arrivals = ofDay.filter(({ labour }) => labour)
    const atOnce = Math.max(
      0,
      ...arrivals.map(({ start }) => arrivals.filter((each) => each.start === start).length),
    )
    const isService = shop.services.some(
      ({ id, daily }) => daily !== null && ofDay.filter(({ service }) => service === id).length > daily,
    )
    return ofDay.length > (shop.daily.vehicles ?? 99) || atOnce > shop.dropOff.arrivals || isService
  })
}

function shareResource(taken: Appointment[]): string[] {
  return taken.flatMap((a, index) =>
    taken
      .slice(index + 1)
      .filter((b) => resourcesOf(a).some((each) => resourcesOf(b).includes(each)))
      .filter(
        (b) => Date.parse(a.start) < Date.parse(b.busyUntil) && Date.parse(b.start) < Date.parse(a.busyUntil),
      )
      .map((b) => `${a.start} ${b.start} ${a.bays[0]}`),
  )
}
