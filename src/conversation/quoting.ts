import { randomBytes } from 'node:crypto'
import type { Appointment, Status } from '../agenda/appointment.ts'
import { quietUntil } from '../agenda/quietHours.ts'
import { isAnswered, money, type Quote, type QuoteLine, sumOf } from '../agenda/quote.ts'
import { isoIn } from '../agenda/zone.ts'
import { namesLine, readLines } from '../language/lines.ts'
import type { Changes, View } from '../store/store.ts'
import type { Conversation, Message } from './conversation.ts'
import { nextDue } from './due.ts'
import { type Asking, titleOf } from './places.ts'
import type { Services } from './services.ts'
import type { House } from './turn.ts'
import type { TalkEvent } from './vocabulary.ts'

/** A quote as the workshop hands it in; the same request bears the same id. */
export interface Quoting {
  id?: string | undefined
  currency: string
  lines: Pick<QuoteLine, 'id' | 'title' | 'price'>[]
}

export type Quoted = { quote: Quote; isNew: boolean } | { notIn: Status } | { unknown: true }

/** Puts a quote to a customer, in place of those before. Nothing is said at night. `now`: Unix ms. */
export async function sendQuote(
  { workshop }: House,
  view: View<Conversation, Message>,
  appointment: string,
  { id, currency, lines }: Quoting,
  now: number,
): Promise<{ changes: Changes<Conversation, Message>; result: Quoted }> {
  await view.lockAgenda()
  const found = await view.appointment(appointment)
  const { conversation } = view
  if (!conversation || found?.customer !== conversation.key) return { changes: {}, result: { unknown: true } }
  const before = found.quotes?.find((each) => each.id === id)
  if (before) return { changes: {}, result: { quote: before, isNew: false } }
  if (!quotable.has(found.status)) return { changes: {}, result: { notIn: found.status } }
  const { zone, quietHours } = workshop
  const quote: Quote = {
    id: id ?? `q${BigInt(`0x${randomBytes(8).toString('hex')}`).toString(36)}`,
    at: isoIn(zone, now),
    currency,
    lines: lines.map(({ id, title, price }) => ({ id, title, price })),
  }
  const dueAt = (quietHours && quietUntil(quietHours, zone, now)) ?? now
  const name = `quote/${appointment}`
  const setting = conversation.last.setting + 1
  const event: TalkEvent = { type: 'staff.quoted', appointment, quote: quote.id, at: isoIn(zone, dueAt) }
  const after: Conversation = {
    ...conversation,
    last: { ...conversation.last, setting },
    alarms: [
      ...conversation.alarms.filter((alarm) => alarm.frame !== null || alarm.name !== name),
      { frame: null, name, setting, dueAt, event },
    ],
  }
  after.dueAt = nextDue(after)
  const changed: Appointment = { ...found, quotes: [...(found.quotes ?? []), quote] }
  return { changes: { conversation: after, appointments: [changed] }, result: { quote, isNew: true } }
}

const quotable = new Set<Status>(['booked', 'confirmed', 'arrived', 'inWork', 'ready', 'done'])

/** A quote that can still be answered, in the customer's language. */
export async function findQuote(
  asking: Asking,
  { appointment, quote: id }: Services['findQuote']['input'],
): Promise<Services['findQuote']['output']> {
  const found = await current(asking, appointment, id)
  if (!found) return { quote: null }
  const { quote } = found
  const lines = quote.lines.map(({ id, title, price }) => ({
    id,
    title,
    price: priced(asking, quote, price),
  }))
  const total = priced(asking, quote, sumOf(quote.lines))
  return { quote: { id, service: titleOf(asking.workshop, found.appointment), lines, total } }
}

/** What some of its lines come to. */
export async function sumQuote(
  asking: Asking,
  { appointment, quote: id, lines }: Services['sumQuote']['input'],
): Promise<Services['sumQuote']['output']> {
  const found = await current(asking, appointment, id)
  const chosen = found?.quote.lines.filter((each) => lines.includes(each.id)) ?? []
  return { total: found ? priced(asking, found.quote, sumOf(chosen)) : '' }
}

