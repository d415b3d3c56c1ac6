import type { View } from '../store/store.ts'
import type { Conversation, Message } from './conversation.ts'

/** A view that remembers how the messages stood which were read by it: what a turn changed can be told afterwards. */
export class Watched implements View<Conversation, Message> {
  readonly #view: View<Conversation, Message>
  readonly #read = new Map<number, Message>()

  constructor(view: View<Conversation, Message>) {
    this.#view = view
  }

  get key(): string {
    return this.#view.key
  }

  get conversation(): Conversation | undefined {
    return this.#view.conversation
  }

  get others(): string[] {
    return this.#view.others
  }

  /** How a message stood before this turn; undefined if there was none, or nobody asked for it. */
  before(number: number): Message | undefined {
    return this.#read.get(number)
  }

  async message(number: number): Promise<Message | undefined> {
    const message = await this.#view.message(number)
    if (message) this.#read.set(number, message)
    return message
  }

  seen(id: string, at: number) {
    return this.#view.seen(id, at)
  }

  appointment(id: string) {
    return this.#view.appointment(id)
  }

  appointments(from: string, to: string) {
    return this.#view.appointments(from, to)
  }

  lockAgenda() {
    return this.#view.lockAgenda()
  }
}
