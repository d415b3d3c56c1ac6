import { TZDate } from '@date-fns/tz'
import { formatISO } from 'date-fns/formatISO'
import type { ChatMessage, Customer } from './chat.ts'

/** A message as `/sandbox` gives it: `at` is ISO 8601 with the workshop's offset. */
export type MessageView = Omit<ChatMessage, 'number' | 'at' | 'file'> & { at: string }

export function viewMessage({ number, at, file, ...message }: ChatMessage, zone: string): MessageView {
  return { ...message, at: isoTime(at, zone) }
}

export function viewCustomer({ phone, name, lastAt }: Customer, zone: string): object {
  return { phone, name, lastAt: lastAt === null ? null : isoTime(lastAt, zone) }
}

/** An instant (Unix ms) as ISO 8601 with the zone's offset, to the second. */
export function isoTime(at: number, zone: string): string {
  return formatISO(new TZDate(at, zone))
}
