import type { Reading } from '../agenda/recall.ts'
import type { ConversationRow, MessageRow } from '../store/store.ts'
import type { Referral, SentFile } from '../whatsapp/inbound.ts'
import type { Pricing } from '../whatsapp/pricing.ts'
import type { Consent } from './consent.ts'
import type { Telling } from './telling.ts'
import type { Fallback, Option, TalkEvent } from './vocabulary.ts'

/** All we remember of one customer at one workshop. Times are Unix ms. */
export interface Conversation extends ConversationRow {
  phone: string | null
  userId: string | null
  name: string | null
  /** Who has the floor. */
  attention: 'bot' | 'human'
  /** When a person last took the floor or wrote, Unix ms. */
  attendedAt?: number
  /** How many messages in a row were not understood. */
  misses?: number
  /** Id of the appointment that a person was called about. */
  calledAbout?: string
  /** The appointment that was just rated, and until when what is written is about that, Unix ms. */
  commenting?: { appointment: string; until: number }
  optedOut: boolean
  /** The stack of running flows, the one in front last. */
  talk: Frame[]
  alarms: Alarm[]
  /** Texts that wait for the customer to have finished writing, and when they are taken up. */
  inbox: Waiting[]
  inboxDueAt: number | null
  /** Messages that have not been taken by Meta yet, in the order in which they must leave. */
  owed: Owed[]
  /** Files of the customer's that are still to be fetched from Meta. */
  fetching?: Fetching[]
  /** What the workshop's own system is still to be told, in this order. */
  tellings?: Telling[]
  /** Ids of the customer's appointments that are still ahead, and of the one held while deciding. */
  appointments: string[]
  /** What they booked with, the last one first. */
  vehicles?: string[]
  /** What they booked with last, where it was written before there could be several: read `vehiclesOf`. */
  vehicle?: string
  /** What they were told of how their data is used, when (Unix ms), and in which message of the transcript. */
  notice?: { text: string; at: number; message: number }
  /** What they were asked, and answered, of being told when a work is due again. */
  consent?: Consent
  /** What they said that their vehicles had run, oldest first. */
  readings?: Reading[]
  /** What they are answered in; the workshop's language where there is none. */
  language?: string
  /** How they introduced themselves: it counts for more than the name of their profile. */
  saidName?: string
  hold: { appointment: string; frame: number } | null
  /** What they booked last, and when (Unix ms): what is said right after it may be about it. */
  justBooked?: { appointment: string; at: number }
  /** Ids of what the customer waits for. */
  waits?: string[]
  /** When a place became free here that somebody else may be waiting for, until they were asked; Unix ms. */
  freedAt?: number
  /** When the customer last wrote, by Meta's clock: the 24 h window counts from here. */
  lastHeardAt: number | null
  /** When Meta last refused a message because the window was closed: it is closed until the customer writes again. */
  refusedAt?: number
  /** Until when the pace of messages to this customer is used up. */
  pairSpentUntil?: number
  /** Until when the pace at which this customer is answered one by one is used up. */
  heardSpentUntil?: number
  /** When the customer was last counted as contacted outside a window. */
  contactedAt?: number
  /** The customer takes no marketing from this number. */
  noMarketing?: true
  /** The button that was tapped last, if nothing else came since. */
  tapped: { id: string; at: number } | null
  /** When the last message came that the bot could not read, if nothing else came since. */
  unreadableAt: number | null
  /** When the customer is forgotten, as they asked for. */
  forgetAt?: number
  /** Keys of conversations that were joined to this one, and what was added to the numbers of their messages. */
  moved?: { key: string; offset: number }[]
  /** The last number given to a turn, a frame, an alarm's setting and a message; none is ever used twice. */
  last: { turn: number; frame: number; setting: number; message: number }
}

/** One running flow. */
export interface Frame {
  id: number
  /** The frame that invoked it and under which id, or null at the bottom of a chain. */
  parent: number | null
  as: string | null
  flow: string
  input: unknown
  /** XState's persisted snapshot, without children: the stack is ours. */
  snapshot: unknown
  /** Of the flow that made the snapshot: the file may be edited meanwhile. */
  fingerprint: string
  /** What it last said, to be said again and to know what an answer answers. */
  question: Question | null
}

