import type { Appointment } from '../agenda/appointment.ts'
import type { Changes, View } from '../store/store.ts'
import type { Conversation, Message, Owed } from './conversation.ts'
import { nextDue } from './due.ts'
import { firstOf } from './owedLine.ts'

/** What is about to be committed of what is owed: the conversation's line of owed messages, and the messages. */
export class Draft {
  conversation: Conversation | undefined
  readonly #view: View<Conversation, Message>
  readonly #messages = new Map<number, Message>()
  readonly #appointments: Map<string, Appointment>
  /** Ids of messages that wait no more for room among the customers that may be contacted. */
  readonly waived: string[] = []
  /** When customers were counted as contacted, and when they are instead, if ever; Unix ms. */
  readonly recounted: { from: number; to?: number }[] = []
  /** Whether a message is about to leave, for which its customer was just counted as contacted. */
  isCounted = false
  #isChanged: boolean
  /** Whether the conversation is a copy that is nobody else's. */
  #isOwn: boolean

  /** `before`: what the same commit changes already. */
  constructor(view: View<Conversation, Message>, before: Changes<Conversation, Message> = {}) {
    this.#view = view
    this.conversation = before.conversation ?? view.conversation
    this.#isChanged = before.conversation !== undefined
    this.#isOwn = this.#isChanged && before.conversation !== view.conversation
    for (const message of before.messages ?? []) this.put(message)
    this.#appointments = new Map(before.appointments?.map((each) => [each.id, each]))
  }

  /** The message whose turn it is at `now`, Unix ms. */
  first(now: number): Owed | undefined {
    return this.conversation && firstOf(this.conversation.owed, now)
  }

  /** What stands in the line of this message. */
  owed(number: number): Owed | undefined {
    return this.conversation?.owed.find(({ message }) => message === number)
  }

  get changes(): Changes<Conversation, Message> {
    return {
      ...(this.#isChanged && this.conversation && { conversation: this.conversation }),
      ...(this.#messages.size > 0 && { messages: [...this.#messages.values()] }),
      ...(this.#appointments.size > 0 && { appointments: [...this.#appointments.values()] }),
    }
  }

  /** Whether the appointment that a message reminds of is not as the message says any more. */
  async isOutdated({ about, reminds, until }: Message): Promise<boolean> {
    if (about === undefined || !reminds) return false
    const found = await this.#appointment(about)
    return !isAhead(found) || (until !== undefined && Date.parse(found.start) !== until)
  }

  /** The customer of an appointment has to be called: they cannot be reminded of it. Who has confirmed need not be. */
  async listToCall(id: string, toCall: NonNullable<Appointment['toCall']>): Promise<void> {
    await this.#view.lockAgenda()
    const found = await this.#appointment(id)
    if (found?.status === 'booked') this.#appointments.set(id, { ...found, toCall })
  }

  async message(number: number): Promise<Message | undefined> {
    return this.#messages.get(number) ?? (await this.#view.message(number))
  }

  put(message: Message): void {
    this.#messages.set(message.number, message)
  }

  /** Puts another entry in a message's place in the line. */
  replace(owed: Owed): void {
    this.#setOwed(this.conversation?.owed.map((each) => (each.message === owed.message ? owed : each)))
  }

  /** Takes a message out of the line. */
  remove(number: number): void {
    this.#setOwed(this.conversation?.owed.filter(({ message }) => message !== number))
  }

  /** Changes what else is known of the conversation. */
  change(known: Partial<Conversation>): void {
    if (this.conversation) Object.assign(this.#own(), known)
  }

  /** Whoever was counted as contacted for a message that did not arrive is counted again when it is tried again, or not at all. */
  recount(from: number, to?: number): void {
    if (this.conversation?.contactedAt !== from) return
    const own = this.#own()
    if (to === undefined) delete own.contactedAt
    else own.contactedAt = to
    this.recounted.push({ from, ...(to !== undefined && { to }) })
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

  async #appointment(id: string): Promise<Appointment | undefined> {
    return this.#appointments.get(id) ?? (await this.#view.appointment(id))
  }

  #setOwed(owed: Owed[] | undefined): void {
    if (!this.conversation || !owed) return
    const own = this.#own()
    own.owed = owed
    own.dueAt = nextDue(own)
  }

  /** The conversation, to be changed. */
  #own(): Conversation {
    if (!this.#isOwn) this.conversation = { ...this.conversation! }
    this.#isOwn = true
    this.#isChanged = true
    return this.conversation!
  }
}

function isAhead(appointment: Appointment | undefined): appointment is Appointment {
  return appointment?.status === 'booked' || appointment?.status === 'confirmed'
}
