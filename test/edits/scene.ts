import { join } from 'node:path'
import { loadWorkshop, type Workshop } from '../../src/agenda/workshop.ts'
import { isoIn } from '../../src/agenda/zone.ts'
import { Phone } from '../../src/cli/phone.ts'
import { serverAt } from '../../src/cli/server.ts'
import { Calendar } from '../../src/cli/talks/calendar.ts'
import { play } from '../../src/cli/talks/rehearse.ts'
import type { Step } from '../../src/cli/talks/talk.ts'
import { stateName } from '../../src/conversation/chart.ts'
import type { Conversation } from '../../src/conversation/conversation.ts'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'
import { type Way, ways } from './ways.ts'

/** What a customer does once the flows were edited. */
export type Act = 'writes' | 'taps' | 'taps the last one' | 'is silent'

/** A customer on the way to a state, and what they will do there. */
export interface Customer {
  phone: string
  /** `booking.askingSlot` */
  standsIn: string
  act: Act
}

/** Brings every customer to the state that they are to stand in, at once, on a new server; it is closed then. */
export async function bringAll(customers: Customer[], { folder, flows }: Place): Promise<void> {
  const app = await startSandbox({ folder, flows })
  const server = serverAt(app.url)
  const workshop = loadWorkshop(join(flows, 'workshop.yaml'))
  const calendar = new Calendar(workshop, app.chasqui.clock.now())
  const phones = new Map(customers.map((each) => [each, new Phone(server, each.phone)]))

  const all = (part: (way: Way) => Step[] | undefined) =>
    abreast(customers, async (customer) => {
      for (const step of part(ways[customer.standsIn]!) ?? [])
        await play(step, server, phones.get(customer)!, calendar)
    })

  const lastMonth = calendar.at('monday 09:30')
  await moveTo(app, lastMonth)
  await all(({ lastMonth }) => lastMonth)
  const day = lastMonth + month
  await moveTo(app, day)
  // Of what is waited for only the first hours of Wednesday become free.
  const wednesday = calendar.at('wednesday 08:00') + month
  const blocked = await block(app, workshop, wednesday, wednesday + 2 * hour)
  await block(app, workshop, wednesday + 2 * hour, wednesday + 12 * hour)
  await block(app, workshop, calendar.at('saturday 08:00') + month, calendar.at('saturday 18:00') + month)
  await all(({ morning }) => morning)
  await moveTo(app, day + 1.5 * hour)
  await all(({ noon }) => noon)
  await moveTo(app, day + 4.25 * hour)
  for (const id of blocked) await fetch(`${app.url}/api/v1/absences/${id}`, { method: 'DELETE' })
  await app.advance('PT1S')
  await all(({ now }) => now)
  await app.chasqui.engine.settled()
  await app.close()
}

export interface Place {
  folder: string
  flows: string
}

/** Blocks every bay for a time, a hundred at once as the API has it. @returns the ids of what is blocked */
async function block(
  app: SandboxApp,
  { bays, zone }: Workshop,
  ...times: [number, number]
): Promise<string[]> {
  const [from, to] = times.map((each) => isoIn(zone, each))
  const ids: string[] = []
  for (let first = 0; first < bays.length; first += 100) {
    const some = bays.slice(first, first + 100).map(({ id }) => id)
    ids.push((await app.post<{ id: string }>('/api/v1/absences', { bays: some, from, to })).id)
  }
  return ids
}

const hour = 3_600_000
/** Five weeks: the same day of the week, at the same hour. */
const month = 35 * 24 * hour

async function moveTo(app: SandboxApp, instant: number): Promise<void> {
  await app.advance(`PT${Math.ceil((instant - app.chasqui.clock.now()) / 1000)}S`)
}

/** Customers who are served at the same time. */
const together = 6

/** Does it with each, some at a time. */
export async function abreast<T>(all: T[], work: (each: T) => Promise<void>): Promise<void> {
  const waiting = [...all]
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: together }, lane))
}

/** Where a conversation stands: `greeting.booking > booking.askingSlot`. */
export function shapeOf({ talk }: Pick<Conversation, 'talk'>): string[] {
  return talk.map(({ flow, snapshot }) => `${flow}.${stateName(snapshot as object)}`)
}
