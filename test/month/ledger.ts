import type { Appointment } from '../../src/agenda/appointment.ts'
import type { SandboxApp } from '../helpers/sandbox.ts'
import { dateOf, day } from './time.ts'

/** What was seen of an appointment, looked at again and again. Each time is known to lie between two looks, Unix ms. */
export interface Stood {
  last: Appointment
  made: Between
  /** It was no more booked or confirmed: cancelled, moved, or they came. */
  ended?: Between
  confirmed?: Between
  /** Every reason for which somebody had to call. */
  toCall: Set<string>
}

interface Between {
  after: number
  by: number
}

/** What the agenda says, look by look. */
export class Ledger {
  readonly appointments = new Map<string, Stood>()
  #lookedAt = 0

  /** Looks at all that is ahead. `now`: Unix ms. */
  async look(app: SandboxApp, now: number): Promise<Appointment[]> {
    const items = await allFrom(app, dateOf(now - day))
    const between = { after: this.#lookedAt || now, by: now }
    for (const each of items) this.#note(each, between)
    this.#lookedAt = now
    return items
  }

  #note(seen: Appointment, between: Between): void {
    const isOn = seen.status === 'booked' || seen.status === 'confirmed'
    const known = this.appointments.get(seen.id)
    if (!known && !isOn) return
    const stood: Stood = known ?? { last: seen, made: between, toCall: new Set() }
    if (!isOn) stood.ended ??= between
    if (seen.status === 'confirmed') stood.confirmed ??= between
    if (seen.toCall) stood.toCall.add(seen.toCall)
    stood.last = seen
    this.appointments.set(seen.id, stood)
  }
}

async function allFrom(app: SandboxApp, from: string): Promise<Appointment[]> {
  const items: Appointment[] = []
  let cursor = ''
  do {
    const page = await app.get<{ items: Appointment[]; next: string | null }>(
      `/api/v1/appointments?from=${from}&limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    )
    items.push(...page.items)
    cursor = page.next ?? ''
  } while (cursor)
  return items
}
