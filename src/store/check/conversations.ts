import { findAppointment } from '../appointments.ts'
import type { DocumentKey, Snapshot } from '../documents.ts'
import { keys, under } from '../keys.ts'
import type { ConversationRow, MessageRow } from '../store.ts'
import { type Beside, cures, type Finding, judged, type Looking } from './finding.ts'

/** Conversations, what they are known by, and when they are due. */
export function* checkConversations(stored: Snapshot, { judge, tick }: Looking): Generator<Finding> {
  for (const { value } of stored.range<ConversationRow>(under('conversation'))) {
    tick()
    const where = `conversation ${value.key}`
    yield* aliasesOf(stored, value, where)
    const { workshop, key, dueAt } = value
    if (dueAt !== null && stored.get(keys.due(dueAt, workshop, key)) === undefined)
      yield { where, what: 'it is not in the index of what is due', cure: cures.rebuild }
    yield* judged(where, () => judge.conversation(value, besides(stored, value)))
  }
  for (const row of stored.range<string>(under('alias'))) {
    tick()
    yield* aliasLeads(stored, row)
  }
  for (const { key } of stored.range(under('due'))) {
    tick()
    yield* dueLeads(stored, key)
  }
}

function* aliasesOf(stored: Snapshot, { workshop, key, aliases }: ConversationRow, where: string) {
  for (const alias of aliases) {
    const owner = stored.get<string>(keys.alias(workshop, alias))
    if (owner !== key)
      yield { where, what: `its alias ${masked(alias)} leads to ${owner ?? 'nobody'}`, cure: cures.rebuild }
  }
}

function besides(stored: Snapshot, { workshop, key }: ConversationRow): Beside {
  return {
    message: (number) => stored.get<MessageRow>(keys.message(workshop, key, number)),
    appointment: (id) => findAppointment(stored, workshop, id),
  }
}

function* aliasLeads(stored: Snapshot, { key: path, value: key }: { key: DocumentKey; value: string }) {
  const [, workshop, alias] = path.map(String) as [string, string, string]
  const found = stored.get<ConversationRow>(keys.conversation(workshop, key))
  if (found?.aliases.some((each) => keys.alias(workshop, each)[2] === alias)) return
  const what = `it leads to conversation ${key}, which does not have it`
  yield { where: `alias ${masked(alias)}`, what, cure: cures.rebuild }
}

function* dueLeads(stored: Snapshot, [, at, workshop, key]: DocumentKey) {
  const found = stored.get<ConversationRow>(keys.conversation(String(workshop), String(key)))
  if (found?.dueAt === at) return
  const what = `the index has it due at ${new Date(Number(at)).toISOString()}, and it is not`
  yield { where: `conversation ${key}`, what, cure: cures.rebuild }
}

/** An alias without the middle of the phone or id in it. */
function masked(alias: string): string {
  const [kind = '', id = ''] = alias.split(/:(.*)/s)
  return `${kind}:${id.slice(0, 3)}…${id.slice(-2)}`
}
