import type { Snapshot } from '../documents.ts'
import { keys, under } from '../keys.ts'
import { seenFor } from '../prune.ts'
import type { ConversationRow, MessageRow } from '../store.ts'
import { cures, type Finding, judged, type Looking } from './finding.ts'

/** Messages, Meta's ids for them, and what is remembered as seen. */
export function* checkMessages(stored: Snapshot, looking: Looking): Generator<Finding> {
  yield* transcripts(stored, looking)
  yield* wamids(stored, looking)
  yield* seen(stored, looking)
}

/** They stand by conversation and number: what is missing between two neighbours is missing. */
function* transcripts(stored: Snapshot, { judge, tick }: Looking): Generator<Finding> {
  let [workshop, key, expected] = ['', '', 1]
  let conversation: ConversationRow | undefined
  for (const { key: path, value } of stored.range<MessageRow>(under('message'))) {
    tick()
    const number = Number(path[3])
    if (path[1] !== workshop || path[2] !== key) {
      ;[workshop, key, expected] = [String(path[1]), String(path[2]), 1]
      conversation = stored.get(keys.conversation(workshop, key))
      if (!conversation)
        yield { where: `messages of ${key}`, what: 'they belong to no conversation', cure: cures.report }
    }
    const where = `message ${key}.${number}`
    if (number !== expected || value.number !== number || value.id !== `${key}.${number}`)
      yield { where, what: `it stands where ${key}.${expected} is expected`, cure: cures.report }
    expected = number + 1
    const owner = conversation
    if (owner) yield* judged(where, () => judge.message(owner, value))
    if (value.wamid !== undefined && !isFound(stored, workshop, key, value))
      yield { where, what: 'it is not found by the id that Meta has for it', cure: cures.rebuild }
  }
}

function isFound(stored: Snapshot, workshop: string, key: string, { number, wamid }: MessageRow): boolean {
  const found = stored.get<Place>(keys.wamid(workshop, wamid!))
  if (!found) return false
  if (found.key === key && found.number === number) return true
  // What Meta sent again long after it was forgotten stands twice: the later one is found.
  return stored.get<MessageRow>(keys.message(workshop, found.key, found.number))?.wamid === wamid
}

function* wamids(stored: Snapshot, { tick }: Looking): Generator<Finding> {
  for (const { key: path, value } of stored.range<Place>(under('wamid'))) {
    tick()
    const found = stored.get<MessageRow>(keys.message(String(path[1]), value.key, value.number))
    // A message that was sent twice has two ids, and remembers the last: both lead to it.
    if (found?.wamid !== undefined) continue
    const what = 'an id of Meta leads to it, and it is missing or has none'
    yield { where: `message ${value.key}.${value.number}`, what, cure: cures.rebuild }
  }
}

function* seen(stored: Snapshot, { machineNow, tick }: Looking): Generator<Finding> {
  const oldest = machineNow - seenFor - day
  let forgotten = 0
  for (const { key, value: arrivedAt } of stored.range<number>(under('seen'))) {
    tick()
    if (Number(key[1]) < Math.floor(oldest / day) && arrivedAt < oldest) forgotten++
  }
  const what = `${forgotten} are older than ${seenFor / day} days`
  if (forgotten > 0) yield { where: 'messages seen', what, cure: cures.start }
}

const day = 86_400_000

interface Place {
  key: string
  number: number
}
