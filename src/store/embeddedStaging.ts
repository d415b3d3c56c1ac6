import { type Appointment, occupies, resourcesOf } from '../agenda/appointment.ts'
import { Batch, type Documents } from './documents.ts'
import type { EmbeddedView } from './embeddedView.ts'
import { keys, seenDay } from './keys.ts'
import { type Changes, type ConversationRow, type MessageRow, SlotTakenError } from './store.ts'

/** All that has to be written for what a turn changes. `now`: Unix ms. @throws SlotTakenError */
export function staging<C extends ConversationRow, M extends MessageRow>(
  documents: Documents,
  view: EmbeddedView<C, M>,
  changes: Changes<C, M>,
  now: number,
): Batch {
  const batch = new Batch(documents)
  const { workshop, key } = view
  if (changes.conversation) stageConversation(batch, view.conversation, changes.conversation)
  for (const message of changes.messages ?? []) {
    batch.put(keys.message(workshop, key, message.number), message)
  }
  for (const { id, at } of changes.seen ?? []) batch.put(keys.seen(workshop, seenDay(at), key, id), now)
  for (const id of changes.removedAppointments ?? []) stageRemoval(batch, view, id)
  for (const appointment of changes.appointments ?? []) stageAppointment(batch, view, appointment, now)
  for (const entry of changes.entries ?? []) batch.put(keys.entry(entry.at, entry.id), entry)
  return batch
}

function stageConversation(batch: Batch, before: ConversationRow | undefined, after: ConversationRow): void {
  const { workshop, key } = after
  batch.document<ConversationRow>(keys.conversation(workshop, key), after).write()
  for (const alias of before?.aliases ?? []) {
    if (!after.aliases.includes(alias)) batch.remove(keys.alias(workshop, alias))
  }
  for (const alias of after.aliases) {
    if (!before?.aliases.includes(alias)) batch.put(keys.alias(workshop, alias), key)
  }
  if (before?.dueAt === after.dueAt) return
  if (before && before.dueAt !== null) batch.remove(keys.due(before.dueAt, workshop, key))
  if (after.dueAt !== null) batch.put(keys.due(after.dueAt, workshop, key), 1)
}

function stageAppointment(batch: Batch, view: Staged, appointment: Appointment, now: number): void {
  const { workshop } = view
  const date = appointment.start.slice(0, 10)
  // It may have stood on another day: a hold that was moved.
  stageRemoval(batch, view, appointment.id)
  if (occupies(appointment, now)) refuseOverlap(batch, workshop, appointment, now)
  const day = batch.open<Appointment[]>(keys.day(workshop, date), [])
  day.data = [...day.data, appointment]
  day.write()
  batch.put(keys.appointment(workshop, appointment.id), date)
}

function stageRemoval(batch: Batch, view: Staged, id: string): void {
  if (!view.hasAgenda) throw new Error('The agenda was changed without being locked')
  const { workshop } = view
  const date = batch.get<string>(keys.appointment(workshop, id))
  if (!date) return
  const day = batch.open<Appointment[]>(keys.day(workshop, date), [])
  day.data = day.data.filter((each) => each.id !== id)
  day.write()
  batch.remove(keys.appointment(workshop, id))
}

/** What staging has to know of a turn. */
interface Staged {
  readonly workshop: string
  readonly hasAgenda: boolean
}

function refuseOverlap(batch: Batch, workshop: string, wanted: Appointment, now: number): void {
  const resources = resourcesOf(wanted)
  // A range that began the day before may reach into this one, and this one into the next.
  const first = Date.parse(wanted.start.slice(0, 10)) - day
  for (let at = first; at <= Date.parse(wanted.busyUntil.slice(0, 10)); at += day) {
    const others = batch.get<Appointment[]>(keys.day(workshop, new Date(at).toISOString().slice(0, 10))) ?? []
    for (const other of others) {
      if (other.id === wanted.id || !occupies(other, now)) continue
      if (!resourcesOf(other).some((each) => resources.includes(each))) continue
      if (
        Date.parse(wanted.start) < Date.parse(other.busyUntil) &&
        Date.parse(other.start) < Date.parse(wanted.busyUntil)
      ) {
        throw new SlotTakenError(wanted, other)
      }
    }
  }
}

const day = 86_400_000
