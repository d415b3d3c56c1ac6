import type { Changes, View } from '../store/store.ts'
import type { Alarm, Conversation, Message } from './conversation.ts'
import { mayRing } from './due.ts'
import { isPoison, PoisonError } from './step.ts'
import { type House, Turn } from './turn.ts'

/** What falls due in the middle of another talk waits until the customer has been quiet for this long. */
const quietBefore = 15 * 60_000

/** Rings the earliest alarm that is due. `rang` is false when none was: it was cleared or replaced meanwhile. */
export async function ring(
  house: House,
  view: View<Conversation, Message>,
  now: number,
): Promise<{ changes: Changes<Conversation, Message>; result: { rang: boolean } }> {
  const { conversation } = view
  const alarm = conversation && earliest(conversation, now)
  if (!conversation || !alarm) return { changes: {}, result: { rang: false } }
  const turn = new Turn(house, view, conversation, now)
  const others = conversation.alarms.filter(({ setting }) => setting !== alarm.setting)
  const quietAt = (conversation.lastHeardAt ?? 0) + quietBefore
  if (alarm.frame === null && conversation.talk.length > 0 && quietAt > now) {
    turn.conversation.alarms = [...others, { ...alarm, dueAt: quietAt }]
    return { changes: turn.end(), result: { rang: true } }
  }
  turn.conversation.alarms = others
  try {
    await take(house, turn, alarm)
    turn.speak({ proactive: true })
  } catch (error) {
    if (!isPoison(error)) throw error
    turn.unsay()
    const id = `${conversation.key}/${alarm.name}/${alarm.setting}`
    turn.park({ id, at: now, kind: 'deadLetter', reason: error.message, raw: alarm })
  }
  return { changes: turn.end(), result: { rang: true } }
}

async function take(house: House, turn: Turn, { frame, event }: Alarm): Promise<void> {
  if (frame !== null) return turn.run([{ frame, event }])
  const start = house.flows.fellDue[event.type]
  if (!start)
    throw new PoisonError(event.type, new Error(`flows/index.ts names no flow that takes up '${event.type}'`))
  await turn.run([{ start, input: event }])
}

function earliest(conversation: Conversation, now: number): Alarm | undefined {
  return conversation.alarms
    .filter((alarm) => alarm.dueAt <= now && mayRing(conversation, alarm))
    .sort((a, b) => a.dueAt - b.dueAt || a.setting - b.setting)[0]
}
