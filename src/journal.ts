import type { EventEmitter } from 'node:events'
import type { Commit, EngineEvents, Step } from './conversation/events.ts'
import type { Log } from './log.ts'

/**
 * Writes the life of each message to the log, from Meta's webhook to its last status. All lines of one turn have the same
 * `turn`: the id of the message that began it, the first that the customer wrote or, where nobody wrote, the first that is
 * sent. So one search shows what was heard, what was answered, and what became of that.
 */
export function keepJournal(events: EventEmitter<EngineEvents>, log: Log): void {
  // What nobody reads need not be put together.
  const isRead = log.isLevelEnabled('info')
  events.on('commit', (commit) => {
    if (isRead || commit.parked.length > 0) tellTurn(commit, log)
    for (const step of commit.steps)
      if (isRead || troubles.has(step.state)) tellStep(commit.workshop, step, log)
  })
  if (!isRead) return
  events.on('posting', (posting) => log.info(posting, 'A message is posted to Meta'))
  events.on('posted', ({ took, ...posted }) =>
    log.info({ ...posted, took: rounded(took) }, 'Meta answered, or did not'),
  )
}

function tellTurn({ workshop, isTurn, took, heard, steps, parked }: Commit, log: Log): void {
  const owes = steps.filter(({ state }) => state === 'owed')
  const [first] = heard
  const turn = (first ?? owes[0])?.turn
  for (const reason of parked)
    log.error(
      { workshop, turn, reason },
      'Something could not be handled and was parked; a person has to answer',
    )
  if (!isTurn || turn === undefined) return
  const about = {
    workshop,
    turn,
    ...(first && { heard: heard.map(({ message }) => message), type: first.type, lag: first.lag }),
    ...(owes.length > 0 && { owes: owes.map(({ message }) => message) }),
    took: rounded(took),
  }
  log.info(about, first ? 'A customer was heard' : 'A turn was committed')
}

function tellStep(workshop: string, { isReminder: _, ...step }: Step, log: Log): void {
  if (silent.has(step.state)) return
  const about = { workshop, ...step }
  if (step.state === 'failed')
    log.warn(about, step.code === undefined ? 'A message failed' : 'Meta refused a message for good')
  else if (step.state === 'unknown') log.warn(about, 'It is not known whether Meta got a message')
  else log.info(about, `A message is ${step.state}`)
}

/** What somebody should look into. */
const troubles = new Set<Step['state']>(['failed', 'unknown'])

/** The turn tells what is owed, and the post of what follows. */
const silent = new Set<Step['state']>(['owed', 'sending', 'accepted'])

/** To tenths of ms. */
function rounded(took: number): number {
  return Math.round(took * 10) / 10
}
