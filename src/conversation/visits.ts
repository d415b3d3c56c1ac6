import type { Appointment } from '../agenda/appointment.ts'
import { readDelay } from '../language/delay.ts'
import { firstName } from '../language/names.ts'
import { cut } from '../whatsapp/fit.ts'
import { type Asking, own, standing, titleOf } from './places.ts'
import type { Said, Services, Visit } from './services.ts'
import { vehiclesOf } from './vehicles.ts'
import { isWaitedFor } from './wishes.ts'

/** The services that are about appointments which a customer has. */

export async function listAppointments(asking: Asking): Promise<Services['listAppointments']['output']> {
  const ahead = (await notOver(asking)).filter(({ start }) => Date.parse(start) > asking.now)
  return { visits: ahead.map((each) => visit(asking, each)) }
}

/** The customer's appointments to which they may still come, by start; those that are over are theirs no more. */
async function notOver(asking: Asking): Promise<Appointment[]> {
  const { conversation, now } = asking
  const found = await Promise.all(conversation.appointments.map((id) => standing(asking, id)))
  const left = found.filter((each) => each !== undefined && Date.parse(each.end) > now) as Appointment[]
  conversation.appointments = left.map(({ id }) => id)
  return left.sort((a, b) => Date.parse(a.start) - Date.parse(b.start))
}

export async function findAppointment(
  asking: Asking,
  { id }: Services['findAppointment']['input'],
): Promise<Services['findAppointment']['output']> {
  const found = await own(asking, id)
  return { visit: found ? visit(asking, found) : null }
}

export async function confirmAppointment(
  asking: Asking,
  { id }: Services['confirmAppointment']['input'],
): Promise<Services['confirmAppointment']['output']> {
  await asking.view.lockAgenda()
  const found = await own(asking, id)
  if (!found) return { visit: null }
  const confirmed: Appointment = { ...found, status: 'confirmed' }
  asking.changed.set(id, confirmed)
  return { visit: visit(asking, confirmed) }
}

export async function cancelAppointment(
  asking: Asking,
  { id }: Services['cancelAppointment']['input'],
): Promise<Services['cancelAppointment']['output']> {
  await asking.view.lockAgenda()
  const found = await own(asking, id)
  if (!found) return { visit: null }
  const cancelled = visit(asking, found)
  if (cancelled.isClose) {
    // A person sees to it; whoever said so is not asked why they did not come.
    asking.changed.set(id, { ...found, calledOff: true })
    return { visit: cancelled }
  }
  if (await isWaitedFor(asking, found)) asking.conversation.freedAt = asking.now
  asking.changed.set(id, { ...found, status: 'cancelled' })
  asking.conversation.appointments = asking.conversation.appointments.filter((each) => each !== id)
  return { visit: cancelled }
}

export async function recallCustomer(asking: Asking): Promise<Services['recallCustomer']['output']> {
  const { visits } = await listAppointments(asking)
  const { name } = asking.conversation
  const isKnown = visits.length > 0 || vehiclesOf(asking.conversation).length > 0
  return { name: name === null ? null : firstName(name), visit: visits[0] ?? null, isKnown }
}

export async function recallBooked(
  asking: Asking,
  { service }: Services['recallBooked']['input'],
): Promise<Services['recallBooked']['output']> {
  const found = await justBooked(asking)
  return {
    visit: found ? visit(asking, found) : null,
    title: service === null ? null : titleOf(asking.workshop, { service }),
    vehicles: vehiclesOf(asking.conversation).map((vehicle) => ({ vehicle })),
  }
}

/** What was booked so recently that what is said now is about it. */
async function justBooked(asking: Asking): Promise<Appointment | undefined> {
  const { conversation, now } = asking
  const { appointment, at = 0 } = conversation.justBooked ?? {}
  return appointment !== undefined && now - at < aWhile ? own(asking, appointment) : undefined
}

