import { checkAgenda } from './check/agenda.ts'
import { checkConversations } from './check/conversations.ts'
import type { Finding, Looking } from './check/finding.ts'
import { checkMessages } from './check/messages.ts'
import type { Snapshot } from './documents.ts'

/** Looks at every document once, in order, and never holds more than a few: whatever is stored, memory is bounded. */
export function* check(stored: Snapshot, looking: Looking): Generator<Finding> {
  yield* checkConversations(stored, looking)
  yield* checkMessages(stored, looking)
  yield* checkAgenda(stored, looking)
}
