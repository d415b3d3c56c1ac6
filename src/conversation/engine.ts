import { EventEmitter } from 'node:events'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { Rounds } from '../rounds.ts'
import type { Entry, Store } from '../store/store.ts'
import type { Inbound, InboundCapability, InboundOther } from '../whatsapp/inbound.ts'
import { readNotice } from '../whatsapp/notice.ts'
import { abreast } from './abreast.ts'
import type { Conversation, Message } from './conversation.ts'
import { type Retried, readAgain } from './deadLetter.ts'
import { deadLetter } from './deadLetterKind.ts'
import type { EngineEvents } from './events.ts'
import { aliasesOf } from './hear.ts'
import { sendingLease } from './job.ts'
import { pauseLength } from './pause.ts'
import { type Line, Reception } from './reception.ts'
import { longestRest } from './telling.ts'
import { Timer } from './timer.ts'
import type { House } from './turn.ts'

export interface EngineOptions {
  /** One for each workshop. */
  lines: Line[]
  store: Store<Conversation, Message>
  clock: Clock
  log: Log
}

/** The conversation engine: takes what Meta tells, what fell due and what people of the workshops do, a turn at a time. */
export class Engine {
  readonly events = new EventEmitter<EngineEvents>()
  /** In which all that comes from outside is begun. */
  readonly rounds: Rounds
  readonly #options: EngineOptions
  readonly #timer: Timer
  readonly #receptions = new Map<string, Reception>()
  readonly #byNumber = new Map<string, { workshop: string; reception: Reception }>()
  #looking: Promise<void> = Promise.resolve()

  constructor(options: EngineOptions) {
    const { lines, store, clock, log } = options
    this.#options = options
    this.events.setMaxListeners(0)
    // Of several workshops, none waits for what is written to another one.
    this.rounds = new Rounds({ isAtOnce: lines.length > 1 })
    this.#timer = new Timer(clock, () => this.#ringDue())
    for (const line of lines) {
      const workshop = line.house.workshop.id
      const reception = new Reception({
        ...line,
        store,
        clock,
        log,
        events: this.events,
        rounds: this.rounds,
        wakeAt: (instant) => this.#timer.wakeAt(instant),
        record: (item, reason, isDead) => this.#record(item, reason, isDead, workshop),
      })
      this.#receptions.set(workshop, reception)
      if (line.number !== undefined) this.#byNumber.set(line.number, { workshop, reception })
    }
  }

  /** Of each workshop, by its id. */
  get receptions(): ReadonlyMap<string, Reception> {
    return this.#receptions
  }

