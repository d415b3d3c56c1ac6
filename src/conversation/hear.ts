import { isoIn } from '../agenda/zone.ts'
import type { Changes, View } from '../store/store.ts'
import type { InboundMessage } from '../whatsapp/inbound.ts'
import { names, restore } from './chart.ts'
import type { Conversation, Message } from './conversation.ts'
import { recognise } from './door.ts'
import { isPoison, type Stimulus } from './step.ts'
import { type House, Turn } from './turn.ts'
import type { CustomerWrote, InterruptType, TalkEvent } from './vocabulary.ts'

/** Meta comes again with a message for up to 7 days: what is older than this is recorded and not answered. */
export const oldestAnswered = 8 * 86_400_000

/** A customer's message, taken from arrival to what has to be committed. */
export async function hear(
  house: House,
  view: View<Conversation, Message>,
  message: InboundMessage,
  now: number,
): Promise<{ changes: Changes<Conversation, Message>; result: Heard }> {
  const seen = { id: message.id, at: message.at ?? 0 }
  if (await view.seen(seen.id, seen.at)) return { changes: {}, result: { key: view.key, isNew: false } }
  const turn = new Turn(house, view, known(view, house, message.sender), now)
  // A clock that runs ahead must not keep the window open for longer.
  const at = Math.min(message.at ?? now, now)
  turn.keep({
    from: 'customer',
    at,
    type: message.type,
    text: textOf(message),
    wamid: message.id,
    ...rawOf(message),
  })
  const isLate = now - at > oldestAnswered
  if (message.content.kind !== 'silent' && !isLate) {
    try {
      await respond(house, turn, message, at)
      turn.speak()
    } catch (error) {
      if (!isPoison(error)) throw error
      await poisoned(turn, message, error)
      turn.speak()
    }
  }
  return { changes: turn.end({ seen }), result: { key: view.key, isNew: true, answers: !turn.saidNothing } }
}

export interface Heard {
  key: string
  /** False when it was handled before. */
  isNew: boolean
  /** Whether something is said in return. */
  answers?: boolean
}

async function respond(house: House, turn: Turn, message: InboundMessage, at: number): Promise<void> {
  const { conversation } = turn
  const { zone } = house.workshop
  conversation.lastHeardAt = Math.max(conversation.lastHeardAt ?? 0, at)
  const recognised = recognise(conversation, message.content, {
    now: turn.now,
    at: isoIn(zone, turn.now),
    zone,
    words: house.words,
  })
  const unreadableBefore = conversation.unreadableAt
  conversation.unreadableAt = 'unreadable' in recognised ? at : null
  const stopsAll = 'interrupt' in recognised && recognised.interrupt === 'customer.optedOut'
  if (conversation.attention === 'human' && !stopsAll) return
  if ('interrupt' in recognised) await interrupt(house, turn, recognised.interrupt, recognised.wrote)
  else if ('unreadable' in recognised) {
    await unreadable(house, turn, recognised.event, at - (unreadableBefore ?? Number.NEGATIVE_INFINITY))
  } else if ('old' in recognised) tooLate(turn)
  else if ('event' in recognised) await handle(house, turn, recognised.frame, recognised.event)
}

/** An event for the flow in front, or for the one that greets when nothing is being talked about. */
async function handle(house: House, turn: Turn, to: number | null, event: TalkEvent): Promise<void> {
  const { conversation } = turn
  const frame = to ?? conversation.talk.at(-1)?.id
  await turn.run(frame === undefined ? greet(house, turn, event) : [{ frame, event }])
  if (!turn.saidNothing || conversation.attention === 'human') return
  // Silence is a fault: something was said to us, and nobody answered.
  turn.say('engine.notUnderstood')
  if (conversation.talk.length > 0) turn.sayAgain()
  else await turn.run(greet(house, turn, { type: 'customer.askedMenu', at: event.at }))
}

function greet(house: House, { conversation }: Turn, event: TalkEvent): Stimulus[] {
  return [
    { start: house.flows.greets, input: {} },
    { frame: conversation.last.frame + 1, event },
  ]
}

