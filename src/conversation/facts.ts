import { randomUUID } from 'node:crypto'
import type { Appointment } from '../agenda/appointment.ts'
import { isAnswered, type Quote } from '../agenda/quote.ts'
import type { Workshop } from '../agenda/workshop.ts'
import type { Changes, View } from '../store/store.ts'
import type { Conversation, Message } from './conversation.ts'
import { showMessage, showSummary } from './show.ts'
import type { Telling } from './telling.ts'

/** What a commit changes that the workshop's own system is told, in the order in which it is. `now`: Unix ms. */
export async function factsOf(
  workshop: Workshop,
  view: View<Conversation, Message>,
  changes: Changes<Conversation, Message>,
  now: number,
): Promise<Telling[]> {
  const facts: Telling[] = []
  const add = (type: string, data: unknown) =>
    facts.push({ id: `evt_${randomUUID()}`, type, at: now, data, attempts: 0, dueAt: now })
  for (const appointment of changes.appointments ?? []) {
    const before = await view.appointment(appointment.id)
    const type = typeOf(appointment, before)
    if (type) add(`appointment.${type}`, { appointment })
    if (!before) continue
    if (isRatedAnew(appointment, before)) add('appointment.rated', { appointment })
    for (const quote of answeredSince(appointment, before)) add('quote.answered', { quote, appointment })
  }
  for (const message of latestOf(changes.messages ?? [])) {
    const state = message.outbound?.state
    if (state !== 'failed' && state !== 'blocked') continue
    const before = (await view.message(message.number))?.outbound?.state
    if (before === state) continue
    add(`message.${state}`, { customer: view.key, message: showMessage(message, workshop) })
  }
  const { conversation } = changes
  if (conversation && conversation.attention !== (view.conversation?.attention ?? 'bot')) {
    const type = conversation.attention === 'human' ? 'waiting' : 'givenBack'
    add(`conversation.${type}`, { conversation: showSummary(conversation, workshop) })
  }
  return facts
}

/** Undefined where nothing came of it that is told: a choice that is held, a wish that waits, a note. */
function typeOf(after: Appointment, before: Appointment | undefined): string | undefined {
  const { status } = after
  if (
    status === 'held' ||
    status === 'waiting' ||
    status === 'blocked' ||
    status === 'moved' ||
    status === before?.status
  )
    return undefined
  if (before?.status === 'waiting' && status === 'cancelled') return undefined
  const isNew = before === undefined || before.status === 'held' || before.status === 'waiting'
  if (isNew && after.movedFrom !== undefined) return 'moved'
  if (status === 'pending') return 'requested'
  if (isNew && status === 'confirmed') return 'booked'
  return status
}

/** Also where a comment is added to it. */
function isRatedAnew({ rating }: Appointment, { rating: before }: Appointment): boolean {
  return rating !== undefined && (rating.at !== before?.at || rating.comment !== before.comment)
}

function answeredSince({ quotes = [] }: Appointment, before: Appointment): Quote[] {
  const known = new Set(before.quotes?.filter(isAnswered).map(({ id }) => id))
  return quotes.filter((quote) => isAnswered(quote) && !known.has(quote.id))
}

/** A turn may change a message more than once: the last one counts. */
function latestOf(messages: Message[]): Message[] {
  return [...new Map(messages.map((message) => [message.number, message])).values()]
}