  /** Takes up what was left to do, and from now on whatever falls due. */
  async start(): Promise<void> {
    const { store } = this.#options
    store.watch((what) => void this.#lookAgain(what))
    await this.#takeOver()
    this.#timer.wakeAt((await store.nextDue()) ?? Number.POSITIVE_INFINITY)
  }

  /** Ends turns and sends in flight, these within `patience` ms; nothing new is begun. */
  async stop(patience = longestSend): Promise<void> {
    this.#timer.stop({ final: true })
    for (const reception of this.#receptions.values()) reception.stop(patience)
    await this.#looking
    await this.settled()
    await this.told()
  }

  /**
   * Handles everything a webhook brought: messages of one customer in their order, of different customers side by
   * side. When it resolves, all of it is durable.
   *
   * @param vouched workshops whose secret it was signed with: what it says of the numbers of others is nothing to go by
   */
  async receive(items: Inbound[], vouched?: ReadonlySet<string>): Promise<void> {
    const [first] = items
    if (first && items.length === 1) return this.#take(first, vouched)
    const lanes = new Map<string, Inbound[]>()
    for (const item of items) {
      const lane = laneOf(item)
      const waiting = lanes.get(lane)
      if (waiting) waiting.push(item)
      else lanes.set(lane, [item])
    }
    // What one workshop's customers wrote at once must not stand before all that others' write next.
    const most = this.#receptions.size > 1 ? mostAbreast : Number.POSITIVE_INFINITY
    await abreast(most, [...lanes.values()], async (lane) => {
      for (const item of lane) await this.#take(item, vouched)
    })
  }

  /** Puts other houses in the place of those in force, of the same workshops, all at once and in the middle of no turn. */
  rehouse(houses: House[]): void {
    for (const house of houses) this.#receptions.get(house.workshop.id)!.house = house
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

  /** Resolves once nothing of anyone is in flight. */
  async settled(): Promise<void> {
    await Promise.all([...this.#receptions.values()].map((reception) => reception.settled()))
  }

  /** Resolves once no workshop's own system is being told anything; what it did not take waits. */
  async told(): Promise<void> {
    await Promise.all([...this.#receptions.values()].map(({ teller }) => teller.idle()))
  }

  /** Handles a dead letter once more; it is none any more if that is done, or if it is another one by now. */
  async retry(entry: Entry): Promise<Retried> {
    const { workshop = '', customer, raw } = entry
    const reception = this.#receptions.get(workshop)
    const retried: Retried = await (customer === undefined
      ? this.#takeAgain(raw, reception)
      : (reception?.retry({ ...entry, customer }) ?? {
          isHandled: false,
          reason: `There is no workshop ${workshop}`,
        }))
    if (retried.isHandled || retried.isParkedAnew) await this.#options.store.removeEntry(entry)
    return retried
  }

  /** Sends what was held back while nothing could be sent, and tells what nobody took. */
  async resume(): Promise<void> {
    for (const [reception, keys] of await this.#dueWithin(pauseLength)) reception.resume(keys)
    for (const [reception, keys] of await this.#dueWithin(longestRest)) reception.resumeTelling(keys)
  }

  async #take(item: Inbound, vouched: ReadonlySet<string> | undefined): Promise<void> {
    if (item.kind === 'other') return this.#notice(item)
    if (item.kind === 'capability') return this.#allowContacts(item, vouched)
    const found = this.#byNumber.get(item.number)
    if (!found || (vouched && !vouched.has(found.workshop)))
      return this.#record(item, 'It is for a number that is not ours')
    await found.reception.take(item)
  }

  async #takeAgain(raw: unknown, reception: Reception | undefined): Promise<Retried> {
    const items = readAgain(raw, reception?.number)
    if (items.some(({ kind }) => kind === 'other'))
      return { isHandled: false, reason: 'It still cannot be read' }
    try {
      for (const item of items) {
        if (item.kind === 'other' || item.kind === 'capability') continue
        const found = this.#byNumber.get(item.number)
        if (!found) return { isHandled: false, reason: 'It is for a number that is not ours' }
        await found.reception.takeAgain(item)
      }
      return { isHandled: true }
    } catch (error) {
      return { isHandled: false, reason: error instanceof Error ? error.message : String(error) }
    }
  }

  /** What concerns no customer: it is recorded, and told to whoever runs the server if somebody should look. */
  async #notice(item: InboundOther): Promise<void> {
    const { says, level } = readNotice(item)
    if (level !== 'info') this.#options.log[level]({ field: item.field }, says)
    await this.#record(
      item,
      says,
      item.field === 'unreadable',
      this.#byNumber.get(item.number ?? '')?.workshop,
    )
  }

  /** Meta says how many customers a business may contact; of whose account it is, the portfolio remembers it. */
  async #allowContacts(item: InboundCapability, vouched: ReadonlySet<string> | undefined): Promise<void> {
    const { lines, store } = this.#options
    const believed = lines.filter(({ house }) => !vouched || vouched.has(house.workshop.id))
    const own = lines.length === 1 ? lines : believed.filter(({ account }) => account === item.account)
    for (const portfolio of new Set(own.map(({ limits }) => limits.portfolio)))
      await store.allowContacts(portfolio, item.customersADay)
    await this.#record(item, 'How many customers may be contacted in 24 hours')
  }

  async #record(item: Inbound, reason: string, isDead = false, workshop?: string): Promise<void> {
    const at = this.#options.clock.now()
    const id = item.kind === 'message' ? item.id : `${at}-${Math.random().toString(36).slice(2, 10)}`
    const kind = isDead ? deadLetter : item.kind
    await this.#options.store.record({ id, at, kind, reason, raw: item.raw, ...(workshop && { workshop }) })
  }

  /** Another node may have left something to this one. */
  async #lookAgain(what: 'due' | 'left'): Promise<void> {
    try {
      if (what === 'left') await this.#takeOver()
      this.#timer.wakeAt(this.#options.clock.now())
    } catch (error) {
      this.#options.log.error({ err: error }, 'What a node left could not be looked up; it is tried again')
    }
  }

  async #takeOver(): Promise<void> {
    for (const [reception, keys] of await this.#dueWithin(sendingLease)) reception.takeOver(keys)
  }

  /** Rings and sends what is due now; resolves when that is done. */
  #ringDue(): Promise<void> {
    this.#looking = this.#look()
    return this.#looking
  }

  async #look(): Promise<void> {
    const { store, clock, log } = this.#options
    try {
      const due = await store.due(clock.now(), mostAtOnce)
      await Promise.all(due.map(({ workshop, key }) => this.#ring(workshop, key)))
      const next = await store.nextDue()
      // What is still due is being sent, or could not be done: look again in a while, not at once.
      if (next !== undefined) this.#timer.wakeAt(Math.max(next, clock.now() + shortestPause))
    } catch (error) {
      log.error({ err: error }, 'What is due could not be looked up; it is tried again')
      this.#timer.wakeAt(clock.now() + 1_000)
    }
  }

  #ring(workshop: string, key: string): Promise<void> {
    return this.#receptions.get(workshop)?.ring(key) ?? this.#putOff(workshop, key)
  }

  /** What a workshop left behind that is none of ours any more must not stand in the way of what is due in others. */
  async #putOff(workshop: string, key: string): Promise<void> {
    const { store, clock } = this.#options
    await store.turn({ workshop, key }, async ({ conversation }) => {
      const changes = conversation && { conversation: { ...conversation, dueAt: clock.now() + untilLooked } }
      return { changes: changes ?? {}, result: undefined }
    })
  }

