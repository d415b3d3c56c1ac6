import type { Appointment } from '../agenda/appointment.ts'
import { quietUntil } from '../agenda/quietHours.ts'
import { addDays, isoIn, local } from '../agenda/zone.ts'
import type { Changes, Store, View, Whose } from '../store/store.ts'
import type { Conversation, Message } from './conversation.ts'
import { nextDue } from './due.ts'
import { quietBefore } from './ring.ts'
import { PoisonError } from './step.ts'
import { type House, Turn } from './turn.ts'
import { isOpen } from './waiting.ts'

interface Filling {
  house: House
  store: Pick<Store<Conversation, Message>, 'appointments'>
  /** Unix ms. */
  now: number
  turn: <T>(whose: Whose, work: (view: View<Conversation, Message>) => Work<T>) => Promise<T>
}

type Work<T> = Promise<{ changes: Changes<Conversation, Message>; result: T }>

/**
 * Asks those who wait for what became free in a conversation, the one who waits longest first, until nothing of it is
 * left. Done again after a crash it asks nobody twice: what was offered is kept for whoever was asked.
 * @param freedAt when the place became free, Unix ms: one that became free meanwhile is another one
 */
export async function backfill(
  { house, store, now, turn }: Filling,
  key: string,
  freedAt: number,
): Promise<void> {
  const { workshop } = house
  const quiet = workshop.quietHours && quietUntil(workshop.quietHours, workshop.zone, now)
  if (quiet) return turn({ workshop: workshop.id, key }, (view) => settle(view, freedAt, quiet))
  for (const { id, customer } of await wishes(house, store, now))
    await turn({ workshop: workshop.id, key: customer }, (view) => offer(house, view, id, now))
  await turn({ workshop: workshop.id, key }, (view) => settle(view, freedAt))
}

/** Whoever can be asked now, the longest waiting first. */
async function wishes({ workshop }: House, store: Filling['store'], now: number): Promise<Appointment[]> {
  const today = local(workshop.zone, now).day
  const found: Appointment[] = []
  let cursor: string | undefined
  do {
    const page = await store.appointments(workshop.id, {
      from: addDays(today, -workshop.horizon),
      to: addDays(today, workshop.horizon + 1),
      limit: 500,
      keep: (each) => isOpen(each, now),
      ...(cursor && { cursor }),
    })
    found.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  return found.sort((a, b) => a.waits!.since - b.waits!.since)
}

/** Whoever is in the middle of something, with a person, or wants no more messages is left in peace: the next is asked. */
async function offer(house: House, view: View<Conversation, Message>, wish: string, now: number): Work<void> {
  const { conversation } = view
  const nothing = { changes: {}, result: undefined }
  if (!conversation || conversation.optedOut || conversation.attention === 'human') return nothing
  const isTalking = conversation.talk.length > 0 && (conversation.lastHeardAt ?? 0) + quietBefore > now
  if (conversation.hold || isTalking) return nothing
  const event = { type: 'place.cameFree' as const, wish, at: isoIn(house.workshop.zone, now) }
  const start = house.flows.fellDue[event.type]
  if (!start)
    throw new PoisonError(event.type, new Error(`flows/index.ts names no flow that takes up '${event.type}'`))
  const turn = new Turn(house, view, conversation, now)
  await turn.run([{ start, input: event }])
  if (turn.sayings === 0) return nothing
  turn.speak({ proactive: true })
  return { changes: turn.end(), result: undefined }
}

/** They were asked; or they are, once it is not quiet any more. */
async function settle(view: View<Conversation, Message>, freedAt: number, later?: number): Work<void> {
  const { conversation } = view
  if (conversation?.freedAt !== freedAt) return { changes: {}, result: undefined }
  const { freedAt: _, ...rest } = conversation
  const after: Conversation = later === undefined ? rest : { ...rest, freedAt: later }
  return { changes: { conversation: { ...after, dueAt: nextDue(after) } }, result: undefined }
}
