import { cpSync } from 'node:fs'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { deadLetter } from '../../src/conversation/deadLetterKind.ts'
import { breaches, breachesBeside, messageBreaches } from '../../src/conversation/invariants.ts'
import type { Log } from '../../src/log.ts'
import { temporaryFolder } from '../helpers/open.ts'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'
import { agendaHolds, agendaOf, type Transcript, transcriptsOf } from '../siege/laws.ts'
import { abreast, type Customer } from './scene.ts'
import { ways } from './ways.ts'

/** A server on which every customer stands where they were brought, and whose flows can be edited. */
export class Live {
  readonly app: SandboxApp
  /** What went wrong in the server, as its log has it. */
  readonly errors: string[]

  private constructor(app: SandboxApp, errors: string[]) {
    this.app = app
    this.errors = errors
  }

  /** On a copy of what was stored when all had been brought. */
  static async on(stored: string, flows: string): Promise<Live> {
    const folder = temporaryFolder()
    cpSync(stored, folder, { recursive: true })
    const errors: string[] = []
    const tell = (...said: unknown[]) => void errors.push(said.map((each) => toText(each)).join(' '))
    const log: Log = { debug() {}, info() {}, warn: tell, error: tell, isLevelEnabled: () => false }
    return new Live(await startSandbox({ folder, flows, log }), errors)
  }

  async transcripts(): Promise<Map<string, Transcript>> {
    const all = await transcriptsOf(this.app.chasqui.store)
    return new Map(all.map((each) => [each.conversation.phone!, each]))
  }

  async agenda(): Promise<Map<string, Appointment>> {
    return new Map((await agendaOf(this.app.chasqui.store)).map((each) => [each.id, each]))
  }

  /** Each customer does what they do, and has the answers to it. */
  async act(customers: Customer[]): Promise<Map<Customer, Shown[]>> {
    const answers = new Map<Customer, Shown[]>()
    await abreast(
      customers.filter(({ act }) => act !== 'is silent'),
      async (customer) => {
        answers.set(customer, await this.#answer(customer))
      },
    )
    return answers
  }

  async #answer({ phone, act, standsIn }: Customer): Promise<Shown[]> {
    const { messages } = await this.app.get<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages`)
    const { options = [] } = messages.findLast(({ from }) => from === 'workshop') ?? {}
    const chosen = act === 'taps' ? options[0] : act === 'taps the last one' ? options.at(-1) : undefined
    return this.#say(phone, chosen ? { choose: chosen.id } : ways[standsIn]!.answer)
  }

  async #say(phone: string, what: string | object): Promise<Shown[]> {
    return (await this.app.say(phone, what)).filter(({ from }) => from === 'workshop')
  }

  say(phone: string, what: string | object): Promise<Shown[]> {
    return this.#say(phone, what)
  }

  /** Nobody says anything until everything that falls due by itself has done so. */
  async goQuiet(): Promise<void> {
    for (const time of ['PT1H', 'PT23H', 'P5D', 'P10D']) await this.app.advance(time)
  }

  /** Laws of the engine that are broken, each in a sentence. */
  async *broken(): AsyncGenerator<string> {
    const { store, clock, engine } = this.app.chasqui
    await engine.settled()
    for (const error of this.errors) yield `the log says: ${error}`
    const { items } = await store.entries({ limit: 100 })
    for (const { kind, reason } of items) if (kind === deadLetter) yield `there is a dead letter: ${reason}`
    const { flows } = engine.receptions.get('torke')!.house.flows
    for (const { conversation, messages } of (await this.transcripts()).values()) {
      const { phone, key } = conversation
      const beside = {
        message: async (number: number) => messages.find((each) => each.number === number),
        appointment: (id: string) =>
          store.turn({ workshop: 'torke', key }, async (view) => ({
            changes: {},
            result: await view.appointment(id),
          })),
      }
      for (const { what } of breaches(conversation, flows)) yield `${phone}: ${what}`
      for await (const { what } of breachesBeside(conversation, beside)) yield `${phone}: ${what}`
      for (const message of messages)
        for (const { what } of messageBreaches(conversation, message))
          yield `${phone}: ${message.id}: ${what}`
    }
    agendaHolds([...(await this.agenda()).values()], clock.now())
  }
}

function toText(said: unknown): string {
  if (said instanceof Error) return said.message
  return typeof said === 'string'
    ? said
    : JSON.stringify(said, (_, each) => (each instanceof Error ? each.message : each))
}