async function interrupt(house: House, turn: Turn, type: InterruptType, wrote: CustomerWrote): Promise<void> {
  const { conversation } = turn
  const { at } = wrote
  const front = conversation.talk.at(-1)
  const flow = front && house.flows.flows[front.flow]
  if (front && flow && type !== 'customer.optedOut' && names(restore(flow, front.snapshot), type)) {
    return handle(house, turn, front.id, { type, at })
  }
  switch (type) {
    case 'customer.optedOut':
      if (conversation.optedOut) return
      conversation.optedOut = true
      await turn.endTalk()
      return turn.say('engine.optedOut')
    case 'customer.askedPerson':
      conversation.attention = 'human'
      return turn.say('engine.personCalled')
    case 'customer.cancelled':
      if (!front) return handle(house, turn, null, wrote)
      await turn.endTalk()
      return turn.say('engine.cancelled')
    case 'customer.askedMenu':
      await turn.endTalk()
      return handle(house, turn, null, { type, at })
  }
}

/** Says once per burst what can be read here, and asks again what was asked. */
async function unreadable(house: House, turn: Turn, event: TalkEvent, sinceLast: number): Promise<void> {
  const front = turn.conversation.talk.at(-1)
  const flow = front && house.flows.flows[front.flow]
  if (front && flow && names(restore(flow, front.snapshot), event.type))
    return handle(house, turn, front.id, event)
  if (sinceLast < unreadableBurst) return
  turn.say('engine.unreadable')
  turn.sayAgain()
}

const unreadableBurst = 60_000

function tooLate(turn: Turn): void {
  turn.say(turn.conversation.talk.at(-1)?.question ? 'engine.oldButton' : 'engine.oldButtonAlone')
  turn.sayAgain()
}

/** No flow could handle it: the message is parked, the customer is told once, and a person gets the floor. */
async function poisoned(turn: Turn, message: InboundMessage, error: Error): Promise<void> {
  turn.unsay()
  await turn.endTalk()
  turn.conversation.attention = 'human'
  turn.park({ id: message.id, at: turn.now, kind: 'deadLetter', reason: error.message, raw: message.raw })
  turn.say('engine.failed')
}

/** The conversation, brought up to date with what a payload says of its sender. */
export function known(
  view: View<Conversation, Message>,
  house: House,
  sender: InboundMessage['sender'],
): Conversation {
  const conversation = view.conversation ?? newConversation(view.key, house.workshop.id)
  const aliases = new Set([...conversation.aliases, ...aliasesOf(sender)])
  return {
    ...conversation,
    aliases: [...aliases],
    phone: sender.phone ?? conversation.phone,
    userId: sender.userId ?? conversation.userId,
    name: sender.name ?? conversation.name,
  }
}

/** What a sender is known by. */
export function aliasesOf({ phone, userId }: InboundMessage['sender']): string[] {
  return [...(userId ? [`user:${userId}`] : []), ...(phone ? [`phone:${phone}`] : [])]
}

export function newConversation(key: string, workshop: string): Conversation {
  return {
    workshop,
    key,
    aliases: [],
    dueAt: null,
    phone: null,
    userId: null,
    name: null,
    attention: 'bot',
    optedOut: false,
    talk: [],
    alarms: [],
    owed: [],
    appointments: [],
    hold: null,
    lastHeardAt: null,
    unreadableAt: null,
    last: { turn: 0, frame: 0, setting: 0, message: 0 },
  }
}

function textOf({ content }: InboundMessage): string {
  if (content.kind === 'text') return content.text
  if (content.kind === 'tap') return content.title
  return content.kind === 'media' ? (content.caption ?? '') : ''
}

/** What the bot can read is in the transcript; the rest is kept as it came. */
function rawOf({ content, raw }: InboundMessage): { raw?: unknown } {
  return content.kind === 'text' || content.kind === 'tap' ? {} : { raw }
}
