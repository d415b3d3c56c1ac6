import type { Changes, View } from '../store/store.ts'
import { GraphError } from '../whatsapp/errors.ts'
import { FileTooLargeError, WrongFileError } from '../whatsapp/fileErrors.ts'
import type { Conversation, Fetching, Media, Message } from './conversation.ts'
import { nextDue } from './due.ts'
import { sendingLease } from './job.ts'
import { pauseLength } from './pause.ts'

/** A file that is here: the digest of its bytes in hex, their number, and what Meta says it is. */
export interface Kept {
  sha256: string
  size: number
  mime?: string
}

/** What became of a fetch; `isHeld`: it was not tried, since nothing can be fetched now. */
export type Fetched = Kept | { error: unknown } | { isHeld: true }

/** Meta gives a file for so long after it was sent, in ms. */
export const fetchableFor = 7 * 86_400_000

/** After this somebody looks whether whoever was at it is gone: as soon as for sends, so that one look finds both. */
export const fetchingLease = sendingLease

/** What a message that brings a file is kept with, and what is owed for it. */
export function owedFile(
  { id, mime, sha256, filename, voice }: Omit<Media, 'state'>,
  { number, at, now }: { number: number; at: number; now: number },
): { media: Media; fetching: Fetching | undefined } {
  const file = {
    id,
    ...(mime && { mime }),
    ...(sha256 && { sha256 }),
    ...(filename && { filename }),
    ...(voice && { voice }),
  }
  if (now - at >= fetchableFor)
    return { media: { ...file, state: 'failed', reason: tooLate }, fetching: undefined }
  return {
    media: { ...file, state: 'owed' },
    fetching: { message: number, dueAt: now + fetchingLease, attempts: 0 },
  }
}

/** Takes the files whose time has come: they are this process's to fetch, and come up again when it is gone. */
export function takeFiles(
  conversation: Conversation,
  now: number,
): { conversation: Conversation; numbers: number[] } | undefined {
  const { fetching = [] } = conversation
  const numbers = fetching.filter(({ dueAt }) => dueAt <= now).map(({ message }) => message)
  if (numbers.length === 0) return undefined
  const later = fetching.map((each) => (each.dueAt <= now ? { ...each, dueAt: now + fetchingLease } : each))
  return { conversation: withFetching(conversation, later), numbers }
}

/** Records what became of a fetch. `now`: Unix ms. */
export async function noteFetched(
  view: View<Conversation, Message>,
  number: number,
  outcome: Fetched,
  now: number,
): Promise<{ changes: Changes<Conversation, Message>; result: Conversation | undefined }> {
  const { conversation } = view
  const message = await view.message(number)
  const { fetching = [] } = conversation ?? {}
  const entry = fetching.find((each) => each.message === number)
  if (!conversation || !entry || !message?.media) return { changes: {}, result: undefined }
  const rest = fetching.filter((each) => each !== entry)
  const settle = (media: Media, again?: Fetching) => {
    const changed = withFetching(conversation, again ? [...rest, again] : rest)
    return { changes: { conversation: changed, messages: [{ ...message, media }] }, result: changed }
  }
  const { reason: _, ...media } = message.media
  if ('sha256' in outcome) {
    const { sha256, size, mime = media.mime } = outcome
    return settle({ ...media, state: 'kept', sha256, size, ...(mime && { mime }) })
  }
  if (now - message.at >= fetchableFor) return settle({ ...media, state: 'failed', reason: tooLate })
  if ('isHeld' in outcome) return settle(message.media, { ...entry, dueAt: now + pauseLength })
  const { error } = outcome
  const attempts = entry.attempts + 1
  const reason = error instanceof Error ? error.message : String(error)
  const hope = hopeOf(error)
  if (hope === 'none' || (hope === 'little' && attempts >= mostRefusals))
    return settle({ ...media, state: 'failed', reason })
  const wait = hope === 'held' ? pauseLength : backOff(attempts)
  return settle({ ...media, state: 'owed', reason }, { ...entry, attempts, dueAt: now + wait })
}

/** Whether it is everything that Meta refuses, until a person mends it. */
export function isAccounts(error: unknown): error is GraphError {
  return error instanceof GraphError && error.class === 'account'
}

const tooLate = 'Meta keeps a file for 7 days, and they are over: ask the customer to send it again.'

/** How often what Meta refuses, or what is not what it should be, is tried in all. */
const mostRefusals = 3

function hopeOf(error: unknown): 'held' | 'good' | 'little' | 'none' {
  if (error instanceof FileTooLargeError) return 'none'
  if (error instanceof WrongFileError) return 'little'
  if (!(error instanceof GraphError)) return 'good'
  if (error.class === 'account') return 'held'
  return error.class === 'transient' || error.class === 'throttled' ? 'good' : 'little'
}

/** Exponential with jitter: 2–4 s at first, an hour at most. */
function backOff(attempts: number): number {
  const ceiling = Math.min(3_600_000, 4_000 * 2 ** (attempts - 1))
  return Math.round(ceiling / 2 + Math.random() * (ceiling / 2))
}

function withFetching(conversation: Conversation, fetching: Fetching[]): Conversation {
  const changed = { ...conversation, fetching }
  return { ...changed, dueAt: nextDue(changed) }
}
