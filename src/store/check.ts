import { Agenda } from './check/agenda.ts'
import { Conversations } from './check/conversations.ts'
import type { Finding, Looking } from './check/finding.ts'
import { Seen } from './check/seen.ts'
import { Transcripts } from './check/transcripts.ts'
import type { Records } from './records.ts'

/** Looks at everything that is stored once, in order, and never holds more than a little: whatever there is, memory is bounded. */
export async function* check(records: Records, looking: Looking): AsyncGenerator<Finding> {
  const conversations = new Conversations(records, looking)
  const transcripts = new Transcripts(records, looking)
  const agenda = new Agenda(records, looking)
  const seen = new Seen(looking)
  for await (const batch of records.all()) {
    for (const record of batch) {
      looking.tick()
      if (record.record === 'conversation') yield* conversations.look(record.conversation)
      else if (record.record === 'message') yield* transcripts.look(record)
      else if (record.record === 'appointment') yield* agenda.look(record.appointment)
      else if (record.record === 'seen') seen.look(record)
    }
  }
  yield* seen.findings()
  yield* records.indices(looking.tick)
}
