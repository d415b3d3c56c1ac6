import { EventEmitter, once } from 'node:events'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import {
  type Changes,
  SlotTakenError,
  type Store,
  StoreUnavailableError,
  type View,
  type Whose,
} from '../store/store.ts'
import type { Inbound, InboundMessage, InboundOther, InboundStatus } from '../whatsapp/inbound.ts'
import type { Conversation, Message } from './conversation.ts'
import { aliasesOf, hear, seenAs } from './hear.ts'
import { noteStatus } from './note.ts'
import { Outbox, type Send } from './outbox.ts'
import { ring } from './ring.ts'
import { give, owe, type Post } from './speak.ts'
import { Timer } from './timer.ts'
import type { House } from './turn.ts'

export interface EngineOptions {
  house: House
  store: Store<Conversation, Message>
  clock: Clock
  /** `phone_number_id` of the number we answer from; undefined while it is not known: then nothing is answered. */
  number: string | undefined
  send: Send
  /** Marks a message as read and shows that an answer is being written; best effort. */
  acknowledge: (wamid: string) => void
  log: Log
}

/** The conversation engine: takes what Meta tells, what fell due and what people of the workshop do, a turn at a time. */
export class Engine {
  /** 'turn' {customer, phone} after each commit that changed a conversation. */
  readonly events = new EventEmitter<{ turn: [{ customer: string; phone: string | null }] }>()
  readonly #options: EngineOptions
  readonly #outbox: Outbox
  readonly #timer: Timer
  readonly #ringing = new Map<string, Promise<void>>()
  #looking: Promise<void> = Promise.resolve()

