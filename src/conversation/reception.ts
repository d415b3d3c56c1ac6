import { type EventEmitter, once } from 'node:events'
import { type Absence, theWorkshops } from '../agenda/blocked.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Rounds } from '../rounds.ts'
import {
  type Entry,
  lastMessages,
  SlotTakenError,
  type Store,
  StoreUnavailableError,
  type Whose,
} from '../store/store.ts'
import type { Inbound, InboundOfNumber } from '../whatsapp/inbound.ts'
import type { TextBody } from '../whatsapp/messages.ts'
import { type Blocked, block, unblock } from './absence.ts'
import { type Amendment, type Appointed, amend, appoint, type Wish } from './appoint.ts'
import { askThem, backfill, nextInLine } from './backfill.ts'
import type { Conversation, Message } from './conversation.ts'
import { handleAgain, type Retried } from './deadLetter.ts'
import type { EngineEvents } from './events.ts'
import { type Fetch, Fetcher } from './fetcher.ts'
import { aliasesOf } from './hear.ts'
import { Intake } from './intake.ts'
import { joined, keyAlias } from './joined.ts'
import { type Limits, Outbox, type Send, type Work } from './outbox.ts'
import { owedDueAt } from './owedLine.ts'
import { type Quoted, type Quoting, sendQuote } from './quoting.ts'
import { anonymous } from './rights.ts'
import { ring } from './ring.ts'
import { give, owe, type Post } from './speak.ts'
import { addTellings, type Tell, Teller } from './teller.ts'
import type { House } from './turn.ts'

/** One workshop and the way to its customers. */
export interface Line {
  house: House
  /** `phone_number_id` of the number we answer from; undefined while it is not known: then nothing is answered. */
  number: string | undefined
  send: Send
  fetch: Fetch
  /** Tells the workshop's own system what happened, if it is to be told. */
  tell: Tell
  isTelling: () => boolean
  /** Removes the files of a customer. */
  discardFiles: (customer: string) => Promise<void>
  /** Meta has the file of this body no more: it is given anew the next time. */
  forgetFile: (body: unknown) => Promise<void>
  /** Whether there is all that it takes to send. */
  isReady: () => boolean
  limits: Limits
  /** Meta's id of the business account that the number is in, if it is known. */
  account?: string | undefined
  /** Marks a message as read and shows that an answer is being written; best effort. */
  acknowledge: (wamid: string) => void
  /** Says something in a group; best effort, so that nothing is owed for it. */
  sayInGroup: (group: string, body: TextBody) => void
}

export interface ReceptionOptions extends Line {
  store: Store<Conversation, Message>
  clock: Clock
  events: EventEmitter<EngineEvents>
  rounds: Rounds
  /** Told when something of this workshop falls due, Unix ms. */
  wakeAt: (instant: number) => void
  /** Keeps what concerns nobody here, and why; `isDead`: it could not be handled, and may be some other time. */
  record: (item: Inbound, reason: string, isDead?: boolean) => Promise<void>
  log: Log
}

/** One workshop at work: its turns, its outbox and its pauses, so that nothing of another one is in its way. */
export class Reception {
  /** The house in force: a turn ends in the one that it began in, and the next begins in what stands here then. */
  house: House
  readonly #options: ReceptionOptions
  readonly #workshop: string
  readonly #outbox: Outbox
  readonly #fetcher: Fetcher
  readonly teller: Teller
  readonly #intake: Intake
  readonly #ringing = new Map<string, Promise<void>>()

