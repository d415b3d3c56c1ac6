import { createHash } from 'node:crypto'
import type { Changes, Entry, View } from '../store/store.ts'
import { readContent } from '../whatsapp/content.ts'
import { type Fields, fields, words } from '../whatsapp/fields.ts'
import { type Inbound, readPayload } from '../whatsapp/inbound.ts'
import type { Alarm, Conversation, Message } from './conversation.ts'
import { type Heard, respond } from './respond.ts'
import { type House, Turn } from './turn.ts'

/** What became of another try. */
export interface Retried {
  isHandled: boolean
  /** Why not, a sentence. */
  reason?: string
  /** It failed again in its conversation, and is a new dead letter now. */
  isParkedAnew?: true
}

/**
 * Handles once more what was parked in a customer's conversation: a message, texts that had waited together, or an alarm.
 * The bot has the floor again, which it lost when it failed.
 */
export async function handleAgain(
  house: House,
  view: View<Conversation, Message>,
  { id, raw }: Entry,
  now: number,
): Promise<{ changes: Changes<Conversation, Message>; result: Retried }> {
  if (!view.conversation)
    return { changes: {}, result: { isHandled: false, reason: 'Its customer is not known any more' } }
  const turn = new Turn(house, view, { ...view.conversation, attention: 'bot' }, now)
  if (isAlarm(raw)) {
    const setting = ++turn.conversation.last.setting
    turn.conversation.alarms = [...turn.conversation.alarms, { ...raw, setting, dueAt: now }]
  } else await respond(house, turn, [heardOf(id, raw, now)])
  const { parked } = turn
  return {
    changes: turn.end(),
    result:
      parked === undefined ? { isHandled: true } : { isHandled: false, reason: parked, isParkedAnew: true },
  }
}

/** A dead letter as it is listed: nothing of what was said is in it. */
export interface Listed {
  id: string
  at: string
  reason: string
  workshop?: string
  customer?: string
}

export function listed({ id, at, reason, workshop, customer }: Entry): Listed {
  return {
    id: shortId({ id, at }),
    at: new Date(at).toISOString(),
    reason: oneLine(reason),
    ...(workshop && { workshop }),
    ...(customer && { customer }),
  }
}

/** What XState and others say of an error may have several lines. */
export function oneLine(reason = ''): string {
  return reason.replace(/\s+/g, ' ').trim()
}

/** Short enough to be typed; Meta's own ids are not. */
export function shortId({ at, id }: Pick<Entry, 'at' | 'id'>): string {
  return createHash('sha256').update(`${at} ${id}`).digest('hex').slice(0, 12)
}

/** What an item that could not be handled at all was, read again: by a newer version, it may be. */
export function readAgain(raw: unknown, number: string | undefined): Inbound[] {
  if (fields(raw).entry !== undefined) return readPayload(raw)
  if (fields(raw).changes !== undefined) return readPayload({ entry: [raw] })
  const [field, list] = placeOf(fields(raw))
  const value = { metadata: { phone_number_id: number }, [list]: [raw] }
  return readPayload({ entry: [{ changes: [{ field, value }] }] })
}

/** In which field's list an item stands: only what was written by us, and what is known of somebody, says to whom. */
function placeOf({ status, to, to_user_id, category }: Fields): [field: string, list: string] {
  if (status !== undefined) return ['messages', 'statuses']
  if (to !== undefined || to_user_id !== undefined) return ['smb_message_echoes', 'message_echoes']
  return category === undefined ? ['messages', 'messages'] : ['user_preferences', 'user_preferences']
}

function heardOf(id: string, raw: unknown, now: number): Heard {
  const texts = Array.isArray(raw) ? raw.map((each) => words(fields(each).text)) : [words(fields(raw).text)]
  const text = texts.filter((each) => each !== undefined).join('\n')
  const content = text === '' ? readContent(raw) : { kind: 'text' as const, text }
  return { content, at: now, wamids: id.split(' '), raw }
}

function isAlarm(raw: unknown): raw is Alarm {
  const { setting, event, name } = fields(raw)
  return typeof setting === 'number' && typeof name === 'string' && fields(event).type !== undefined
}
