import type { Appointment } from '../agenda/appointment.ts'
import type { Snapshot } from './documents.ts'
import { under } from './keys.ts'
import { migrations, versionAfter } from './migrations.ts'
import type { ConversationRow, Entry, MessageRow } from './store.ts'

/**
 * Everything that is stored, a JSON object a line, in an order that depends on nothing else: the same store gives the
 * same lines. Indices are left out, since they follow from the rest.
 * @param tick told of each document that was read
 */
export function* exportLines(stored: Snapshot, tick: () => void): Generator<string> {
  yield line({ record: 'chasqui', version: versionAfter(migrations) })
  let records = 0
  for (const record of allRecords(stored, tick)) {
    records++
    yield line(record)
  }
  yield line({ record: 'end', records })
}

function* allRecords(stored: Snapshot, tick: () => void): Generator<Record<string, unknown>> {
  for (const { value } of stored.range<ConversationRow>(under('conversation'))) {
    tick()
    yield { record: 'conversation', conversation: value }
  }
  for (const { key, value } of stored.range<MessageRow>(under('message'))) {
    tick()
    yield { record: 'message', workshop: key[1], key: key[2], message: value }
  }
  for (const { value } of stored.range<Appointment[]>(under('day'))) {
    tick()
    for (const appointment of value) yield { record: 'appointment', appointment }
  }
  for (const { key, value } of stored.range<number>(under('seen'))) {
    tick()
    const [, day, workshop, conversation, id] = key
    yield { record: 'seen', workshop, key: conversation, id, day, arrivedAt: value }
  }
  for (const { value } of stored.range<Entry>(under('entry'))) {
    tick()
    yield { record: 'entry', entry: value }
  }
}

function line(record: Record<string, unknown>): string {
  // JSON lets these two stand as they are, and readers of lines take them for the end of one.
  const json = JSON.stringify(record).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  return `${json}\n`
}
