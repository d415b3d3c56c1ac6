import type { Appointment } from '../../agenda/appointment.ts'
import { seenDay } from '../keys.ts'
import type { Lanes } from '../lanes.ts'
import type { Changes, ConversationRow, MessageRow, View, Whose } from '../store.ts'
import { agendaWriting, appointmentsOn, findAppointment, lockAgenda, slotTaken } from './agenda.ts'
import { rename, renaming } from './alias.ts'
import type { Database, Runner } from './database.ts'
import { ChangedMeanwhileError, isExclusion } from './errors.ts'
import { shortened } from './ids.ts'
import type { Read } from './read.ts'
import { isSeen } from './seen.ts'
import { Stored } from './stored.ts'
import type { Transaction } from './transaction.ts'
import { isWritten, type Stamp, writing } from './write.ts'

/** One try at a turn: what it sees, and its commit, which is refused if any of that was changed meanwhile. */
export class PostgresView<C extends ConversationRow, M extends MessageRow> implements View<C, M> {
  readonly key: string
  readonly #database: Database
  readonly #whose: Whose
  readonly #read: Read
  readonly #messages: Map<number, Stored<M>>
  readonly #looked = new Map<number, number>()
  readonly #lanes: Lanes
  #hasRead = false
  #transaction: Transaction | undefined
  #leaveAgenda: (() => void) | undefined

  constructor(database: Database, lanes: Lanes, whose: Whose, read: Read, key: string) {
    this.key = key
    this.#database = database
    this.#lanes = lanes
    this.#whose = whose
    this.#read = read
    this.#messages = new Map(read.messages as ReadonlyMap<number, Stored<M>>)
  }

  /** Parsed when it is asked for: most statuses change their message alone. */
  get conversation(): C | undefined {
    this.#hasRead = true
    return this.#read.conversation.document as C | undefined
  }

  /** What was read: the conversation, and all messages that were asked for. */
  get read(): Pick<Read, 'conversation' | 'messages'> {
    return { conversation: this.#read.conversation, messages: this.#messages }
  }

  get others(): string[] {
    return this.#read.owners.filter((each) => each !== this.key)
  }

  async seen(id: string, at: number): Promise<boolean> {
    const { hears } = this.#whose
    if (hears?.id === id && hears.at === at) return this.#read.seen
    const rows = await this.#runner.run(seen, [this.#workshop, this.key, shortened(id), seenDay(at)])
    return rows.length > 0
  }

  async message(number: number): Promise<M | undefined> {
    let found = this.#messages.get(number)
    if (!found) {
      const values = [this.#workshop, this.key, number]
      const [row] = await this.#runner.run<{ version: number; data: string }>(message, values)
      found = row ? Stored.read<M>(row.version, row.data, this.#database.isFrozen) : Stored.missing
      this.#messages.set(number, found)
    }
    this.#looked.set(number, found.version)
    return found.document
  }

  async appointment(id: string): Promise<Appointment | undefined> {
    return findAppointment(this.#runner, this.#workshop, id)
  }

  async appointments(from: string, to: string): Promise<Appointment[]> {
    return appointmentsOn(this.#runner, this.#workshop, from, to)
  }

  async lockAgenda(): Promise<void> {
    if (this.#transaction) return
    // Of this node, one waits at the database and the others here: they would take all connections.
    this.#leaveAgenda = await this.#lanes.enter(`agenda ${this.#workshop}`)
    this.#transaction = await this.#database.begin()
    await lockAgenda(this.#transaction, this.#workshop)
  }

  /** @throws ChangedMeanwhileError, SlotTakenError, StoreUnavailableError */
  async commit(changes: Changes<C, M>, stamp: Stamp): Promise<void> {
    const { conversation, appointments = [], removedAppointments = [] } = changes
    const changesAgenda = appointments.length + removedAppointments.length > 0
    if (changesAgenda && !this.#transaction) throw new Error('The agenda was changed without being locked')
    const renamed = conversation && renaming(this.#aliasesBefore, conversation.aliases)
    if (renamed) {
      this.#transaction ??= await this.#database.begin()
      await rename(this.#transaction, this.#place, renamed, this.#owners)
    }
    await this.#write(changes, stamp)
    if (!this.#transaction) return
    const agenda = agendaWriting(this.#workshop, appointments, removedAppointments, stamp.now)
    try {
      await this.#transaction.commit(agenda)
    } catch (error) {
      const taken =
        isExclusion(error) && (await slotTaken(this.#database, this.#workshop, appointments, stamp.now))
      throw taken || (isExclusion(error) ? new ChangedMeanwhileError(error) : error)
    }
  }

  /** Lets go of whatever was not committed. */
  async release(): Promise<void> {
    await this.#transaction?.rollback()
    this.#leaveAgenda?.()
  }

  async #write(changes: Changes<C, M>, stamp: Stamp): Promise<void> {
    const basis = {
      ...this.#place,
      version: this.#read.conversation.version,
      hasRead: this.#hasRead,
      isRemembered: this.#read.isRemembered,
      messages: this.#looked,
    }
    const written = writing(basis, changes, stamp)
    // What was only remembered may be over: then nothing is known without a condition that held.
    if (this.#read.isRemembered && !written?.isConditional) throw new ChangedMeanwhileError()
    if (!written) return
    const rows = this.#transaction
      ? await this.#transaction.run<{ turned: number }>(written, written.values)
      : await this.#database.write<{ turned: number }>(written, written.values)
    if (!isWritten(rows)) throw new ChangedMeanwhileError()
  }

  get #aliasesBefore(): string[] {
    return this.#read.conversation.document ? (this.#read.conversation.document as C).aliases : []
  }

  get #workshop(): string {
    return this.#whose.workshop
  }

  get #place() {
    return { workshop: this.#workshop, key: this.key }
  }

  /** Of aliases that were looked up it is known to whom they led. */
  get #owners(): string[] | undefined {
    return 'aliases' in this.#whose ? this.#read.owners : undefined
  }

  /** While a transaction is open everything goes through it: a second connection could be waited for in vain. */
  get #runner(): Runner {
    return this.#transaction ?? this.#database
  }
}

const seen = {
  name: 'seen',
  text: `select 1 where ${isSeen({ conversation: '$2', id: '$3', day: '$4' })}`,
}

const message = {
  name: 'message',
  text: 'select version, data from message where workshop = $1 and conversation = $2 and number = $3',
}
