import { staysAsIs } from '../language/asIs.ts'
import { readChoice } from '../language/choices.ts'
import { type InterruptWords, readInterrupt } from '../language/interrupts.ts'
import { readKilometres } from '../language/kilometres.ts'
import type { Language } from '../language/language.ts'
import { readName } from '../language/names.ts'
import { readPlate } from '../language/plates.ts'
import { tellsProblem } from '../language/problem.ts'
import { saidOf } from '../language/said.ts'
import { readService } from '../language/services.ts'
import { understand } from '../language/understand.ts'
import { meansAnotherVehicle, readModel, readVehicle } from '../language/vehicle.ts'
import { asksToWait, leavesList } from '../language/waiting.ts'
import type { When } from '../language/when.ts'
import type { Content } from '../whatsapp/inbound.ts'
import type { Conversation, Frame } from './conversation.ts'
import type { CustomerWrote, InterruptType, TalkEvent } from './vocabulary.ts'
import { readWireId } from './wireId.ts'

/** What a message is, once it was recognised: an event for a frame (null: whichever is in front), or a tap that came too late. */
export type Recognised =
  | { event: TalkEvent; frame: number | null; name?: string | null }
  | { interrupt: InterruptType; wrote: CustomerWrote }
  | { old: true; said: Recognised }
  | { unreadable: true; event: TalkEvent }
  | { silent: true }

/** What a message is recognised by. */
export interface Known {
  now: number
  /** ISO 8601 with the workshop's offset. */
  at: string
  zone: string
  services: { id: string; title: string }[]
  words: InterruptWords
  /** What the customer mostly writes in. */
  language?: Language
  /** Id of the message, where it is one of its own in the transcript. */
  message?: string | undefined
}

/** Recognises, once and for all flows, what a customer's message means. Pure. */
export function recognise(conversation: Conversation, content: Content, known: Known): Recognised {
  const front = conversation.talk.at(-1)
  switch (content.kind) {
    case 'text':
      return recogniseText(front, content.text, known)
    case 'tap':
      return recogniseTap(conversation, content, known)
    case 'media': {
      const { media, caption, place } = content
      const event: TalkEvent = {
        type: 'customer.sentMedia',
        media,
        at: known.at,
        ...(caption && { caption }),
        ...(place && { data: { ...place } }),
        ...(known.message !== undefined && { message: known.message }),
      }
      return { unreadable: true, event }
    }
    case 'structured': {
      const { what, data } = content
      const event: TalkEvent = { type: 'customer.sentMedia', media: what, data: { ...data }, at: known.at }
      return { unreadable: true, event }
    }
    case 'welcome':
      return { interrupt: 'customer.askedMenu', wrote: { ...said(''), at: known.at } }
    case 'unreadable':
      return { unreadable: true, event: { type: 'customer.sentMedia', media: 'unreadable', at: known.at } }
    case 'edit':
    case 'revoke':
    case 'silent':
      return { silent: true }
  }
}

function said(text: string): Omit<CustomerWrote, 'at'> {
  return {
    type: 'customer.wrote',
    text,
    when: [],
    intent: null,
    service: null,
    plate: null,
    vehicle: null,
    model: null,
    isAnotherVehicle: false,
    name: null,
    kilometres: null,
    asksToWait: false,
    leavesList: false,
    isProblem: false,
  }
}

/** "Frenos el jueves a las 9": a work that is offered, and when or for what, which a choice alone would lose. */
function saysMore({ service, when, vehicle, intent, isProblem }: CustomerWrote, choice: string): boolean {
  const isPlain = !isProblem && (intent === null || intent === 'book')
  return service === choice && isPlain && (when.length > 0 || vehicle !== null)
}

