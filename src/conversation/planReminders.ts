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
  const [first, again] = [`reminder/${id}`, `reminder-again/${id}`]
  const before = conversation.alarms.filter(
    ({ frame, name }) => frame === null && (name === first || name === again),
  )
  const others = conversation.alarms.filter((alarm) => !before.includes(alarm))
  const isOn = status === 'booked' || status === 'confirmed'
  const due: Partial<Reminders> = isOn ? remindersOf(workshop, Date.parse(start), now) : {}
  const planned: Alarm[] = []
  const plan = (name: string, dueAt: number | undefined, isAgain: boolean) => {
    if (dueAt === undefined) return
    const kept = before.find((alarm) => alarm.name === name && alarm.dueAt === dueAt)
    if (kept) return planned.push(kept)
    const setting = conversation.last.setting + 1
    conversation.last = { ...conversation.last, setting }
    const at = isoIn(workshop.zone, dueAt)
    const event = { type: 'reminder.fellDue', appointment: id, at, ...(isAgain && { again: true }) }
    return planned.push({ frame: null, name, setting, dueAt, event })
  }
  plan(first, due.first, false)
  // Who has confirmed is not asked again.
  if (status === 'booked') plan(again, due.again, true)
  if (before.length > 0 || planned.length > 0) conversation.alarms = [...others, ...planned]
}
