import type { Records } from '../records.ts'
import type { ConversationRow } from '../store.ts'
import { type Finding, judged, type Looking } from './finding.ts'

/** What a conversation says, and what it speaks of. */
export class Conversations {
  readonly #records: Records
  readonly #looking: Looking

  constructor(records: Records, looking: Looking) {
    this.#records = records
    this.#looking = looking
  }

  async *look(conversation: ConversationRow): AsyncGenerator<Finding> {
    const { workshop, key } = conversation
    const beside = {
      message: (number: number) => this.#records.message(workshop, key, number),
      appointment: (id: string) => this.#records.appointment(workshop, id),
    }
    yield* await judged(`conversation ${key}`, () => this.#looking.judge.conversation(conversation, beside))
  }
}