export interface Question {
  /** The turn in which it was asked; ids of its options carry it. */
  turn: number
  text: string
  options: Choice[]
  list: string | null
  fallback: Fallback | null
  /** When what was said loses its sense, Unix ms. */
  until?: number
  /** Id of the appointment that it is about, and whether it reminds of it. */
  about?: string
  reminds?: true
}

/** An option as it was shown. */
export type Choice = Pick<Option, 'id' | 'means' | 'lasting' | 'isWorded'> & {
  title: string
  description?: string
}

/** A stored delay: of a frame (`after`), or of the conversation itself (frame null: reminders). */
export interface Alarm {
  frame: number | null
  name: string
  /** A new number each time it is set, so that one that was replaced cannot ring. */
  setting: number
  dueAt: number
  event: TalkEvent | { type: string }
}

/** A message that was committed and is not answered yet. */
export interface Waiting {
  wamid: string
  text: string
  /** Of the message in the transcript. */
  number?: number
  /** By Meta's clock. */
  at: number
  arrivedAt: number
  /** It was sent into an outage: it gets the present question, not an answer of its own. */
  isLate: boolean
}

export interface Owed {
  message: number
  state: 'owed' | 'sending' | 'unknown'
  /** When it may be tried, or looked at again. */
  dueAt: number
  attempts: number
  /** While it is `sending`: the node that is at it. */
  node?: string
  /** It waits for the whole account to be mended, and leaves as soon as that is so. */
  isHeld?: true
  /** It has to wait for something that others need not wait for: these go first. */
  isAside?: true
  /** It waits for its place in the throughput of the number, and has one. */
  hasPlace?: true
  /** When its customer was counted as contacted for it, Unix ms: with each try anew, and not if none is left. */
  countedAt?: number
}

/** A file of the customer's that is still to be fetched. */
export interface Fetching {
  message: number
  /** When it is tried again, or looked whether whoever is at it is gone. */
  dueAt: number
  /** How often it was tried in vain. */
  attempts: number
}

/** A message of the transcript, inbound or outbound. */
export interface Message extends MessageRow {
  from: 'customer' | 'bot' | 'human'
  at: number
  type: string
  text: string
  /** Meta's id of a message of the customer's. */
  inboundId?: string
  /** The number of the first message of the turn that it belongs to, heard or said; absent: it is that itself. */
  turn?: number
  /** As received: kept for what the bot cannot read. */
  raw?: unknown
  /** Meta's id of the message that it quotes or answers. */
  answers?: string
  /** The advertisement or post that led the customer here. */
  referral?: Referral
  /** The customer changed it after it was sent, or took it back; Unix ms. */
  editedAt?: number
  revokedAt?: number
  /** The file that a message of the customer's brought. */
  media?: Media
  /** Which flow, in which state, said it. */
  cause?: { flow: string; state: string }
  /** Of a message that nobody asked for: a reminder. */
  proactive?: boolean
  /** When it has lost its sense, and is not sent any more. */
  until?: number
  /** Id of the appointment that it is about, and whether it reminds of it. */
  about?: string
  reminds?: true
  /** What the template says that goes in its place outside the window. */
  outside?: string
  /** Of a message that the API was asked for: what tells the same request. */
  request?: string
  /** Of an outbound message: what Meta says that it costs, if it arrives. */
  pricing?: Pricing
  /** Of an outbound message: what is posted, and how far it came. */
  outbound?: Outbound
}

/** A file of the customer's, and whether it is here. */
export interface Media extends SentFile {
  /** Meta's, by which it is fetched, for 7 days. */
  id: string
  state: 'owed' | 'kept' | 'failed'
  /** In bytes, once it is kept. */
  size?: number
  /** Why it is not here yet, or will never be, in words for the workshop. */
  reason?: string
}

export type OutboundState =
  | 'owed'
  | 'sending'
  | 'unknown'
  | 'accepted'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'blocked'

export interface Outbound {
  state: OutboundState
  /** The body to post when free-form messages are allowed, and the template to post when not. */
  body: unknown
  fallback: unknown
  /** The template in the first language that it has, should Meta not have it in the customer's. */
  inFirst?: unknown
  /** Meta's id of a first try that was refused because the window was closed: the template goes in its place. */
  refused?: string
  /** Why it failed, was blocked or has to wait, in words for the workshop. */
  reason?: string
  /** Meta's code, where it refused it for good. */
  code?: number
  /** When each state was reached, Unix ms. */
  reached: Partial<Record<OutboundState, number>>
}
