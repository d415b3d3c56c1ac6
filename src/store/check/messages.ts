import type { Snapshot } from '../documents.ts'
import { keys, under } from '../keys.ts'
import { seenFor } from '../prune.ts'
import type { ConversationRow, MessageRow } from '../store.ts'
import { cures, type Finding, judged, type Looking } from './finding.ts'

/** Messages, and what is remembered as seen. */
export function* checkMessages(stored: Snapshot, looking: Looking): Generator<Finding> {
  yield* transcripts(stored, looking)
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
