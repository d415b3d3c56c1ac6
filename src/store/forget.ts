import type { Appointment } from '../agenda/appointment.ts'
import { isAbout, namesOf } from './about.ts'
import { Batch, type Documents } from './documents.ts'
import { forgotten, hashed } from './forgotten.ts'
import { keys, under } from './keys.ts'
import { seenOf } from './seenOf.ts'
import type { ConversationRow, Entry, MessageRow } from './store.ts'

/** All that has to be written to forget a conversation; undefined when there is none. */
export function forgetting(
  documents: Documents,
  workshop: string,
  key: string,
  change: (appointment: Appointment) => Appointment | undefined,
): Batch | undefined {
  const conversation = documents.get<ConversationRow>(keys.conversation(workshop, key))
  if (!conversation) return undefined
  const batch = new Batch(documents)
  batch.remove(keys.conversation(workshop, key))
  for (const alias of conversation.aliases) batch.remove(keys.alias(workshop, alias))
  if (conversation.dueAt !== null) batch.remove(keys.due(conversation.dueAt, workshop, key))
  for (const row of documents.range<MessageRow>(under('message', workshop, key))) batch.remove(row.key)
  for (const { day, id, arrivedAt } of seenOf(documents, workshop, key)) {
    batch.remove(keys.seen(workshop, day, key, id))
    batch.put(keys.seen(workshop, day, forgotten, hashed(id)), arrivedAt)
  }
  for (const row of documents.range<Appointment[]>(under('day', workshop))) {
    if (!row.value.some(({ customer }) => customer === key)) continue
    const left = row.value.flatMap((each) => (each.customer === key ? (change(each) ?? []) : each))
    batch.put(row.key, left)
    for (const { id } of row.value)
      if (!left.some((each) => each.id === id)) batch.remove(keys.appointment(workshop, id))
  }
  const named = namesOf(conversation)
  for (const row of documents.range<Entry>(under('entry')))
    if (isAbout(named, workshop, row.value)) batch.remove(row.key)
  return batch
}
