import { join } from 'node:path'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { type Chasqui, openChasqui } from '../../src/chasqui.ts'
import { Phone } from '../../src/cli/phone.ts'
import { serverAt } from '../../src/cli/server.ts'
import { Calendar } from '../../src/cli/talks/calendar.ts'
import { digitsOf, play } from '../../src/cli/talks/rehearse.ts'
import { filesFor, type Step, type Talk } from '../../src/cli/talks/talk.ts'
import { MovableClock } from '../../src/clock.ts'
import type { Conversation, Message } from '../../src/conversation/conversation.ts'
import { newConversation } from '../../src/conversation/newConversation.ts'
import type { ChatMessage, Customer } from '../../src/sandbox/chat.ts'
import { keys } from '../../src/sandbox/keys.ts'
import type { MessageView } from '../../src/sandbox/view.ts'
import { readSettings } from '../../src/settings.ts'
import { Batch, Documents } from '../../src/store/documents.ts'
import { temporaryFolder } from '../helpers/open.ts'
import { quiet } from '../helpers/quiet.ts'
import { begins, setting, sunday } from './starts.ts'

/** All that is stored of one customer, in the store and on their phone. */
export interface Person {
  conversation: Conversation
  messages: Message[]
  appointments: Appointment[]
  chat: { customer: Customer; messages: ChatMessage[] }
}

/** Everybody at one moment, by the names that talks give them; `customer` is who is walked with. */
export type Moment = Record<string, Person>

/**
 * A sandbox in which what was once can be again: its people are put back where they stood, as often as there are things
 * to be done from there, so that each costs one step. Its clock only goes forward.
 */
export class World {
  readonly calendar: Calendar
  readonly #chasqui: Chasqui
  readonly #server: ReturnType<typeof serverAt>
  readonly #chats: Documents
  readonly #workshop: string
  /** By name, who is there now. */
  #people: Moment = {}
  #names: string[]

  static async open(flows: string): Promise<World> {
    const { files, areMany } = filesFor(setting as Talk, flows)
    // Nobody here has to wait because of what was done in other branches of the walk.
    const roomy = files.map((file) => ({ ...file, workshop: { ...file.workshop, contacts: 1_000_000 } }))
    const folder = temporaryFolder()
    const chasqui = await openChasqui({
      settings: readSettings({ PORT: '0', DATA_DIR: folder, ...environment }),
      log: quiet,
      flows,
      files: { files: roomy, areMany },
      clock: new MovableClock(sunday() - Date.now()),
    })
    const server = serverAt(await chasqui.listen())
    // How far a message came changes nothing that is said.
    await server.post('/sandbox/faults', {
      on: 'status',
      times: 'always',
      miss: ['sent', 'delivered', 'read'],
    })
    const world = new World(chasqui, server, folder, roomy[0]!.workshop)
    await world.moveTo(world.calendar.at(begins))
    return world
  }

  private constructor(
    chasqui: Chasqui,
    server: ReturnType<typeof serverAt>,
    folder: string,
    workshop: ConstructorParameters<typeof Calendar>[0],
  ) {
    this.#chasqui = chasqui
    this.#server = server
    this.#chats = new Documents(join(folder, 'sandbox.lmdb'))
    this.#workshop = workshop.id
    this.#names = ['customer']
    this.calendar = new Calendar(workshop, chasqui.clock.now())
  }

  /** Unix ms. */
  get now(): number {
    return this.#chasqui.clock.now()
  }

  /** Moves on to a time, Unix ms, at which nobody is there to see it. */
  async moveTo(time: number): Promise<void> {
    const seconds = Math.floor((time - this.now) / 1000)
    if (seconds <= 0) return
    await this.restore({})
    await this.#advance(seconds)
  }

