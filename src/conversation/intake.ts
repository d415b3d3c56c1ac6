import { LRUCache } from 'lru-cache'
import type { Whose } from '../store/store.ts'
import type {
  InboundEcho,
  InboundIdentity,
  InboundMessage,
  InboundOfNumber,
  InboundPreference,
  InboundStatus,
  Sender,
} from '../whatsapp/inbound.ts'
import { text } from '../whatsapp/messages.ts'
import { overhear } from './echo.ts'
import { aliasesOf, hear, seenAs } from './hear.ts'
import { identify, prefer } from './identify.ts'
import { movedTo } from './messageById.ts'
import { noteStatus } from './note.ts'
import type { Work } from './outbox.ts'
import { type Place, placeOf } from './placeOf.ts'
import type { ReceptionOptions } from './reception.ts'
import type { House } from './turn.ts'
import { areOne, isStranger, withoutPhone } from './unclear.ts'

/** What it takes to handle what Meta tells of one workshop's number. */
export interface IntakeOptions
  extends Pick<ReceptionOptions, 'store' | 'clock' | 'record' | 'acknowledge' | 'sayInGroup' | 'forgetFile'> {
  /** The one in force. */
  house: () => House
  turn: <T>(whose: Whose, work: Work<T>) => Promise<T>
  /** Makes one conversation of two. */
  join: (one: string, other: string) => Promise<void>
  /** Fetches the files of these messages. */
  fetch: (key: string, numbers: number[]) => void
  /** Sends what a conversation owes. */
  kick: (key: string) => void
}

/** Takes in what Meta tells of one workshop's number, and of its customers: an item at a time. */
export class Intake {
  readonly #options: IntakeOptions
  readonly #workshop: string
  /** On which day each group was last told to write in private. */
  readonly #declined = new LRUCache<string, number>({ max: 1_000 })

  constructor(options: IntakeOptions) {
    this.#options = options
    this.#workshop = options.house().workshop.id
  }

  /** Handles one item; when it resolves, that is durable. What cannot be handled is thrown. */
  take(item: InboundOfNumber): Promise<void> {
    switch (item.kind) {
      case 'message':
        return this.#hear(item)
      case 'status':
        return this.#note(item)
      case 'echo':
        return this.#overhear(item)
      case 'identity':
        return this.#identify(item)
      case 'preference':
        return this.#prefer(item)
    }
  }

  async #overhear(echo: InboundEcho): Promise<void> {
    const { clock, turn } = this.#options
    const house = this.#options.house()
    const whose = {
      workshop: this.#workshop,
      aliases: aliasesOf(echo.recipient),
      hears: { id: echo.id, at: echo.at ?? 0 },
    }
    const overheard = () => turn(whose, (view) => overhear(house, view, echo, clock.now()))
    const { joins } = await overheard()
    if (joins.length === 0) return
    await this.#clear(joins, echo.recipient)
    await overheard()
  }

  async #identify(identity: InboundIdentity): Promise<void> {
    const { clock, record, turn, join } = this.#options
    const house = this.#options.house()
    const aliases = [...new Set([...aliasesOf(identity.before), ...aliasesOf(identity.after)])]
    const whose = { workshop: this.#workshop, aliases, hears: { id: identity.id, at: identity.at ?? 0 } }
    const identified = () => turn(whose, (view) => identify(house, view, identity, clock.now()))
    // Old and new phone and user id are four that may lead to as many conversations.
    for (let most = 4; most > 0; most--) {
      const { joins, isKnown } = await identified()
      if (!isKnown) return record(identity, 'It is about somebody who is not known')
      const [one, other] = joins
      if (one === undefined || other === undefined) return
      await join(one, other)
    }
    throw new Error('Its phones and user ids lead to different customers')
  }

  async #prefer(preference: InboundPreference): Promise<void> {
    const { clock, record, turn } = this.#options
    const house = this.#options.house()
    const whose = { workshop: this.#workshop, aliases: aliasesOf(preference.sender) }
    const preferred = () => turn(whose, (view) => prefer(house, view, preference, clock.now()))
    let outcome = await preferred()
    if (outcome.joins.length > 0) {
      await this.#clear(outcome.joins, preference.sender)
      outcome = await preferred()
    }
    if (!outcome.isKnown) await record(preference, 'It is about somebody who is not known')
  }

  /**
   * Of conversations to which one sender's phone and user id lead: those of one customer are joined; a phone that was
   * somebody else's before is theirs now.
   */
  async #clear(keys: string[], sender: Sender): Promise<void> {
    const { store, turn, join } = this.#options
    const found = await Promise.all(keys.map((key) => store.conversation(this.#workshop, key)))
    const [first, ...others] = found.filter((each) => each !== undefined)
    for (const conversation of found) {
      if (!conversation || !isStranger(conversation, sender) || sender.phone === undefined) continue
      const { key } = conversation
      await turn({ workshop: this.#workshop, key }, async (view) => {
        const left = view.conversation && withoutPhone(view.conversation, sender.phone!)
        return { changes: left ? { conversation: left } : {}, result: undefined }
      })
    }
    for (const other of others) if (first && areOne(first, other)) await join(first.key, other.key)
  }

  async #hear(message: InboundMessage): Promise<void> {
    const { clock, acknowledge, record, turn, fetch, kick } = this.#options
    const house = this.#options.house()
    if (message.group !== undefined) return this.#decline(message, message.group)
    const aliases = aliasesOf(message.sender)
    if (aliases.length === 0) return record(message, 'It has no sender')
    const whose = { workshop: this.#workshop, aliases, hears: seenAs(message) }
    const listen = () => turn(whose, (view) => hear(house, view, message, clock.now()))
    let heard = await listen()
    if (heard.unclear) {
      await this.#clear(heard.unclear, message.sender)
      heard = await listen()
      if (heard.unclear) throw new Error('Its phone and its user id lead to different customers')
    }
    if (heard.fetches !== undefined) fetch(heard.key, [heard.fetches])
    if (heard.answers) acknowledge(message.id)
    // The first time may have been committed without anybody hearing of it: then what it owes is still to be sent.
    if (!heard.isNew) kick(heard.key)
  }

  /** What is said in a group is nobody's talk with the workshop: it is asked, once a day, to be written in private. */
  async #decline(message: InboundMessage, group: string): Promise<void> {
    const { clock, record, sayInGroup } = this.#options
    await record(message, 'It was said in a group; groups are not answered')
    const today = Math.floor(clock.now() / day)
    if (this.#declined.get(group) === today) return
    this.#declined.set(group, today)
    const { texts, language, common, zone } = this.#options.house().voice
    sayInGroup(group, text(texts.say(language, 'engine.inGroup', common, zone)))
  }

  async #note(status: InboundStatus): Promise<void> {
    const { store, clock, record, forgetFile, turn } = this.#options
    const workshop = this.#workshop
    const found =
      // Our own id of a message comes back in its statuses.
      placeOf(status.opaque ?? '') ??
      (await store.findMessage(workshop, aliasesOf(status.recipient), status.wamid))
    if (!found) return record(status, notOurs)
    const note = async ({ key, number }: Place) => {
      const whose = { workshop, key, messages: [number] }
      const { isOurs, lost } = await turn(whose, (view) => noteStatus(view, number, status, clock.now()))
      if (lost) await forgetFile(lost)
      return isOurs
    }
    if (await note(found)) return
    const moved = await movedTo(store, workshop, found)
    if (!moved || !(await note(moved))) return record(status, notOurs)
  }
}

const day = 86_400_000

const notOurs = 'It is about a message that is not ours'
