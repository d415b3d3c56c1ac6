import type { Appointment } from '../agenda/appointment.ts'
import { findAppointment } from './appointments.ts'
import type { Documents } from './documents.ts'
import { forgotten, hashed } from './forgotten.ts'
import { keys, seenDay, short } from './keys.ts'
import type { Lanes } from './lanes.ts'
import type { ConversationRow, MessageRow, View } from './store.ts'

/** What a turn sees of the embedded store. */
export class EmbeddedView<C extends ConversationRow, M extends MessageRow> implements View<C, M> {
  readonly workshop: string
  readonly key: string
  readonly others: string[]
  readonly #documents: Documents
  readonly #lanes: Lanes
  #conversation: { document: C | undefined } | undefined
  #releaseAgenda: (() => void) | undefined

  constructor(
    documents: Documents,
    { workshop, key, others }: { workshop: string; key: string; others: string[] },
    lanes: Lanes,
  ) {
    this.workshop = workshop
    this.key = key
    this.others = others
    this.#documents = documents
    this.#lanes = lanes
  }

  /** Read when it is asked for: most statuses change their message alone. */
  get conversation(): C | undefined {
    this.#conversation ??= { document: this.#documents.get<C>(keys.conversation(this.workshop, this.key)) }
    return this.#conversation.document
  }

  get hasAgenda(): boolean {
    return this.#releaseAgenda !== undefined
  }

  async seen(id: string, at: number): Promise<boolean> {
    const has = (key: string, id: string) =>
      this.#documents.get(keys.seen(this.workshop, seenDay(at), key, id)) !== undefined
    return has(this.key, id) || has(forgotten, hashed(short(id)))
  }

  async message(number: number): Promise<M | undefined> {
    return this.#documents.get<M>(keys.message(this.workshop, this.key, number))
  }

  async appointment(id: string): Promise<Appointment | undefined> {
    return findAppointment(this.#documents, this.workshop, id)
  }

  async appointments(from: string, to: string): Promise<Appointment[]> {
    const days = this.#documents.range<Appointment[]>({
      start: keys.day(this.workshop, from),
      end: keys.day(this.workshop, `${to}\uffff`),
    })
    return [...days].flatMap(({ value }) => value)
  }

  async lockAgenda(): Promise<void> {
    this.#releaseAgenda ??= await this.#lanes.enter(`agenda ${this.workshop}`)
  }

  releaseAgenda(): void {
    this.#releaseAgenda?.()
    this.#releaseAgenda = undefined
  }
}
