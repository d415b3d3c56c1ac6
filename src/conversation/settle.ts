import type { Log } from '../log.ts'
import { GraphError, NotSentError } from '../whatsapp/errors.ts'
import type { Draft } from './draft.ts'
import { reached } from './outbound.ts'
import { type Pause, pauseLength } from './pause.ts'

/** What became of a send. */
export type Outcome = { wamid: string } | { error: unknown }

/** How long a status may take to tell that a message arrived after all, in ms. */
export const unknownGrace = 60_000

/** Records what became of the message that was being sent. `now`: Unix ms. */
export async function settle(
  draft: Draft,
  {
    number,
    outcome,
    now,
    pause,
    log,
  }: { number: number; outcome: Outcome; now: number; pause: Pause; log: Log },
): Promise<void> {
  const message = await draft.message(number)
  const { first } = draft
  if (!message?.outbound) return
  // A status may have settled it already: then only Meta's id is news.
  const isFirst = first?.message === number
  if ('wamid' in outcome) {
    pause.end()
    if (isFirst) draft.setFirst()
    draft.put({ ...reached(message, 'accepted', now), wamid: outcome.wamid })
    return
  }
  if (!isFirst) return
  const { attempts } = first
  const { error } = outcome
  const reason = error instanceof Error ? error.message : String(error)
  const retry = (state: 'owed' | 'unknown', wait: number, isHeld?: true) => {
    draft.setFirst({ message: number, state, attempts, dueAt: now + wait, ...(isHeld && { isHeld }) })
    draft.put(reached(message, state, now, reason))
  }
  if (error instanceof NotSentError) retry('owed', backOff(attempts))
  else if (!(error instanceof GraphError)) {
    log.warn({ message: message.id }, 'It is not known whether Meta got a message')
    retry('unknown', unknownGrace)
  } else if (error.class === 'account') {
    pause.begin(now, reason)
    retry('owed', pauseLength, true)
  } else if (error.class === 'transient' || error.class === 'throttled') retry('owed', backOff(attempts))
  else {
    const about = { code: error.code, class: error.class, message: message.id }
    log.warn(about, 'Meta refused a message for good')
    draft.setFirst()
    draft.put(reached(message, 'failed', now, reason))
  }
}

/** Exponential with jitter: 1–2 s at first, 5 minutes at most. */
function backOff(attempts: number): number {
  const ceiling = Math.min(300_000, 2_000 * 2 ** Math.max(0, attempts - 1))
  return ceiling / 2 + Math.random() * (ceiling / 2)
}