  constructor(options: ReceptionOptions) {
    const { house, store, clock, send, fetch, isReady, limits, events, rounds, log } = options
    this.house = house
    this.#options = options
    this.#workshop = house.workshop.id
    const common = {
      store,
      workshop: this.#workshop,
      clock,
      isReady,
      log,
      onChange: (conversation: Conversation) => this.#changed(conversation),
    }
    this.teller = new Teller({ ...common, zone: house.workshop.zone, tell: options.tell })
    const add = addTellings({ house: () => this.house, clock, node: store.node })
    this.#outbox = new Outbox({
      ...common,
      send,
      limits,
      events,
      rounds,
      onChange: (conversation) => this.#changed(conversation, { isFollowed: true }),
      tellings: () => (options.isTelling() ? add : undefined),
    })
    this.#fetcher = new Fetcher({ ...common, fetch })
    this.#intake = new Intake({
      ...options,
      house: () => this.house,
      turn: (whose, work) => this.#turn(whose, work),
      join: (one, other) => this.#join(one, other),
      fetch: (key, numbers) => this.#fetcher.fetch(key, numbers),
      kick: (key) => void this.#outbox.kick(key),
    })
  }

  /** `phone_number_id`. */
  get number(): string | undefined {
    return this.#options.number
  }

  /** Looks at conversations that a process that is gone may have left in the middle of a send, or of a file. */
  takeOver(keys: string[]): void {
    this.#outbox.takeOver(keys)
    this.#fetcher.takeOver(keys)
    if (this.#options.isTelling()) for (const key of keys) this.teller.kick(key)
  }

  /** Begins no further send from now on, and gives those in flight so many ms; breaks off the fetching of files. */
  stop(patience: number): void {
    this.#fetcher.stop()
    this.teller.stop()
    this.#outbox.stop(patience)
  }

  /** Handles one thing that Meta told of this workshop's number. When it resolves, that is durable. */
  async take(item: InboundOfNumber): Promise<void> {
    try {
      await this.#intake.take(item)
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error
      // Meta would bring again for days what fails each time, and all that comes with it: it is parked instead.
      const reason = error instanceof Error ? error.message : String(error)
      this.#options.log.error(
        { reason, workshop: this.#workshop },
        'Something could not be handled and was parked',
      )
      await this.#options.record(item, reason, true)
    }
  }

  /** Handles once more what was parked in a conversation of this workshop. */
  async retry(entry: Entry & { customer: string }): Promise<Retried> {
    const { store, clock } = this.#options
    const workshop = this.#workshop
    // Its customer's conversation may have been joined to another one since.
    const key = (await store.find(workshop, keyAlias(entry.customer))) ?? entry.customer
    return this.#turn({ workshop, key }, (view) => handleAgain(this.house, view, entry, clock.now()))
  }

  /** Handles an item that could not be handled before; what fails now is thrown. */
  takeAgain(item: InboundOfNumber): Promise<void> {
    return this.#intake.take(item)
  }

  /** Takes up what is due in a conversation, one thing after another. */
  ring(key: string): Promise<void> {
    const running = this.#ringing.get(key)
    if (running) return running
    const { clock, log } = this.#options
    const workshop = this.#workshop
    const ringing = (async () => {
      try {
        const rings = () => this.#turn({ workshop, key }, (view) => ring(this.house, view, clock.now()))
        for (let rung = await rings(); ; rung = await rings()) {
          if (rung.owes) void this.#outbox.kick(key)
          if (rung.fetches) this.#fetcher.fetch(key, rung.fetches)
          if (rung.tells) this.teller.kick(key)
          if (rung.forgets) await this.#forget(key)
          if (rung.frees !== undefined) await this.#backfill(key, rung.frees)
          if (!rung.rang) return
        }
      } catch (error) {
        log.error({ err: error }, 'An alarm could not ring; it is tried again')
      }
    })().finally(() => this.#ringing.delete(key))
    this.#ringing.set(key, ringing)
    return ringing
  }

  /** Resolves once nothing of this customer (or of anyone) is in flight. */
  async settled(key?: string): Promise<void> {
    const ringing = () =>
      key === undefined ? [...this.#ringing.values()] : [this.#ringing.get(key)].filter(Boolean)
    while (ringing().length > 0) await Promise.all(ringing())
    await Promise.all([this.#outbox.idle(key), this.#fetcher.idle(key)])
  }

  /** Why nothing is sent at all, while Meta refuses everything of this account. */
  get paused(): string | undefined {
    return this.#outbox.pause.reason
  }

  /** Sends what these conversations held back while nothing could be sent. */
  resume(keys: string[]): void {
    this.#outbox.resume(keys)
    this.#fetcher.takeOver(keys)
  }

  /** Tells of these conversations what waited for the workshop's own system, which may have another address now. */
  resumeTelling(keys: string[]): void {
    if (this.#options.isTelling()) this.teller.resume(keys)
  }

  /**
   * Resolves once everything this customer wrote is answered, texts that wait for more included, and answers that are
   * held back for a moment by the pace.
   */
  async answered(key: string): Promise<void> {
    const { store, clock, events } = this.#options
    for (;;) {
      await this.settled(key)
      const next = once(events, 'turn')
      const conversation = await store.conversation(this.#workshop, key)
      const owedAt = conversation && owedDueAt(conversation.owed)
      const leavesSoon = owedAt !== undefined && owedAt - clock.now() < aMoment && !this.paused
      if (!conversation || (conversation.inbox.length === 0 && !leavesSoon)) return
      await next
    }
  }

  /** Gives the floor to a person or back to the bot. @returns false when nobody is known by that key. */
  async giveFloor(key: string, to: 'human' | 'bot'): Promise<boolean> {
    const given = await this.#turn({ workshop: this.#workshop, key }, (view) =>
      give(view, to, this.#options.clock.now()),
    )
    return given !== undefined
  }

  /**
   * Owes a message that somebody of the workshop, or the API, wants sent; once for each `request`.
   * @returns the message; undefined where the same request owed one that is too far back to be found
   */
  async post(to: { key: string } | { phone: string }, post: Post): Promise<Message | undefined> {
    const { clock } = this.#options
    const workshop = this.#workshop
    const whose =
      'key' in to ? { workshop, key: to.key } : { workshop, aliases: aliasesOf({ phone: to.phone }) }
    const message = await this.#turn(whose, (view) =>
      owe(this.house, view, 'phone' in to ? to.phone : undefined, post, clock.now()),
    )
    return message ?? this.#asked(whose, post.request)
  }

  /**
   * Forgets a customer for good: who they are, what was said, and what they had ahead, whose places are free again.
   * @returns false when nobody is known by that key
   */
  async forget(key: string): Promise<boolean> {
    this.#fetcher.leave(key)
    await this.settled(key)
    return this.#forget(key)
  }

  async #forget(key: string): Promise<boolean> {
    const { store, clock, discardFiles } = this.#options
    this.#fetcher.leave(key)
    await Promise.all([this.#outbox.idle(key), this.#fetcher.idle(key)])
    // First: while the customer is still known, it can be asked for again.
    const { moved = [] } = (await store.conversation(this.#workshop, key)) ?? {}
    for (const each of [key, ...moved.map((one) => one.key)]) await discardFiles(each)
    // What they had is free, and nothing of theirs is left to say so: whoever waits asks for it, also if we end in between.
    const waiting = await nextInLine(this.house, store, key, clock.now())
    const ask = (at: number) => {
      if (waiting === undefined) return undefined
      return this.#turn({ workshop: this.#workshop, key: waiting }, (view) => askThem(view, at))
    }
    await ask(clock.now() + untilForgotten)
    const isForgotten = await store.forget(this.#workshop, key, (each) => anonymous(each, clock.now()))
    await ask(clock.now())
    return isForgotten
  }

  async #backfill(key: string, freedAt: number): Promise<void> {
    const { store, clock } = this.#options
    const { house } = this
    const turn = <T>(whose: Whose, work: Work<T>) => this.#turn(whose, work)
    await backfill({ house, store, now: clock.now(), turn }, key, freedAt)
  }

  /** The message that a request has owed before, if it is among the last ones. */
  async #asked(whose: Whose, request: string | undefined): Promise<Message | undefined> {
    const { store } = this.#options
    const key = 'key' in whose ? whose.key : await store.find(whose.workshop, whose.aliases[0]!)
    const last = key === undefined ? [] : await store.messages(whose.workshop, key, { limit: lastMessages })
    return last.find((message) => message.request === request)
  }

  /** Books for a customer who is known, or for whoever has this phone. */
  async appoint(
    who: { key: string } | { phone: string; name?: string | undefined },
    wish: Wish,
  ): Promise<Appointed> {
    const workshop = this.#workshop
    const isKnown = 'key' in who
    const whose = isKnown
      ? { workshop, key: who.key }
      : { workshop, aliases: aliasesOf({ phone: who.phone }) }
    return this.#turn(whose, (view) =>
      appoint(this.house, view, isKnown ? {} : who, wish, this.#options.clock.now()),
    )
  }

  /** Changes an appointment of this customer. */
  async amend(key: string, id: string, amendment: Amendment): Promise<Appointed> {
    return this.#turn({ workshop: this.#workshop, key }, (view) =>
      amend(this.house, view, id, amendment, this.#options.clock.now()),
    )
  }

  /** Blocks a time of the workshop's; see `block`. */
  async block(absence: Absence, isForced: boolean): Promise<Blocked> {
    const { workshop } = this.house
    const now = this.#options.clock.now()
    return this.#turn({ workshop: this.#workshop, key: theWorkshops }, (view) =>
      block(workshop, view, absence, { isForced, now }),
    )
  }

  /** Takes a blocked time away; whoever waits for a place is asked. @returns false when there is none by that id */
  async unblock(id: string): Promise<boolean> {
    const { store, clock } = this.#options
    const workshop = this.#workshop
    const isFreed = await this.#turn({ workshop, key: theWorkshops }, (view) => unblock(view, id))
    const key = isFreed ? await nextInLine(this.house, store, theWorkshops, clock.now()) : undefined
    if (key !== undefined) await this.#turn({ workshop, key }, (view) => askThem(view, clock.now()))
    return isFreed
  }

  /** Puts a quote for one of their appointments to this customer. */
  async quote(key: string, appointment: string, quoting: Quoting): Promise<Quoted> {
    return this.#turn({ workshop: this.#workshop, key }, (view) =>
      sendQuote(this.house, view, appointment, quoting, this.#options.clock.now()),
    )
  }

  /** Makes one conversation of two; the one that began first stays. */
  async #join(a: string, b: string): Promise<void> {
    const { store, events } = this.#options
    const workshop = this.#workshop
    const began = async (key: string) =>
      (await store.messages(workshop, key, { before: 2, limit: 1 }))[0]?.at ?? Number.MAX_VALUE
    const [elder, younger] = (await began(a)) <= (await began(b)) ? [a, b] : [b, a]
    this.#fetcher.leave(younger)
    await Promise.all([this.settled(elder), this.settled(younger)])
    if (!(await store.join(workshop, elder, younger, joined))) return
    const conversation = await store.conversation(workshop, elder)
    if (!conversation) return
    this.#changed(conversation, { isFollowed: true })
    events.emit('turn', { workshop, customer: younger, phone: null })
    void this.#outbox.kick(elder)
    this.#fetcher.takeOver([elder])
  }

  /** Commits a turn; then tells who looks on, wakes up in time for what is due next, and sends what is owed. */
  async #turn<T>(whose: Whose, work: Work<T>): Promise<T> {
    const { result, conversation, job } = await again(() => this.#outbox.turn(whose, work))
    if (!conversation) return result
    this.#changed(conversation, { isFollowed: true })
    if (job || conversation.owed.length > 0) void this.#outbox.kick(conversation.key, job)
    return result
  }

  #changed(conversation: Conversation, { isFollowed = false } = {}): void {
    const { key, phone, dueAt } = conversation
    if (isFollowed) this.teller.follow(conversation)
    const { clock, events, wakeAt } = this.#options
    const now = clock.now()
    // What is due already is being done: the timer only stands by, should that fail.
    if (dueAt !== null) wakeAt(dueAt > now ? dueAt : now + standBy)
    events.emit('turn', { workshop: this.#workshop, customer: key, phone })
  }
}

/** Longer than it takes to forget somebody, in ms. */
const untilForgotten = 60_000

/** How long what is being done may take before somebody looks, in ms. */
const standBy = 1_000

/** A little more than the pace to one customer, in ms. */
const aMoment = 7_000

/** A place can be taken between looking and committing where several servers share the agenda: then look again. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof SlotTakenError) || attempt === 3) throw error
    }
  }
}