/** The lines that are said in words; null when none are. */
export async function readQuote(
  asking: Asking,
  { appointment, quote: id, text }: Services['readQuote']['input'],
): Promise<Services['readQuote']['output']> {
  const found = await current(asking, appointment, id)
  const titles = found?.quote.lines.map(({ title }) => title) ?? []
  const places = readLines(text, titles)
  return { lines: places?.map((place) => found!.quote.lines[place]!.id) ?? null }
}

/** Keeps what the customer says to each line, once and for all. */
export async function answerQuote(
  asking: Asking,
  { appointment: of, quote: id, approved }: Services['answerQuote']['input'],
): Promise<Services['answerQuote']['output']> {
  await asking.view.lockAgenda()
  const found = await current(asking, of, id)
  if (!found) return { isAnswered: false }
  const { conversation, workshop, now } = asking
  const { key: customer, phone, name } = conversation
  const shown = await shownOf(asking, of)
  const lines = found.quote.lines.map((line) => ({
    ...line,
    answer: {
      approved: approved.includes(line.id),
      at: isoIn(workshop.zone, now),
      by: { customer, phone, name },
      message: shown?.id ?? null,
      text: (shown?.type === 'template' ? shown.outside : undefined) ?? shown?.text ?? '',
    },
  }))
  const { appointment, quote } = found
  const quotes = appointment.quotes!.map((each) => (each.id === quote.id ? { ...quote, lines } : each))
  asking.changed.set(of, { ...appointment, quotes })
  return { isAnswered: true }
}

/** Whose answered quote somebody goes back on, or has something to add to. */
export async function reconsiderQuote(
  asking: Asking,
  { text, isVague }: Services['reconsiderQuote']['input'],
): Promise<Services['reconsiderQuote']['output']> {
  const shown = await lastShown(asking, ({ about, cause }) => about !== undefined && cause?.flow === 'quote')
  const appointment = shown && (await asking.view.appointment(shown.about!))
  const quote = appointment?.quotes?.at(-1)
  if (!appointment || !quote || !isAnswered(quote) || !underWay.has(appointment.status))
    return { appointment: null }
  const at = Math.max(...quote.lines.map(({ answer }) => Date.parse(answer?.at ?? '')))
  const isMeant =
    namesLine(
      text,
      quote.lines.map(({ title }) => title),
    ) || isVague
  return { appointment: isMeant && asking.now - at < reconsidered ? appointment.id : null }
}

const underWay = new Set<Status>(['booked', 'confirmed', 'arrived', 'inWork', 'ready'])

/** How long after an answer it may still be taken back in words, in ms. */
const reconsidered = 7 * 24 * 60 * 60 * 1000

/** The last quote of one of the customer's appointments, if it is this one, and was not answered. */
async function current(
  { view, conversation, changed }: Asking,
  of: string,
  id: string,
): Promise<{ appointment: Appointment; quote: Quote } | undefined> {
  const appointment = changed.get(of) ?? (await view.appointment(of))
  const quote = appointment?.quotes?.at(-1)
  if (appointment?.customer !== conversation.key || quote?.id !== id || isAnswered(quote)) return undefined
  return quotable.has(appointment.status) ? { appointment, quote } : undefined
}

/** The last message that showed it. */
async function shownOf(asking: Asking, appointment: string): Promise<Message | undefined> {
  return lastShown(asking, ({ about, cause }) => about === appointment && cause?.flow === 'quote')
}

async function lastShown(
  { view, conversation }: Asking,
  isIt: (message: Message) => boolean,
): Promise<Message | undefined> {
  const { message: last } = conversation.last
  for (let number = last; number > Math.max(0, last - farthest); number--) {
    const message = await view.message(number)
    if (message && isIt(message)) return message
  }
  return undefined
}

/** How many messages back it may stand. */
const farthest = 100

function priced({ conversation, workshop }: Asking, { currency }: Quote, amount: number): string {
  return money(amount, currency, conversation.language ?? workshop.language)
}