  constructor(options: EngineOptions) {
    const { store, clock, send, log, house } = options
    this.#options = options
    this.events.setMaxListeners(0)
    this.#timer = new Timer(clock, () => this.#ringDue())
    this.#outbox = new Outbox({
      store,
      workshop: house.workshop.id,
      clock,
      send,
      log,
      onChange: (conversation) => this.#changed(conversation),
    })
  }

  /** Takes up what was left to do, and from now on whatever falls due. */
  async start(): Promise<void> {
    this.#options.store.watch((what) => void this.#lookAgain(what))
    await this.#outbox.takeOver()
    this.#timer.wakeAt((await this.#options.store.nextDue()) ?? Number.POSITIVE_INFINITY)
  }

  /** Ends turns and sends in flight, these within `patience` ms; nothing new is begun. */
  async stop(patience = longestSend): Promise<void> {
    this.#timer.stop({ final: true })
    this.#outbox.stop(patience)
    await this.#looking
    await this.settled()
  }

  /**
   * Handles everything a webhook brought: messages of one customer in their order, of different customers side by
   * side. When it resolves, all of it is durable.
   */
  async receive(items: Inbound[]): Promise<void> {
    const [first] = items
    if (first && items.length === 1) return this.#take(first)
    const lanes = new Map<string, Inbound[]>()
    for (const item of items) {
      const lane = laneOf(item)
      const waiting = lanes.get(lane)
      if (waiting) waiting.push(item)
      else lanes.set(lane, [item])
    }
    await Promise.all(
      [...lanes.values()].map(async (lane) => {
        for (const item of lane) await this.#take(item)
      }),
    )
  }

  /** Rings and sends what is due now; resolves when that is done. */
  #ringDue(): Promise<void> {
    this.#looking = this.#look()
    return this.#looking
  }

  /** Another node may have left something to this one. */
  async #lookAgain(what: 'due' | 'left'): Promise<void> {
    try {
      if (what === 'left') await this.#outbox.takeOver()
      this.#timer.wakeAt(this.#options.clock.now())
    } catch (error) {
      this.#options.log.error({ err: error }, 'What a node left could not be looked up; it is tried again')
    }
  }

  async #look(): Promise<void> {
    const { store, clock, log } = this.#options
    try {
      const due = await store.due(clock.now(), mostAtOnce)
      await Promise.all(due.map(({ key }) => this.#ring(key)))
      const next = await store.nextDue()
      // What is still due is being sent, or could not be done: look again in a while, not at once.
      if (next !== undefined) this.#timer.wakeAt(Math.max(next, clock.now() + shortestPause))
    } catch (error) {
      log.error({ err: error }, 'What is due could not be looked up; it is tried again')
      this.#timer.wakeAt(clock.now() + 1_000)
    }
  }

  /** When something falls due next, Unix ms. */
  async nextDue(): Promise<number | undefined> {
    return this.#options.store.nextDue()
  }

  /** Does now what is due now, as after the clock was moved on. */
  async catchUp(): Promise<void> {
    this.#timer.stop()
    await this.#ringDue()
  }

  /** Resolves once nothing of this customer (or of anyone) is in flight. */
  async settled(key?: string): Promise<void> {
    const ringing = () =>
      key === undefined ? [...this.#ringing.values()] : [this.#ringing.get(key)].filter(Boolean)
    while (ringing().length > 0) await Promise.all(ringing())
    await this.#outbox.idle(key)
  }

  /** Why nothing is sent at all, while Meta refuses everything of this account. */
  get paused(): string | undefined {
    return this.#outbox.pause.reason
  }

  /** Sends what was held back while nothing could be sent. */
  async resume(): Promise<void> {
    await this.#outbox.resume()
  }

  /** Resolves once everything this customer wrote is answered, texts that wait for more included. */
  async answered(key: string): Promise<void> {
    const { store, house } = this.#options
    for (;;) {
      await this.settled(key)
      const next = once(this.events, 'turn')
      const conversation = await store.conversation(house.workshop.id, key)
      if (!conversation || conversation.inbox.length === 0) return
      await next
    }
  }

  /** Gives the floor to a person or back to the bot. @returns false when nobody is known by that key. */
  async giveFloor(key: string, to: 'human' | 'bot'): Promise<boolean> {
    const { house } = this.#options
    const given = await this.#turn({ workshop: house.workshop.id, key }, (view) => give(view, to))
    return given !== undefined
  }

  /** Owes a message that somebody of the workshop, or the API, wants sent. */
  async post(to: { key: string } | { phone: string }, post: Post): Promise<Message> {
    const { house, clock } = this.#options
    const workshop = house.workshop.id
    const whose =
      'key' in to ? { workshop, key: to.key } : { workshop, aliases: aliasesOf({ phone: to.phone }) }
    return this.#turn(whose, (view) =>
      owe(house, view, 'phone' in to ? to.phone : undefined, post, clock.now()),
    )
  }

  async #take(item: Inbound): Promise<void> {
    if (item.kind === 'other') return this.#record(item, item.field)
    if (item.number !== this.#options.number) return this.#record(item, 'It is for a number that is not ours')
    try {
      await (item.kind === 'status' ? this.#note(item) : this.#hear(item))
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error
      // Meta would bring again for days what fails each time, and all that comes with it: it is parked instead.
      const reason = error instanceof Error ? error.message : String(error)
      this.#lament(reason)
      await this.#record(item, reason)
    }
  }

  async #hear(message: InboundMessage): Promise<void> {
    const { house, clock, acknowledge } = this.#options
    const aliases = aliasesOf(message.sender)
    if (aliases.length === 0) return this.#record(message, 'It has no sender')
    const whose = { workshop: house.workshop.id, aliases, hears: seenAs(message) }
    const heard = await this.#turn(whose, (view) => hear(house, view, message, clock.now()))
    if (heard.answers) acknowledge(message.id)
    if (heard.parked) this.#lament(heard.parked)
    // The first time may have been committed without anybody hearing of it: then what it owes is still to be sent.
    if (!heard.isNew) void this.#outbox.kick(heard.key)
  }

  async #note(status: InboundStatus): Promise<void> {
    const { store, house, clock } = this.#options
    const workshop = house.workshop.id
    const found =
      readOpaque(status.opaque) ??
      (await store.findMessage(workshop, aliasesOf(status.recipient), status.wamid))
    if (!found) return this.#record(status, 'It is about a message that is not ours')
    const { isOurs } = await this.#turn({ workshop, key: found.key, messages: [found.number] }, (view) =>
      noteStatus(view, found.number, status, clock.now()),
    )
    if (!isOurs) return this.#record(status, 'It is about a message that is not ours')
  }

  async #record(item: InboundMessage | InboundStatus | InboundOther, reason: string): Promise<void> {
    const at = this.#options.clock.now()
    const id = item.kind === 'message' ? item.id : `${at}-${Math.random().toString(36).slice(2, 10)}`
    await this.#options.store.record({ id, at, kind: item.kind, reason, raw: item.raw })
  }

  #ring(key: string): Promise<void> {
    const running = this.#ringing.get(key)
    if (running) return running
    const { house, clock, log } = this.#options
    const workshop = house.workshop.id
    const ringing = (async () => {
      try {
        const rings = () => this.#turn({ workshop, key }, (view) => ring(house, view, clock.now()))
        for (let rung = await rings(); ; rung = await rings()) {
          if (rung.parked) this.#lament(rung.parked)
          if (rung.owes) void this.#outbox.kick(key)
          if (!rung.rang) return
        }
      } catch (error) {
        log.error({ err: error }, 'An alarm could not ring; it is tried again')
      }
    })().finally(() => this.#ringing.delete(key))
    this.#ringing.set(key, ringing)
    return ringing
  }

  #lament(reason: string): void {
    this.#options.log.error(
      { reason },
      'Something could not be handled and was parked; a person has to answer',
    )
  }

  /** Commits a turn; then tells who looks on, wakes up in time for what is due next, and sends what is owed. */
  async #turn<T>(whose: Whose, work: Work<T>): Promise<T> {
    const { store } = this.#options
    const { result, conversation, job } = await this.#again(() =>
      store.turn(whose, async (view) => {
        const done = await work(view)
        const { changes, job } = await this.#outbox.take(view, done.changes)
        return { changes, result: { result: done.result, conversation: changes.conversation, job } }
      }),
    )
    if (!conversation) return result
    this.#changed(conversation)
    if (job || conversation.owed.length > 0) void this.#outbox.kick(conversation.key, job)
    return result
  }

  #changed({ key, phone, dueAt }: Conversation): void {
    const now = this.#options.clock.now()
    // What is due already is being done: the timer only stands by, should that fail.
    if (dueAt !== null) this.#timer.wakeAt(dueAt > now ? dueAt : now + standBy)
    this.events.emit('turn', { customer: key, phone })
  }

  /** A place can be taken between looking and committing where several servers share the agenda: then look again. */
  async #again<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof SlotTakenError) || attempt === 3) throw error
      }
    }
  }
}

/** Conversations that are taken up at once when much is due. */
const mostAtOnce = 256
/** How long a send may go on once the process is to end, in ms. */
const longestSend = 8_000
/** How long what is being done may take before somebody looks, in ms. */
const standBy = 1_000
/** Between two looks at what is due and cannot be done, in ms. */
const shortestPause = 200

type Work<T> = (
  view: View<Conversation, Message>,
) => Promise<{ changes: Changes<Conversation, Message>; result: T }>

function laneOf(item: Inbound): string {
  if (item.kind === 'message') return aliasesOf(item.sender)[0] ?? item.id
  if (item.kind === 'status') return item.opaque?.split('.')[0] ?? item.wamid
  return 'other'
}

/** Our own id of a message comes back in its statuses: `<conversation key>.<number>`. */
function readOpaque(opaque: string | undefined): { key: string; number: number } | undefined {
  const match = /^([a-z][a-z0-9]{0,63})\.(\d{1,15})$/.exec(opaque ?? '')
  return match ? { key: match[1]!, number: Number(match[2]) } : undefined
}
