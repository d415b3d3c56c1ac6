import { GraphError, NotSentError } from '../whatsapp/errors.ts'
import { pairPace } from '../whatsapp/pace.ts'
import type { Draft } from './draft.ts'
import { reached } from './outbound.ts'
import { type Pause, pauseLength } from './pause.ts'
import { closedWindow, inFirstLanguage, isRepairable, noTranslation, repaired } from './repair.ts'
import { lost } from './unsent.ts'

/** What became of a send. */
export type Outcome = { wamid: string } | { error: unknown }

/** How long a status may take to tell that a message arrived after all, in ms. */
export const unknownGrace = 60_000

/** Meta pauses a template for 3 or 6 hours; it is tried again this often, in ms. */
const untilTemplate = 30 * 60_000

export interface Settling {
  number: number
  outcome: Outcome
  /** Unix ms. */
  now: number
  pause: Pause
  /** Nothing leaves from this number until then, Unix ms. */
  hold: (until: number) => void
}

/** Records what became of the message that was being sent. */
export async function settle(draft: Draft, settling: Settling): Promise<void> {
  const { number, outcome, now, pause } = settling
  const message = await draft.message(number)
  if (!message?.outbound) return
  // A status may have settled it already: then only Meta's id is news.
  if ('wamid' in outcome) {
    pause.end()
    // A status came first, and said that it was refused: it is owed again.
    if (message.outbound.refused === outcome.wamid) return
    draft.remove(number)
    draft.put({ ...reached(message, 'accepted', now), wamid: outcome.wamid })
    return
  }
  const owed = draft.owed(number)
  if (!owed) return
  const { attempts, isAside, countedAt } = owed
  const { error } = outcome
  const reason = error instanceof Error ? error.message : String(error)
  const retry = (state: 'owed' | 'unknown', dueAt: number, how: { isHeld?: true; isAside?: true } = {}) => {
    draft.replace({
      message: number,
      state,
      attempts,
      dueAt,
      ...(isAside && { isAside }),
      ...(countedAt !== undefined && { countedAt }),
      ...how,
    })
    draft.put(reached(message, state, now, reason))
  }
  if (error instanceof NotSentError) retry('owed', now + backOff(attempts))
  else if (!(error instanceof GraphError)) {
    retry('unknown', now + unknownGrace)
  } else if (error.class === 'account') {
    pause.begin(now, reason)
    retry('owed', now + pauseLength, { isHeld: true })
  } else if (error.class === 'transient' || error.class === 'throttled') {
    const at = now + slowDown(error, attempts)
    if (error.scope === 'number' || error.scope === 'app') settling.hold(at)
    // It is Meta's count of this customer that is full: others are not held up by it.
    if (error.scope === 'pair') draft.change({ pairSpentUntil: at + (pairPace.burst - 1) * pairPace.every })
    retry('owed', at, error.scope === 'template' ? { isAside: true } : {})
  } else if (error.code === closedWindow && isRepairable(message)) {
    const { refusedAt, ...again } = repaired(message, now)
    draft.change({ refusedAt })
    draft.replace({ message: number, state: 'owed', attempts, dueAt: now, ...(isAside && { isAside }) })
    draft.put(again.message)
  } else if (error.code === noTranslation && inFirstLanguage(message, now)) {
    draft.replace({ message: number, state: 'owed', attempts, dueAt: now, ...(isAside && { isAside }) })
    draft.put(inFirstLanguage(message, now)!)
  } else {
    if (error.class === 'customer') draft.change({ noMarketing: true })
    draft.remove(number)
    if (countedAt !== undefined) draft.recount(countedAt)
    draft.put(reached(message, 'failed', now, reason, error.code))
    draft.change(lost(draft.conversation!, message, now) ?? {})
  }
}

/** How long to wait before the next try, in ms. */
function slowDown({ scope, class: kind }: GraphError, attempts: number): number {
  if (scope === 'template') return untilTemplate
  // Meta's advice for the pair limit: 4^n seconds. https://developers.facebook.com/docs/whatsapp/cloud-api/overview
  if (scope === 'pair') return Math.min(300_000, 1_000 * 4 ** Math.max(1, attempts))
  // A number that is moved to a higher throughput is away for about a minute.
  if (scope === 'number' && kind === 'transient') return 60_000
  return backOff(attempts)
}

/** Exponential with jitter: 1–2 s at first, 5 minutes at most. Whole ms, as all times are: else a clock is never quite there. */
function backOff(attempts: number): number {
  const ceiling = Math.min(300_000, 2_000 * 2 ** Math.max(0, attempts - 1))
  return Math.round(ceiling / 2 + Math.random() * (ceiling / 2))
}
