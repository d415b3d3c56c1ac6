import type { Changes, View } from '../store/store.ts'
import type { Conversation, Message, Owed } from './conversation.ts'
import { nextDue } from './due.ts'

/** What is about to be committed of what is owed: the conversation's line of owed messages, and the messages. */
export class Draft {
  conversation: Conversation | undefined
  readonly #view: View<Conversation, Message>
  readonly #messages = new Map<number, Message>()
  #isChanged: boolean

  /** `before`: what the same commit changes already. */
  constructor(view: View<Conversation, Message>, before: Changes<Conversation, Message> = {}) {
    this.#view = view
    this.conversation = before.conversation ?? view.conversation
    this.#isChanged = before.conversation !== undefined
    for (const message of before.messages ?? []) this.put(message)
  }

  /** The message whose turn it is. */
  get first(): Owed | undefined {
    return this.conversation?.owed[0]
  }

  get changes(): Changes<Conversation, Message> {
    const messages = [...this.#messages.values()]
    return {
      ...(this.#isChanged && this.conversation && { conversation: this.conversation }),
      ...(messages.length > 0 && { messages }),
    }
  }

  async message(number: number): Promise<Message | undefined> {
    return this.#messages.get(number) ?? (await this.#view.message(number))
  }

  put(message: Message): void {
    this.#messages.set(message.number, message)
  }

  /** Puts another entry in the first one's place; without one, the next is first. */
  setFirst(owed?: Owed): void {
    if (!this.conversation) return
    const rest = this.conversation.owed.slice(1)
    const conversation = { ...this.conversation, owed: owed ? [owed, ...rest] : rest }
    this.conversation = { ...conversation, dueAt: nextDue(conversation) }
    this.#isChanged = true
  }

  /** Whether something later was sent to the same customer: then saying this one now would be out of turn. */
  async isOvertaken(number: number): Promise<boolean> {
    const last = this.conversation?.last.message ?? number
    for (let later = number + 1; later <= last; later++) {
      const { outbound } = (await this.message(later)) ?? {}
      if (outbound?.reached.sending !== undefined) return true
    }
    return false
  }
}
