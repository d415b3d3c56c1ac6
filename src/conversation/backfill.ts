import type { Appointment } from '../agenda/appointment.ts'
import { quietUntil } from '../agenda/quietHours.ts'
import { addDays, isoIn, local } from '../agenda/zone.ts'
import type { Changes, Store, View, Whose } from '../store/store.ts'
import type { Conversation, Message } from './conversation.ts'
import { nextDue } from './due.ts'
import { attempted, fellDueFlow, quietBefore } from './ring.ts'
import type { House } from './turn.ts'
import { askNextAt, isOpen } from './wishes.ts'

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
  const later: number[] = quiet ? [quiet] : []
  for (const { id, customer } of quiet ? [] : await wishes(house, store, now)) {
    const asked = await turn({ workshop: workshop.id, key: customer }, (view) => offer(house, view, id, now))
    if (asked.later !== undefined) later.push(asked.later)
  }
  await turn({ workshop: workshop.id, key }, (view) => settle(view, freedAt, later, now))
}

/** Whose conversation it is left to, that those who wait be asked; undefined where nobody but this customer waits. */
export async function nextInLine(
  house: House,
  store: Filling['store'],
  key: string,
  now: number,
): Promise<string | undefined> {
  return (await wishes(house, store, now)).find(({ customer }) => customer !== key)?.customer
}

/** Has those who wait be asked at this time (Unix ms), whatever becomes of whoever left a place. */
export async function askThem(view: View<Conversation, Message>, at: number): Work<void> {
  if (!view.conversation) return { changes: {}, result: undefined }
  const conversation = { ...view.conversation }
  askNextAt(conversation, at)
  return { changes: { conversation: { ...conversation, dueAt: nextDue(conversation) } }, result: undefined }
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

/** What became of asking somebody: when they can be asked instead, Unix ms. */
interface Asked {
  later?: number
}

/** Who is with a person, or wants no more messages, is left in peace; who is in the middle of something is so for now. */
async function offer(
  house: House,
  view: View<Conversation, Message>,
  wish: string,
  now: number,
): Work<Asked> {
  const { conversation } = view
  if (!conversation || conversation.optedOut || conversation.attention === 'human') return nothing
  const quietAt = (conversation.lastHeardAt ?? 0) + quietBefore
  const isBusy = conversation.talk.length > 0 || conversation.inbox.length > 0
  if (isBusy && quietAt > now) return { changes: {}, result: { later: quietAt } }
  const event = { type: 'place.cameFree' as const, wish, at: isoIn(house.workshop.zone, now) }
  let isAsked = false
  const alarm = { frame: null, name: `wish/${wish}`, setting: 0, dueAt: now, event }
  const due = { id: `${conversation.key}/${alarm.name}/${now}`, raw: alarm }
  const { changes, result } = await attempted(house, view, now, due, async (_, turn, isFailed) => {
    if (isFailed) return
    await turn.run([{ start: fellDueFlow(house, event.type), input: event }])
    isAsked = turn.sayings > 0
    turn.speak({ proactive: true })
  })
  return isAsked || result.parked !== undefined ? { changes, result: {} } : nothing
}

const nothing = { changes: {}, result: {} }

/** They were asked; or some are once they can be, or once the customer of this conversation let go of what is kept for them. */
async function settle(
  view: View<Conversation, Message>,
  freedAt: number,
  later: number[],
  now: number,
): Work<void> {
  const { conversation } = view
  if (conversation?.freedAt !== freedAt) return { changes: {}, result: undefined }
  const held = conversation.hold && (await view.appointment(conversation.hold.appointment))
  const keptUntil = held?.status === 'held' ? Date.parse(held.heldUntil ?? '') : 0
  const again = [...later, keptUntil].filter((at) => at > now)
  const { freedAt: _, ...rest } = conversation
  const after: Conversation = again.length > 0 ? { ...rest, freedAt: Math.min(...again) } : rest
  return { changes: { conversation: { ...after, dueAt: nextDue(after) } }, result: undefined }
}
