import type { Appointment } from '../agenda/appointment.ts'
import { type Reminders, remindersOf } from '../agenda/reminders.ts'
import type { Workshop } from '../agenda/workshop.ts'
import { isoIn } from '../agenda/zone.ts'
import type { Alarm, Conversation } from './conversation.ts'

/**
 * Sets the reminders of an appointment anew, as it is now: those of one that is over, moved or cancelled are cleared. What
 * they say is looked up when they ring. It changes the conversation. `now`: Unix ms.
 */
export function planReminders(
  conversation: Conversation,
  workshop: Workshop,
  { id, status, start }: Appointment,
  now: number,
): void {
  const names = ['reminder', 'reminder-again', 'reminder-unanswered'].map((name) => `${name}/${id}`)
  const before = conversation.alarms.filter(({ frame, name }) => frame === null && names.includes(name))
  const isOn = status === 'booked' || status === 'confirmed'
  const due: Partial<Reminders> = isOn ? remindersOf(workshop, Date.parse(start), now) : {}
  // An appointment keeps its start: what was planned for it stands, however little time is left when a note is added.
  const standing = isOn && before.length > 0
  const planned: Alarm[] = standing
    ? before.filter(({ name }) => status === 'booked' || name === names[0])
    : []
  const plan = (nth: number, dueAt: number | undefined, event: object) => {
    const name = names[nth]!
    if (standing || dueAt === undefined || dueAt <= now) return
    const setting = conversation.last.setting + 1
    conversation.last = { ...conversation.last, setting }
    const told = { type: 'reminder.fellDue', appointment: id, at: isoIn(workshop.zone, dueAt), ...event }
    return planned.push({ frame: null, name, setting, dueAt, event: told })
  }
  plan(0, due.first, {})
  if (status === 'booked') {
    // Who has confirmed is not asked again.
    plan(1, due.again, { again: true })
    plan(2, due.unanswered, { type: 'reminder.unanswered' })
  }
  if (before.length === 0 && planned.length === 0) return
  const others = conversation.alarms.filter((alarm) => !before.includes(alarm))
  conversation.alarms = [...others, ...planned]
}
