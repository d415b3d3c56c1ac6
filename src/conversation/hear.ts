import { readInterrupt } from '../language/interrupts.ts'
import type { Changes, View } from '../store/store.ts'
import type { InboundMessage } from '../whatsapp/inbound.ts'
import type { Conversation, Message } from './conversation.ts'
import { correct } from './correct.ts'
import { owedFile } from './fetched.ts'
import { emptied, isFlooding, isWaiting, wait } from './inbox.ts'
import { newConversation } from './newConversation.ts'
import { respond } from './respond.ts'
import { type House, Turn } from './turn.ts'
import { isStranger } from './unclear.ts'

/** Meta comes again with a message for up to 7 days: what is older than this is recorded and not answered. */
export const oldestAnswered = 8 * 86_400_000

/** What is older than this when it arrives was sent into an outage: its moment is over. */
export const latestAnswered = 15 * 60_000

/** What became of an inbound message. */
export interface Outcome {
  key: string
  /** False when it was handled before. */
  isNew: boolean
  /** Whether something is, or soon will be, said in return. */
  answers: boolean
  /** Number of the message whose file is to be fetched, if it brought one. */
  fetches?: number | undefined
  /** Nothing was done yet: conversations that may be one customer's have to be told apart, or joined, first. */
  unclear?: string[]
}

/** A customer's message, taken from arrival to what has to be committed. */
export async function hear(
  house: House,
  view: View<Conversation, Message>,
  message: InboundMessage,
  now: number,
): Promise<{ changes: Changes<Conversation, Message>; result: Outcome }> {
  const seen = seenAs(message)
  const { key } = view
  // A phone that comes with a former user id is nobody's word against whoever has it now.
  const isOld = view.conversation !== undefined && isFormer(view.conversation, message.sender)
  if (!isOld && (view.others.length > 0 || isStranger(view.conversation, message.sender)))
    return {
      changes: {},
      result: { key, isNew: true, answers: false, unclear: [key, ...view.others] },
    }
  if (await view.seen(seen.id, seen.at)) return { changes: {}, result: { key, isNew: false, answers: false } }
  const turn = new Turn(house, view, known(view, house, message.sender), now)
  turn.goOn()
  // A clock that runs ahead must not keep the window open for longer.
  const at = Math.min(message.at ?? now, now)
  const kept = {
    from: 'customer' as const,
    at,
    type: message.type,
    text: textOf(message),
    inboundId: message.id,
    ...rawOf(message),
    ...(message.answers !== undefined && { answers: message.answers }),
    ...(message.referral && { referral: message.referral }),
  }
  const { content } = message
  const fetches = keep(turn, kept, message)
  if (content.kind === 'edit' || content.kind === 'revoke') await correct(turn, view, content, at)
  else if (content.kind !== 'silent' && now - at <= oldestAnswered) await take(house, turn, message, at)
  const answers = turn.sayings > 0 || isWaiting(turn.conversation)
  const changes = turn.end({ seen })
  return { changes, result: { key, isNew: true, answers, fetches } }
}

/** Adds it to the transcript; a file that it brings is owed from now on. @returns the number of a message that has one */
function keep(
  turn: Turn,
  kept: Omit<Message, 'id' | 'number' | 'turn'>,
  { content }: InboundMessage,
): number | undefined {
  if (content.kind !== 'media' || content.id === undefined) {
    turn.keep(kept)
    return undefined
  }
  const { conversation, now } = turn
  const number = conversation.last.message + 1
  const { media, fetching } = owedFile({ ...content, id: content.id }, { number, at: kept.at, now })
  turn.keep({ ...kept, media })
  if (!fetching) return undefined
  conversation.fetching = [...(conversation.fetching ?? []), fetching]
  return number
}

/** What a message is known by, should Meta bring it again. */
export function seenAs({ id, at }: InboundMessage): { id: string; at: number } {
  return { id, at: at ?? 0 }
}

/** Answers it now, with what waits before it; or lets it wait for the rest of what the customer is writing. */
async function take(house: House, turn: Turn, message: InboundMessage, at: number): Promise<void> {
  const { conversation, now } = turn
  const { content } = message
  delete conversation.refusedAt
  conversation.lastHeardAt = Math.max(conversation.lastHeardAt ?? 0, at)
  const interrupt = content.kind === 'text' ? readInterrupt(content.text, house.words) : null
  if (isLeft(house, conversation, now)) conversation.attention = 'bot'
  if (conversation.attention === 'human' && interrupt !== 'optOut') {
    if (content.kind === 'text' && interrupt === null) await turn.comment(content.text)
    return
  }
  const isLate = now - at > latestAnswered && interrupt !== 'optOut'
  const isText = content.kind === 'text'
  const isFlood = interrupt !== 'optOut' && isFlooding(conversation, now)
  if (isLate || isFlood || (isText && !interrupt && house.burst > 0)) {
    wait(conversation, { message, at, isLate: isLate || !isText, isFlood }, now, house.burst)
    return
  }
  const heard = {
    content,
    at,
    wamids: [message.id],
    raw: message.raw,
    message: `${conversation.key}.${conversation.last.message}`,
  }
  await respond(house, turn, [...emptied(conversation).fresh, heard])
}

/** Whether a person took the floor, and has said nothing for long. */
function isLeft({ workshop }: House, { attention, attendedAt }: Conversation, now: number): boolean {
  const { handBack } = workshop
  return attention === 'human' && handBack !== null && now - (attendedAt ?? now) > handBack * 3_600_000
}

/** The conversation, brought up to date with what a payload says of its sender. */
export function known(
  view: View<Conversation, Message>,
  house: House,
  sender: InboundMessage['sender'],
): Conversation {
  const conversation = view.conversation ?? newConversation(view.key, house.workshop.id)
  const name = conversation.saidName ?? sender.name ?? conversation.name
  // Sent before the phone or user id changed, and come after: it says nothing of who they are now.
  if (isFormer(conversation, sender)) return { ...conversation, name }
  return { ...conversation, ...nowKnownBy(conversation, sender), name }
}

/** What a conversation is known by, once its customer has this phone and this user id. */
export function nowKnownBy(
  { aliases, phone, userId }: Conversation,
  now: InboundMessage['sender'],
): Pick<Conversation, 'aliases' | 'phone' | 'userId'> {
  const others = aliasesOf(now).filter((alias) => !aliases.includes(alias))
  return {
    aliases: others.length > 0 ? [...aliases, ...others] : aliases,
    phone: now.phone ?? phone,
    userId: now.userId ?? userId,
  }
}

function isFormer({ aliases, userId: current }: Conversation, { userId }: InboundMessage['sender']): boolean {
  return userId !== undefined && current !== null && userId !== current && aliases.includes(`user:${userId}`)
}

/** What a sender is known by. */
export function aliasesOf({ phone, userId }: InboundMessage['sender']): string[] {
  return [...(userId ? [`user:${userId}`] : []), ...(phone ? [`phone:${phone}`] : [])]
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
