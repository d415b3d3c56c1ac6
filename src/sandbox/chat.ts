import type { Bucket } from './limits.ts'

/** A customer as the sandbox knows them. Times are Unix ms. */
export interface Customer {
  /** Digits only. */
  phone: string
  /** Profile name. */
  name: string
  /** When the last message of the chat was written, by either side. */
  lastAt: number | null
  /** When the customer last wrote: Meta's 24 h window counts from here. */
  heardAt: number | null
  /** Number of the chat's last message; they count from 1. */
  last: number
  /** What is left of what may be sent to them at this pace. */
  pair?: Bucket
  /** Not on WhatsApp: what is sent to them fails. */
  isUnreachable?: true
}

/**
 * Names one customer's chat with one workshop: the phone and, where there are several workshops, the workshop. It stands
 * for the phone in what the sandbox keeps.
 */
export function chatOf(phone: string, { workshop }: { workshop?: string }): string {
  return workshop === undefined ? phone : `${phone} ${workshop}`
}

/** Whose chat it is, as events and lists tell it. */
export function partiesOf(chat: string): { phone: string; workshop?: string } {
  const [phone = '', workshop] = chat.split(' ')
  return workshop === undefined ? { phone } : { phone, workshop }
}

/** A message as the customer's phone shows it. */
export interface ChatMessage {
  number: number
  /** Meta's id (`wamid.…`). */
  id: string
  from: 'customer' | 'workshop'
  at: number
  /** Meta's name for its type. */
  type: string
  text: string
  /** What can be tapped: reply buttons, list rows, a template's quick replies. */
  options: Option[]
  /** Of a list: the words on the button that opens it. */
  list?: string
  header?: string
  footer?: string
  /** Of a button that opens a page. */
  url?: string
  /** The id of the file that came with it. */
  file?: string
  status: 'sent' | 'delivered' | 'read'
}

export interface Option {
  id: string
  title: string
  description?: string
}

/** What a message says, whoever wrote it. */
export type Content = Omit<ChatMessage, 'number' | 'id' | 'from' | 'at' | 'status'>

/**
 * The option that a customer means by `wanted`, an id as shown or a title in any case, in the newest message that has it.
 * `messages` come newest first.
 */
export function findOption(
  messages: Iterable<ChatMessage>,
  wanted: string,
): { message: ChatMessage; option: Option } | undefined {
  for (const message of messages) {
    const option =
      message.options.find(({ id }) => id === wanted) ??
      message.options.find(
        ({ id, title }) => folded(title) === folded(wanted) || folded(id) === folded(wanted),
      )
    if (option) return { message, option }
  }
  return undefined
}

function folded(words: string): string {
  return words.trim().normalize('NFC').toLocaleLowerCase('es')
}
