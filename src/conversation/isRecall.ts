import type { Alarm } from './conversation.ts'
import type { RecallDue } from './vocabulary.ts'

/** The alarm that recalls a work at a vehicle. */
export type Recall = Alarm & { event: RecallDue }

export function isRecall(alarm: Alarm): alarm is Recall {
  return alarm.event.type === 'recall.fellDue'
}
