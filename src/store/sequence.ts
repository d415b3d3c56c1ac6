import { compareKeys, type DocumentKey } from './documents.ts'
import { keys } from './keys.ts'
import { migrations, refuseNewer, versionAfter } from './migrations.ts'
import type { StoredRecord } from './record.ts'

/** Sees to it that the lines of an export follow each other as they were written: none twice, and all of them. */
export class Sequence {
  readonly #file: string
  #records = 0
  #kind = -1
  #place: DocumentKey = []
  /** The appointments so far of the same day. */
  readonly #ofDay = new Set<string>()

  constructor(file: string) {
    this.#file = file
  }

  /** @throws an Error that says why this line cannot stand here */
  accept(record: StoredRecord): void {
    const kind = order.indexOf(record.record)
    if (this.#kind < 0 && record.record !== 'chasqui') throw new Error('an export begins with its version')
    if (this.#kind === order.length - 1) throw new Error('it stands after the last line')
    if (kind < this.#kind) throw new Error(`a ${record.record} stands after a ${order[this.#kind]}`)
    if (kind > this.#kind) this.#place = []
    this.#kind = kind
    if (record.record === 'chasqui') refuseNewer(record.version, this.#file, versionAfter(migrations))
    else if (record.record === 'end') this.#end(record.records)
    else this.#follow(record)
  }

  /** @throws an Error when the last line is missing */
  finish(): void {
    if (this.#kind < order.length - 1) throw new Error('the file is cut off: its last line is missing')
  }

  #end(records: number): void {
    if (records !== this.#records) throw new Error(`${this.#records} of ${records} records are there`)
  }

  #follow(record: Item): void {
    const place = placeOf(record)
    const step = this.#records === 0 || this.#place.length === 0 ? 1 : compareKeys(place, this.#place)
    this.#records++
    this.#place = place
    if (record.record !== 'appointment') {
      if (step <= 0) throw new Error(step < 0 ? 'it is out of order' : 'it stands twice')
      return
    }
    if (step < 0) throw new Error('it is out of order')
    if (step > 0) this.#ofDay.clear()
    if (this.#ofDay.has(record.appointment.id)) throw new Error('it stands twice')
    this.#ofDay.add(record.appointment.id)
  }
}

type Item = Exclude<StoredRecord, { record: 'chasqui' | 'end' }>

const order: StoredRecord['record'][] = [
  'chasqui',
  'conversation',
  'message',
  'appointment',
  'seen',
  'entry',
  'contacts',
  'end',
]

/** The key of the document that a line is, or is in. */
function placeOf(record: Item): DocumentKey {
  switch (record.record) {
    case 'conversation':
      return keys.conversation(record.conversation.workshop, record.conversation.key)
    case 'message':
      return keys.message(record.workshop, record.key, record.message.number)
    case 'appointment':
      return keys.day(record.appointment.workshop, record.appointment.start.slice(0, 10))
    case 'seen':
      return keys.seen(record.workshop, record.day, record.key, record.id)
    case 'entry':
      return keys.entry(record.entry.at, record.entry.id)
    case 'contacts':
      return keys.contacts(record.portfolio)
  }
}
