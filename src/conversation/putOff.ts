import type { Draft } from './draft.ts'
import { isQuietlyKept, noRoom, withoutHold } from './job.ts'
import { reached } from './outbound.ts'
import type { Limits } from './outbox.ts'

/**
 * The portfolio has contacted as many customers as it may: the message steps aside until there is room. A reminder for
 * which there will be none in time is not sent, and whoever it was for is to be called.
 * @param room when there will be some as things are, and when it is quiet until; Unix ms
 */
export async function putOff(
  draft: Draft,
  number: number,
  { waitUntil, now, quietUntil }: { waitUntil: number; now: number; quietUntil: Limits['quietUntil'] },
): Promise<void> {
  const [message, owed] = [await draft.message(number), draft.owed(number)]
  if (!message || owed?.state !== 'owed') return
  const { about, reminds, until } = message
  const after = (at: number) => (isQuietlyKept(message) ? (quietUntil(at) ?? at) : at)
  if (about !== undefined && reminds && until !== undefined && after(waitUntil) > until - leastNotice) {
    draft.remove(number)
    draft.put(reached(message, 'blocked', now, noRoom))
    draft.waived.push(message.id)
    return draft.listToCall(about, noRoom)
  }
  draft.replace({ ...withoutHold(owed), dueAt: after(Math.min(waitUntil, now + untilAsked)), isAside: true })
  draft.put(reached(message, 'owed', now, noRoom))
}

/** Who would be reminded with less notice than this is called instead, in ms. */
const leastNotice = 60 * 60_000

/** Others may have given up their room meanwhile, or Meta may allow more; in ms. */
const untilAsked = 60 * 60_000
