import { randomBytes } from 'node:crypto'
import type { Batch, Documents } from '../store/documents.ts'
import { type ChatMessage, type Content, type Customer, partiesOf } from './chat.ts'
import type { StoredFile } from './files.ts'
import { keys } from './keys.ts'

/** A webhook that the server has not answered with 200 yet. */
export interface Webhook {
  /** Names the chat (`chatOf`). */
  phone: string
  /** Number of the message that it is about, and its place among that message's webhooks. */
  message: number
  step: number
  /** Whether it brings a message or tells how far one came. */
  kind: 'message' | 'status'
  payload: object
  /** It is brought then, Unix ms by the sandbox's clock; else at once. */
  notBefore?: number
  /** It is brought after the next one of this chat. */
  isBehind?: true
}

/** One change of a chat: what it sees, and what it writes, all of it together. Made by `Chats.change`. */
export class Change {
  readonly owed: Webhook[] = []
  touched = false
  readonly at: number
  readonly #chat: string
  readonly #documents: Documents
  readonly #batch: Batch
  readonly #customer: { data: Customer; write: () => void }

  constructor(chat: string, at: number, documents: Documents, batch: Batch) {
    const { phone } = partiesOf(chat)
    this.#chat = chat
    this.at = at
    this.#documents = documents
    this.#batch = batch
    const name = `Cliente ${phone.slice(-4)}`
    this.#customer = batch.open<Customer>(keys.customer(chat), {
      phone,
      name,
      lastAt: null,
      heardAt: null,
      last: 0,
    })
  }

  get customer(): Customer {
    return this.#customer.data
  }

  *newestFirst(): Iterable<ChatMessage> {
    for (const { value } of this.#documents.range<ChatMessage>(keys.newestFirst(this.#chat))) yield value
  }

  /** Adds a message at the end, with a new id unless it has one; of the last 500 the oldest leaves. */
  add(from: ChatMessage['from'], content: Content, options: { id?: string; at?: number } = {}): ChatMessage {
    const { id = newId(), at = this.at } = options
    const number = ++this.customer.last
    const message: ChatMessage = {
      number,
      id,
      from,
      at,
      ...content,
      status: from === 'customer' ? 'sent' : 'read',
    }
    this.customer.lastAt = Math.max(at, this.customer.lastAt ?? 0)
    if (from === 'customer') this.customer.heardAt = Math.max(at, this.customer.heardAt ?? 0)
    this.#customer.write()
    this.#put(message)
    this.#batch.put(keys.id(id), { phone: this.#chat, number })
    this.#forget(number - keptMessages)
    return message
  }

  /** Whether the customer is on WhatsApp. */
  setReachable(isReachable: boolean): void {
    if (isReachable) delete this.customer.isUnreachable
    else this.customer.isUnreachable = true
    this.#customer.write()
  }

  mark(message: ChatMessage, status: ChatMessage['status']): void {
    this.#put({ ...message, status })
  }

  /** Keeps a file for as long as the message that brings it. */
  addFile(file: StoredFile): void {
    this.#batch.put(keys.file(file.id), file)
  }

  owe(webhook: Omit<Webhook, 'phone'>): void {
    const owed = { phone: this.#chat, ...webhook }
    this.#batch.put(keys.webhook(owed), owed)
    this.owed.push(owed)
  }

  settle(webhook: Webhook): void {
    this.#batch.remove(keys.webhook(webhook))
    const message = this.#documents.get<ChatMessage>(keys.message(webhook.phone, webhook.message))
    if (message?.status === 'sent' && webhook.kind === 'message') this.mark(message, 'delivered')
  }

  #put(message: ChatMessage): void {
    this.#batch.put(keys.message(this.#chat, message.number), message)
    this.touched = true
  }

  #forget(number: number): void {
    const old = this.#documents.get<ChatMessage>(keys.message(this.#chat, number))
    if (!old) return
    this.#batch.remove(keys.message(this.#chat, number))
    this.#batch.remove(keys.id(old.id))
    if (old.file !== undefined) this.#batch.remove(keys.file(old.file))
  }
}

const keptMessages = 500

function newId(): string {
  return `wamid.${randomBytes(30).toString('base64url')}`
}
