import type { Appointment, Status } from '../agenda/appointment.ts'
import { nextOpening } from '../agenda/opening.ts'
import { quietUntil } from '../agenda/quietHours.ts'
import type { Workshop } from '../agenda/workshop.ts'
import { isoIn } from '../agenda/zone.ts'
import type { Conversation } from './conversation.ts'
import type { StaffMarked } from './vocabulary.ts'

/**
 * Sets what a customer is told once their appointment has come to this status, and clears what belonged to the one before:
 * a step that is taken back in time was never told of. Nothing of it falls into the night. It changes the conversation.
 * @param before the status that it had; undefined of a new one
 * @param now Unix ms
 */
export function planAfterwards(
  conversation: Conversation,
  workshop: Workshop,
  { id, status, toldReadyAt }: Appointment,
  before: Status | undefined,
  now: number,
): void {
  if (status === before) return
  const others = conversation.alarms.filter(({ name }) => !names.some((each) => name === `${each}/${id}`))
  if (others.length < conversation.alarms.length) conversation.alarms = others
  const plan = (name: (typeof names)[number], type: StaffMarked['type'], at: number) => {
    const quiet = workshop.quietHours && quietUntil(workshop.quietHours, workshop.zone, at)
    const dueAt = quiet ?? at
    const setting = conversation.last.setting + 1
    conversation.last = { ...conversation.last, setting }
    const event: StaffMarked = { type, appointment: id, at: isoIn(workshop.zone, dueAt) }
    conversation.alarms = [...others, { frame: null, name: `${name}/${id}`, setting, dueAt, event }]
  }
  const { ready, noShow, rating } = workshop.after
  if (status === 'ready' && ready !== null && toldReadyAt === undefined)
    plan('ready', 'staff.finished', now + ready * MINUTE)
  if (status === 'noShow' && noShow !== null) plan('noShow', 'staff.missed', now + noShow * MINUTE)
  if (status === 'done' && rating !== null) {
    const at = now + rating * HOUR
    plan('rating', 'staff.handedBack', nextOpening(workshop, at) ?? at)
  }
}

const names = ['ready', 'noShow', 'rating'] as const

const MINUTE = 60_000
const HOUR = 60 * MINUTE
