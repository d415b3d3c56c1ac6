import type { Appointment } from '../agenda/appointment.ts'
import { Batch, type Documents } from './documents.ts'
import { keys, under } from './keys.ts'
import { seenOf } from './seenOf.ts'
import type { ConversationRow, Join, MessageRow } from './store.ts'

/** All that has to be written to make one conversation of two; undefined when one of them is no more. */
export function joining<C extends ConversationRow, M extends MessageRow>(
  documents: Documents,
  workshop: string,
  elder: string,
  younger: string,
  join: Join<C, M>,
): Batch | undefined {
  const [first, second] = [elder, younger].map((key) =>
    documents.get<C>(keys.conversation(workshop, key)),
  ) as [C | undefined, C | undefined]
  if (!first || !second) return undefined
  const { conversation, message, appointment } = join(first, second)
  const batch = new Batch(documents)
  for (const { dueAt, key } of [first, second])
    if (dueAt !== null) batch.remove(keys.due(dueAt, workshop, key))
  batch.remove(keys.conversation(workshop, younger))
  batch.put(keys.conversation(workshop, elder), conversation)
  for (const alias of [...first.aliases, ...second.aliases])
    if (!conversation.aliases.includes(alias)) batch.remove(keys.alias(workshop, alias))
  for (const alias of conversation.aliases) batch.put(keys.alias(workshop, alias), elder)
  if (conversation.dueAt !== null) batch.put(keys.due(conversation.dueAt, workshop, elder), 1)
  for (const { key, value } of documents.range<M>(under('message', workshop, younger))) {
    batch.remove(key)
    const moved = message(value)
    batch.put(keys.message(workshop, elder, moved.number), moved)
  }
  for (const { day, id, arrivedAt } of seenOf(documents, workshop, younger)) {
    batch.remove(keys.seen(workshop, day, younger, id))
    batch.put(keys.seen(workshop, day, elder, id), arrivedAt)
  }
  for (const { key, value } of documents.range<Appointment[]>(under('day', workshop))) {
    if (!value.some(({ customer }) => customer === younger)) continue
    const left = value.flatMap((each) => (each.customer === younger ? (appointment(each) ?? []) : each))
    batch.put(key, left)
    for (const { id } of value)
      if (!left.some((each) => each.id === id)) batch.remove(keys.appointment(workshop, id))
  }
  return batch
}
