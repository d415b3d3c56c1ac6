import type { MessageView } from '../sandbox/view.ts'
import type { Server } from './server.ts'

/** What a customer can do with a phone. */
export type Act = { text: string } | { choose: string } | { media: { type: string } }

/** A customer's phone in a sandbox: it writes, and reads what came since it last looked. */
export class Phone {
  readonly digits: string
  readonly #server: Server
  readonly #messages: string
  #last: string | undefined

  constructor(server: Server, digits: string) {
    this.digits = digits
    this.#server = server
    this.#messages = `/sandbox/customers/${digits}/messages`
  }

  /** Everything that came since it last looked, whoever wrote it. */
  async look(): Promise<MessageView[]> {
    const after = this.#last === undefined ? '' : `?after=${encodeURIComponent(this.#last)}`
    const { messages } = await this.#server.get<{ messages: MessageView[] }>(`${this.#messages}${after}`)
    this.#last = messages.at(-1)?.id ?? this.#last
    return messages
  }

  /** Does it, and gives what the workshop says once nothing is in flight any more; 20 s at most. */
  async act(act: Act): Promise<MessageView[]> {
    return (await this.exchange(act)).filter(({ from }) => from === 'workshop')
  }

  /** The same, with what the customer did. */
  async exchange(act: Act): Promise<MessageView[]> {
    await this.#server.post(`${this.#messages}?wait=20`, act)
    return this.look()
  }
}

/** Moves the sandbox's clock on by an ISO 8601 duration, at most P60D; what falls due on the way happens. */
export async function moveClock(server: Server, duration: string): Promise<void> {
  await server.post('/sandbox/clock', { advance: duration })
}

/** What the sandbox's clock shows, Unix ms. */
export async function clockOf(server: Server): Promise<number> {
  return Date.parse((await server.get<{ now: string }>('/sandbox/clock')).now)
}