function recogniseText(front: Frame | undefined, text: string, known: Known): Recognised {
  const said = saidOf(text)
  const { intent: wish, when: days } = understand(said, known)
  const isProblem = tellsProblem(said)
  // "Hace ruido la dirección" asks for no address.
  const intent = isProblem && wish === 'location' ? null : wish
  const when = sameHour.test(said.sentence) ? days.map(atSameHour) : days
  const wrote: CustomerWrote = {
    type: 'customer.wrote',
    text,
    when,
    intent,
    service: readService(said, known.services),
    plate: readPlate(said),
    vehicle: readVehicle(said),
    model: readModel(said),
    isAnotherVehicle: meansAnotherVehicle(said),
    name: readName(said),
    kilometres: readKilometres(said),
    asksToWait: asksToWait(said),
    leavesList: leavesList(said),
    isProblem,
    at: known.at,
  }
  const options = front?.question?.options ?? []
  const interrupt = readInterrupt(said, known.words)
  // "Cancelar" is what is on offer, where cancelling is.
  const isOffered = interrupt === 'cancel' && options.some(({ means }) => means?.includes('cancel'))
  if (interrupt && !isOffered) return { interrupt: interrupts[interrupt], wrote }
  const saidDay = when.some((each) => each.saidDay)
  // Who names a time or a wish of another kind does not mean an option that has a word in common with it.
  const isWish =
    intent !== null && wishes.has(intent) && !options.some(({ means }) => means?.includes(intent))
  const whole = options.find(({ title }) => title === text.trim())
  // "No, mejor frenos" says what is wrong, and is no plain no.
  const corrects = intent === 'no' && (wrote.service ?? wrote.plate) !== null
  const isMore = when.length > 0 || corrects || (intent === 'no' && wrote.isAnotherVehicle)
  // "Está bien así" is a yes by its words, and wants none of what is offered.
  const same = staysAsIs(said) ? options.find(({ means }) => means?.includes('asIs')) : undefined
  const choice = same
    ? same.id
    : isWish
      ? whole?.id
      : readChoice(said, options, isMore ? null : intent, saidDay)
  const chosen = options.find(({ id }) => id === choice)
  if (!chosen || (chosen.isWorded && /^\W*\d+\W*$/.test(text)) || saysMore(wrote, chosen.id))
    return { event: wrote, frame: null, name: wrote.name }
  return {
    event: { type: 'customer.chose', choice: chosen.id, title: chosen.title, at: known.at },
    frame: null,
    name: wrote.name,
  }
}

/**
 * A tap counts when it answers the last question of a flow that still runs. One on older buttons counts only when its
 * option says everything by itself (`lasting`), and is still on offer or nothing else is being talked about. What is old is
 * given with what it would mean as words: some mean the same for ever.
 */
function recogniseTap(
  conversation: Conversation,
  { id, title }: { id: string; title: string },
  known: Known,
): Recognised {
  const wire = readWireId(id)
  const chose = (choice: string): TalkEvent => ({ type: 'customer.chose', choice, title, at: known.at })
  if (!wire) return recogniseText(conversation.talk.at(-1), title, known)
  const frame = conversation.talk.find((each) => each.id === wire.frame)
  const option = frame?.question?.options.find((each) => each.id === wire.choice)
  if (frame && option && (option.lasting || frame.question?.turn === wire.turn)) {
    return { event: chose(wire.choice), frame: frame.id }
  }
  if (conversation.talk.length === 0) return { event: chose(wire.choice), frame: null }
  return { old: true, said: recogniseText(undefined, title, known) }
}

const sameHour = /(?:misma hora|mismo horario|mesma hora|mesmo horario|same (?:time|hour))/

/** "El jueves a la misma hora". */
function atSameHour(when: When): When {
  return when.saidTime ? when : { ...when, atSameHour: true }
}

const wishes = new Set([
  'my_bookings',
  'menu',
  'human',
  'price',
  'hours',
  'location',
  'reschedule',
  'status',
  'late',
  'complaint',
  'back',
])

const interrupts: Record<'cancel' | 'menu' | 'person' | 'optOut', InterruptType> = {
  cancel: 'customer.cancelled',
  menu: 'customer.askedMenu',
  person: 'customer.askedPerson',
  optOut: 'customer.optedOut',
}
