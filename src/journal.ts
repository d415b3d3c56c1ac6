import type { EventEmitter } from 'node:events'
import type { Commit, EngineEvents, Step } from './conversation/events.ts'
import type { Log } from './log.ts'

/**
 * Writes the life of each message to the log, from Meta's webhook to its last status. All lines of one turn have the same
 * `turn`: the id of the message that began it, the first that the customer wrote or, where nobody wrote, the first that is
 * sent. So one search shows what was heard, what was answered, and what became of that.
 */
export function keepJournal(events: EventEmitter<EngineEvents>, log: Log): void {
  events.on('commit', (commit) => {
    if (commit.parked.length > 0) tellParked(commit, log)
    for (const step of commit.steps) if (troubles.has(step.state)) tellTrouble(commit.workshop, step, log)
  })
  // What nobody reads need not be put together.
  if (!log.isLevelEnabled('info')) return
  events.on('commit', (commit) => {
    tellTurn(commit, log)
    for (const step of commit.steps) tellStep(commit.workshop, step, log)
  })
  events.on('posting', (posting) => log.info(posting, 'A message is posted to Meta'))
  events.on('posted', ({ took, ...posted }) =>
    log.info({ ...posted, took: rounded(took) }, 'Meta answered, or did not'),
  )
}

function tellParked({ workshop, parked, ...commit }: Commit, log: Log): void {
  for (const reason of parked)
    log.error(
      { workshop, turn: turnOf(commit), reason },
      'Something could not be handled and was parked; a person has to answer',
    )
}

function tellTurn({ workshop, isTurn, took, heard, steps }: Commit, log: Log): void {
  const turn = turnOf({ heard, steps })
  if (!isTurn || turn === undefined) return
  const owes = owedOf(steps)
  const [first] = heard
  const about = {
    workshop,
    turn,
    ...(first && { heard: heard.map(({ message }) => message), type: first.type, lag: first.lag }),
    ...(owes.length > 0 && { owes: owes.map(({ message }) => message) }),
    took: rounded(took),
  }
  log.info(about, first ? 'A customer was heard' : 'A turn was committed')
}

function turnOf({ heard, steps }: Pick<Commit, 'heard' | 'steps'>): string | undefined {
  return (heard[0] ?? owedOf(steps)[0])?.turn
}

function owedOf(steps: Step[]): Step[] {
  return steps.filter(({ state }) => state === 'owed')
}

function tellTrouble(workshop: string, { isReminder: _, ...step }: Step, log: Log): void {
  const about = { workshop, ...step }
  if (step.state === 'failed')
    log.warn(about, step.code === undefined ? 'A message failed' : 'Meta refused a message for good')
  else if (step.state === 'unknown') log.warn(about, 'It is not known whether Meta got a message')
}

function tellStep(workshop: string, { isReminder: _, ...step }: Step, log: Log): void {
  if (!silent.has(step.state)) log.info({ workshop, ...step }, `A message is ${step.state}`)
}

/** The turn tells what is owed, the post of what follows, and what is a trouble is told as such. */
const troubles = new Set<Step['state']>(['failed', 'unknown'])
const silent = new Set<Step['state']>(['owed', 'sending', 'accepted', 'failed', 'unknown'])

/** To tenths of ms. */
function rounded(took: number): number {
  return Math.round(took * 10) / 10
}
