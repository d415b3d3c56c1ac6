import type { Appointment } from '../../agenda/appointment.ts'
import type { ConversationRow, MessageRow } from '../store.ts'

/** Something that is not as it must be: where, what, and what to do about it. */
export interface Finding extends Fault {
  where: string
}

export interface Fault {
  what: string
  cure: string
}

/** What only those can judge who know what a conversation means. */
export interface Judge {
  conversation(conversation: ConversationRow, beside: Beside): AsyncIterable<Fault> | Iterable<Fault>
  message(conversation: ConversationRow, message: MessageRow): Iterable<Fault>
}

/** What a conversation may speak of. */
export interface Beside {
  message(number: number): Promise<MessageRow | undefined>
  appointment(id: string): Promise<Appointment | undefined>
}

/** How a store is looked at. */
export interface Looking {
  judge: Judge
  /** Unix ms. */
  now: number
  /** Unix ms by the machine's clock, by which old things are forgotten; a sandbox may be ahead of it. */
  machineNow: number
  /** Told of each thing that was looked at. */
  tick: () => void
}

export const cures = {
  rebuild: '`chasqui store export`, then `import` into an empty DATA_DIR: this index is made anew',
  report: 'report it, it is a fault of Chasqui',
  byHand: 'look at both in the agenda, and move or cancel one by hand',
  start: 'a running server forgets them within the hour: start it',
}

/** What the judge finds; what cannot even be judged is not what it should be. */
export async function judged(
  where: string,
  judge: () => AsyncIterable<Fault> | Iterable<Fault>,
): Promise<Finding[]> {
  const findings: Finding[] = []
  try {
    for await (const fault of judge()) findings.push({ where, ...fault })
    return findings
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return [{ where, what: `it cannot be judged: ${why}`, cure: cures.report }]
  }
}
