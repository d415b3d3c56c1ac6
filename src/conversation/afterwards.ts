import type { Appointment } from '../agenda/appointment.ts'
import { instantFrom, nextOpenDay } from '../agenda/opening.ts'
import { spokenWindows } from '../agenda/spokenHours.ts'
import { isoIn, local } from '../agenda/zone.ts'
import { cut } from '../whatsapp/fit.ts'
import { windowEnd } from '../whatsapp/policy.ts'
import type { Asking } from './places.ts'
import type { Opening, Services } from './services.ts'
import { listAppointments, visit } from './visits.ts'

/** The services that are about appointments to which the customer came, or did not come. */

export async function tellReady(
  asking: Asking,
  { id }: Services['tellReady']['input'],
): Promise<Services['tellReady']['output']> {
  await asking.view.lockAgenda()
  const found = await theirs(asking, id)
  const opening = openingFrom(asking)
  if (found?.status !== 'ready' || found.toldReadyAt !== undefined || !opening)
    return { visit: null, opening: null }
  asking.changed.set(id, { ...found, toldReadyAt: isoIn(asking.workshop.zone, asking.now) })
  return { visit: visit(asking, found), opening }
}

/** Who wrote that they are late or cannot come, is with a person, or has another hour already, is not asked. */
export async function findMissed(
  asking: Asking,
  { id }: Services['findMissed']['input'],
): Promise<Services['findMissed']['output']> {
  const { attention, optedOut } = asking.conversation
  const found = await theirs(asking, id)
  if (found?.status !== 'noShow' || attention === 'human' || optedOut) return { visit: null }
  if (found.saidLate || found.lateBy !== undefined || found.calledOff) return { visit: null }
  const { visits } = await listAppointments(asking)
  return { visit: visits.length > 0 ? null : visit(asking, found) }
}

/** Outside the window only where the workshop has the template on. */
export async function findHandedBack(
  asking: Asking,
  { id }: Services['findHandedBack']['input'],
): Promise<Services['findHandedBack']['output']> {
  const { workshop, conversation, now } = asking
  const { attention, optedOut, lastHeardAt, refusedAt } = conversation
  const found = await theirs(asking, id)
  const isOpen = lastHeardAt !== null && refusedAt === undefined && now < windowEnd(lastHeardAt)
  const mayAsk = attention === 'bot' && !optedOut && (isOpen || workshop.after.ratingTemplate)
  const isUnrated = found?.status === 'done' && found.rating === undefined
  return { visit: mayAsk && isUnrated ? visit(asking, found) : null }
}

export async function rate(
  asking: Asking,
  { id, stars }: Services['rate']['input'],
): Promise<Services['rate']['output']> {
  await asking.view.lockAgenda()
  const { conversation, workshop, now } = asking
  const found = await theirs(asking, id)
  if (!found || !(stars >= 1 && stars <= 5)) return { visit: null }
  asking.changed.set(id, { ...found, rating: { ...found.rating, stars, at: isoIn(workshop.zone, now) } })
  conversation.commenting = { appointment: id, until: now + commentsFor }
  return { visit: visit(asking, found) }
}

/** Also with what is said to the person who has the floor after a bad one. */
export async function addComment(
  asking: Asking,
  { id, text }: Services['addComment']['input'],
): Promise<Services['addComment']['output']> {
  await asking.view.lockAgenda()
  const found = await theirs(asking, id)
  if (!found?.rating) return {}
  const comment = cut([found.rating.comment, text].filter(Boolean).join('\n'), longestComment)
  asking.changed.set(id, { ...found, rating: { ...found.rating, comment } })
  return {}
}

/** For how long what is written after a rating is about it, in ms. */
const commentsFor = 12 * 3_600_000
const longestComment = 1_000

/** One of the customer's appointments, whatever became of it. */
export async function theirs(
  { view, conversation, changed }: Asking,
  id: string,
): Promise<Appointment | undefined> {
  const found = changed.get(id) ?? (await view.appointment(id))
  return found?.customer === conversation.key ? found : undefined
}

/** When whoever wants to come by finds the workshop open. */
function openingFrom({ workshop, conversation, now }: Asking): Opening | null {
  const { zone } = workshop
  const next = nextOpenDay(workshop, now)
  if (!next) return null
  const { day, windows } = next
  const at = (minute: number) => isoIn(zone, instantFrom(zone, day, minute))
  const isToday = day === local(zone, now).day
  const isLast = windows.length === 1 && Date.parse(at(windows[0]!.open)) <= now
  return {
    kind: !isToday ? 'later' : isLast ? 'untilClose' : 'today',
    opens: at(windows[0]!.open),
    closes: at(windows.at(-1)!.close),
    hours: spokenWindows(windows, conversation.language ?? workshop.language),
  }
}