  /** Of each workshop, the conversations with something due within so many ms, the earliest of all of them. */
  async #dueWithin(time: number): Promise<Map<Reception, string[]>> {
    const { store, clock } = this.#options
    const due = new Map([...this.#receptions.values()].map((reception) => [reception, [] as string[]]))
    for (const { workshop, key } of await store.due(clock.now() + time, mostResumed)) {
      const reception = this.#receptions.get(workshop)
      if (reception) due.get(reception)!.push(key)
    }
    return due
  }
}

/** Customers of one webhook that are heard at once, where there are several workshops. */
const mostAbreast = 16
/** Conversations that are taken up at once when much is due. */
const mostAtOnce = 256
/** Conversations that go on at once after a start or a pause; the others follow when they fall due. */
const mostResumed = 1_000
/** How long a send may go on once the process is to end, in ms. */
const longestSend = 8_000
/** Between two looks at what is due and cannot be done, in ms. */
const shortestPause = 200
/** After which what belongs to no workshop of ours is looked at again: it may be back, in ms. */
const untilLooked = 3_600_000

function laneOf(item: Inbound): string {
  if (item.kind === 'message') return `${item.number} ${aliasesOf(item.sender)[0] ?? item.id}`
  if (item.kind === 'status') return item.opaque?.split('.')[0] ?? item.wamid
  if (item.kind === 'echo') return `${item.number} ${aliasesOf(item.recipient)[0]}`
  if (item.kind === 'identity') return `${item.number} ${aliasesOf(item.before)[0]}`
  return 'other'
}
