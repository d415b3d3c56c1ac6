import type { Records, StoredItem } from '../records.ts'
import type { ConversationRow } from '../store.ts'
import { cures, type Finding, judged, type Looking } from './finding.ts'

type Said = Extract<StoredItem, { record: 'message' }>

/** Messages, which come by conversation and number: what is missing between two neighbours is missing. */
export class Transcripts {
  readonly #records: Records
  readonly #looking: Looking
  #workshop = ''
  #key = ''
  #expected = 1
  #conversation: ConversationRow | undefined

  constructor(records: Records, looking: Looking) {
    this.#records = records
    this.#looking = looking
  }

  async *look({ workshop, key, message }: Said): AsyncGenerator<Finding> {
    if (workshop !== this.#workshop || key !== this.#key) yield* this.#begin(workshop, key)
    const { number } = message
    const where = `message ${key}.${number}`
    if (number !== this.#expected || message.id !== `${key}.${number}`)
      yield { where, what: `it stands where ${key}.${this.#expected} is expected`, cure: cures.report }
    this.#expected = number + 1
    const owner = this.#conversation
    if (owner) yield* await judged(where, () => this.#looking.judge.message(owner, message))
  }

  async *#begin(workshop: string, key: string): AsyncGenerator<Finding> {
    ;[this.#workshop, this.#key, this.#expected] = [workshop, key, 1]
    this.#conversation = await this.#records.conversation(workshop, key)
    if (!this.#conversation)
      yield { where: `messages of ${key}`, what: 'they belong to no conversation', cure: cures.report }
  }
}