/** In ms. */
const aWhile = 30 * 60_000

export async function addToNext(
  asking: Asking,
  said: Services['addToNext']['input'],
): Promise<Services['addToNext']['output']> {
  await asking.view.lockAgenda()
  const next = (await justBooked(asking)) ?? (await notOver(asking))[0]
  if (!next) return { visit: null }
  asking.changed.set(next.id, { ...next, ...added(next, said) })
  return { visit: visit(asking, next) }
}

/** What is kept with an appointment, once this was said, too. */
export function added(
  before: Pick<Appointment, 'note' | 'media'> | undefined,
  said: Said,
): Pick<Appointment, 'note' | 'media'> {
  const note = cut([before?.note, said.note].filter(Boolean).join('\n'), longestNote)
  const media = [...(before?.media ?? []), ...said.media].slice(0, mostMedia)
  return { ...(note && { note }), ...(media.length > 0 && { media }) }
}

const longestNote = 1_000
const mostMedia = 20

export async function listToCall(
  asking: Asking,
  { id }: Services['listToCall']['input'],
): Promise<Services['listToCall']['output']> {
  await asking.view.lockAgenda()
  const found = await own(asking, id)
  if (found?.status !== 'booked') return { visit: null }
  const toCall = (await hasArrived(asking, id)) ? 'unanswered' : (found.toCall ?? 'undelivered')
  asking.changed.set(id, { ...found, toCall })
  return { visit: visit(asking, found) }
}

/** Whether a reminder of it was delivered; looked for among the last messages. */
async function hasArrived({ view, conversation }: Asking, id: string): Promise<boolean> {
  const { message: last } = conversation.last
  for (let number = last; number > Math.max(0, last - lastReminders); number--) {
    const message = await view.message(number)
    const state = message?.about === id ? message.outbound?.state : undefined
    if (state === 'delivered' || state === 'read') return true
  }
  return false
}

/** How far back a reminder may stand. */
const lastReminders = 20

/** Who is late is about to come: to what began already, or begins within three hours. */
export async function noteDelay(
  asking: Asking,
  { text, when, follows }: Services['noteDelay']['input'],
): Promise<Services['noteDelay']['output']> {
  await asking.view.lockAgenda()
  const { workshop, now } = asking
  const [next] = await notOver(asking)
  const isMeant = next && Date.parse(next.start) - now <= soon && (next.saidLate || !follows)
  if (!isMeant) return { visit: null, minutes: null, isLong: false }
  const start = Date.parse(next.start)
  const delay = readDelay(text)
  const named = when.find(({ kind, not }) => kind === 'minute' && !not)
  const arrival = named
    ? Date.parse(named.start)
    : delay && (delay.from === 'now' ? now : start) + delay.minutes * MINUTE
  const minutes = arrival === null ? null : Math.max(0, Math.round((arrival - start) / MINUTE))
  // Who says that they come later comes.
  const status = next.status === 'booked' ? 'confirmed' : next.status
  asking.changed.set(next.id, { ...next, status, saidLate: true, ...(minutes && { lateBy: minutes }) })
  const length = workshop.services.find(({ id }) => id === next.service)?.minutes ?? 0
  return { visit: visit(asking, next), minutes: minutes || null, isLong: (minutes ?? 0) * 2 > length }
}

const soon = 3 * 3_600_000
const MINUTE = 60_000

/** An appointment as flows see it. */
export function visit({ workshop, now }: Asking, appointment: Appointment): Visit {
  const { id, start, end, vehicle, status, service } = appointment
  const isPending = status === 'pending'
  return {
    id,
    start,
    end,
    vehicle,
    service: titleOf(workshop, appointment),
    serviceId: service,
    confirmed: status === 'confirmed',
    pending: isPending,
    isClose: !isPending && Date.parse(start) - now < workshop.cancelUntil * HOUR,
  }
}

const HOUR = 3_600_000
