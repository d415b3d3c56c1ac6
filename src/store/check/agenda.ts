import { type Appointment, occupies, resourcesOf } from '../../agenda/appointment.ts'
import type { Records } from '../records.ts'
import { cures, type Finding, type Looking } from './finding.ts'

/** Appointments, which come by day: that no two are in one place, and that those that were moved know of each other. */
export class Agenda {
  readonly #records: Records
  readonly #now: number
  #workshop = ''
  #near: Appointment[] = []

  constructor(records: Records, { now }: Looking) {
    this.#records = records
    this.#now = now
  }

  async *look(appointment: Appointment): AsyncGenerator<Finding> {
    const { workshop, id, start } = appointment
    if (workshop !== this.#workshop) this.#near = []
    this.#workshop = workshop
    // Dates are local: what ended a day before this one began by UTC ended before it by any clock.
    const before = Date.parse(start.slice(0, 10)) - day
    this.#near = this.#near.filter(({ busyUntil }) => Date.parse(busyUntil) > before)
    const where = `appointment ${id}`
    for await (const what of this.#links(appointment)) yield { where, what, cure: cures.report }
    if (!occupies(appointment, this.#now)) return
    for (const other of this.#near) {
      const shared = collision(other, appointment)
      if (!shared) continue
      yield { where, what: `it overlaps appointment ${other.id} in ${shared}`, cure: cures.byHand }
      break
    }
    this.#near.push(appointment)
  }

  async *#links({
    workshop,
    id,
    status,
    movedTo,
    movedFrom,
    waits,
    blocks,
  }: Appointment): AsyncGenerator<string> {
    const find = (id: string) => this.#records.appointment(workshop, id)
    if ((status === 'waiting') !== (waits !== undefined))
      yield `it is ${status}, and ${waits ? 'says' : 'does not say'} what is waited for`
    if ((status === 'blocked') !== (blocks !== undefined))
      yield `it is ${status}, and ${blocks ? 'says' : 'does not say'} what is blocked`
    if ((status === 'moved') !== (movedTo !== undefined))
      yield `it is ${status}, and was moved to ${movedTo ?? 'no other'}`
    if (movedTo !== undefined && (await find(movedTo))?.movedFrom !== id)
      yield `it was moved to ${movedTo}, which does not know`
    if (movedFrom !== undefined && (await find(movedFrom))?.movedTo !== id)
      yield `it came from ${movedFrom}, which does not know`
  }
}

const day = 86_400_000

/** Id of the bay or mechanic that both have at once. */
function collision(a: Appointment, b: Appointment): string | undefined {
  const isAtOnce =
    Date.parse(a.start) < Date.parse(b.busyUntil) && Date.parse(b.start) < Date.parse(a.busyUntil)
  const taken = resourcesOf(b)
  return isAtOnce ? resourcesOf(a).find((each) => taken.includes(each)) : undefined
}