  async #advance(seconds: number): Promise<void> {
    for (let left = seconds; left > 0; left -= mostSeconds)
      await this.#server.post('/sandbox/clock', { advance: `PT${Math.min(left, mostSeconds)}S` })
  }

  /** Has everybody stand where they stood then, and nobody else. */
  async restore(moment: Moment): Promise<void> {
    for (const person of Object.values(this.#people)) await this.#remove(person)
    this.#people = moment
    const batch = new Batch(this.#chats)
    for (const [place, name] of this.#names.entries()) {
      const digits = digitsOf(place)
      for (const { number, id } of this.#chatOf(digits)) {
        batch.remove(keys.message(digits, number))
        batch.remove(keys.id(id))
      }
      const chat = moment[name]?.chat
      batch.put(keys.customer(digits), chat?.customer)
      for (const message of chat?.messages ?? []) {
        batch.put(keys.message(digits, message.number), message)
        batch.put(keys.id(message.id), { phone: digits, number: message.number })
      }
    }
    await this.#chats.commit(batch)
    for (const person of Object.values(moment)) await this.#put(person)
  }

  /** Under a key of its own: nothing that is still remembered of who stood there before is about it. */
  #put({ conversation, messages, appointments }: Person): Promise<void> {
    const { workshop, aliases, key } = conversation
    return this.#chasqui.store.turn({ workshop, aliases }, async (view) => {
      await view.lockAgenda()
      const text = JSON.stringify({ conversation, messages, appointments }).replaceAll(key, view.key)
      return { changes: JSON.parse(text), result: undefined }
    })
  }

  async #remove({ conversation: { workshop, aliases } }: Person): Promise<void> {
    const { store } = this.#chasqui
    const key = await store.find(workshop, aliases[0]!)
    if (key === undefined) return
    await store.turn({ workshop, key }, async (view) => {
      await view.lockAgenda()
      const { items } = await store.appointments(workshop, { limit: 1000 })
      const removedAppointments = items.filter(({ customer }) => customer === key).map(({ id }) => id)
      return {
        changes: { conversation: newConversation(key, workshop), removedAppointments },
        result: undefined,
      }
    })
  }

  /** Does one step as `chasqui replay` does, and gives what the workshop says in return. */
  async play(step: Step): Promise<MessageView[]> {
    const name = step.from ?? 'customer'
    if (!this.#names.includes(name)) this.#names.push(name)
    const digits = digitsOf(this.#names.indexOf(name))
    const before = this.#chatOf(digits).filter(({ from }) => from === 'workshop').length
    // By then it may be later already, and nothing would move: what is due is done before anyone looks.
    if (step.later !== undefined) await this.#server.post('/sandbox/clock', { advance: 'PT0S' })
    const shown = await play(step, this.#server, new Phone(this.#server, digits), this.calendar)
    await this.#chasqui.engine.settled()
    return shown.filter(({ from }) => from === 'workshop').slice(before)
  }

  /** Everybody as they stand now. */
  async moment(): Promise<Moment> {
    const { store } = this.#chasqui
    const agenda = (await store.appointments(this.#workshop, { limit: 1000 })).items
    const people: Moment = {}
    for (const [place, name] of this.#names.entries()) {
      const digits = digitsOf(place)
      const key = await store.find(this.#workshop, `phone:${digits}`)
      if (key === undefined) continue
      const customer = this.#chats.get<Customer>(keys.customer(digits))!
      people[name] = {
        conversation: (await store.conversation(this.#workshop, key))!,
        messages: await store.messages(this.#workshop, key, { limit: 1_000_000 }),
        appointments: agenda.filter((each) => each.customer === key),
        chat: { customer, messages: this.#chatOf(digits) },
      }
    }
    this.#people = people
    return people
  }

  #chatOf(digits: string): ChatMessage[] {
    return [...this.#chats.range<ChatMessage>(keys.messages(digits, 1))].map(({ value }) => value)
  }

  async close(): Promise<void> {
    await this.#chats.close()
    await this.#chasqui.close()
  }
}

/** Texts are answered at once, and many at the same time. */
const environment = { BURST_MS: '0', READ_RECEIPTS: 'off', WHATSAPP_THROUGHPUT: '1000' }

/** Nothing here has to outlive a power cut. */

/** The clock goes on by 60 days at a time at most. */
const mostSeconds = 60 * 86_400
