import type { Appointment, Status } from '../../agenda/appointment.ts'
import type { Workshop } from '../../agenda/workshop.ts'
import { readDuration } from '../../sandbox/duration.ts'
import type { MessageView } from '../../sandbox/view.ts'
import { CommandFailure } from '../failure.ts'
import { type Act, clockOf, moveClock, Phone } from '../phone.ts'
import type { Server } from '../server.ts'
import { Calendar } from './calendar.ts'
import { agrees, type Difference, type Line } from './difference.ts'
import { type Entry, momentPattern, type Step, type Talk } from './talk.ts'

/** Goes through a talk in a new sandbox, and tells where it went another way than was written down. */
export async function rehearse(talk: Talk, server: Server, workshop: Workshop): Promise<Difference[]> {
  const calendar = new Calendar(workshop, await clockOf(server))
  const phones = new Phones(server)
  await moveTo(server, calendar.at(talk.now))
  const differences: Difference[] = []
  for (const [index, step] of talk.talk.entries()) {
    const was = (await play(step, server, phones.of(step.from), calendar)).map(lineOf)
    const expected = step.said?.map(({ text, options }) => ({
      text: calendar.fill(text),
      options: options.map((option) => calendar.fill(option)),
    }))
    if (expected && !agrees(expected, was)) differences.push({ where: title(index, step), expected, was })
  }
  const agenda = (await agendaOf(server)).map(entryLine).sort(byText)
  const expected = talk.agenda
    .map((entry) => entryLine({ ...entry, start: calendar.iso(entry.start) }))
    .sort(byText)
  if (!agrees(expected, agenda)) differences.push({ where: 'agenda', expected, was: agenda })
  return differences
}

/**
 * Plays a talk up to a step, by its number from 1, or up to a time ("tuesday 10:00"), and gives lines to be read: what
 * was done and said, then where each customer's talk stands.
 * @throws CommandFailure when there is no such step, or it is no time
 */
export async function* playUpTo(
  talk: Talk,
  at: string,
  server: Server,
  workshop: Workshop,
): AsyncGenerator<string> {
  const calendar = new Calendar(workshop, await clockOf(server))
  const last = /^\d+$/.test(at) ? Number(at) : undefined
  if (last === undefined && !momentPattern.test(at))
    throw new CommandFailure(`--at ${at} is no step and no time. Write 5, or "tuesday 10:00".`)
  if (last !== undefined && (last < 1 || last > talk.talk.length))
    throw new CommandFailure(`--at ${at}: the talk has the steps 1 to ${talk.talk.length}.`)
  const phones = new Phones(server)
  await moveTo(server, calendar.at(talk.now))
  for (const [index, step] of talk.talk.entries()) {
    const until = endOf(step, await clockOf(server), calendar)
    if (last !== undefined ? index >= last : until > calendar.at(at)) break
    yield title(index, step)
    for (const { text, options } of await play(step, server, phones.of(step.from), calendar))
      yield `    ${[text.replace(/\n+/g, ' '), ...options.map((option) => `[${option.title}]`)].join(' ')}`
  }
  if (last === undefined) await moveTo(server, calendar.at(at))
  for (const digits of phones.digits) {
    const path = `/api/v1/conversations/${digits}`
    const { name, attention, talk } = await server.get<Shown>(path)
    const states = talk.map(({ flow, state }) => `${flow}.${state}`).join(' > ') || 'no flow'
    yield `${name ?? digits}: ${states}${attention === 'human' ? ', a person has the floor' : ''}`
  }
}

/** When a step is over, Unix ms: one that writes takes no time. */
function endOf({ later }: Step, now: number, calendar: Calendar): number {
  if (later === undefined) return now
  return later.startsWith('P') ? now + readDuration(later) : calendar.at(later)
}

interface Shown {
  name: string | null
  attention: 'bot' | 'human'
  talk: { flow: string; state: string }[]
}

/** The phones of a talk's customers, by name; most talks have one. */
class Phones {
  readonly #server: Server
  readonly #byName = new Map<string, Phone>()

  /** Of those who wrote. */
  get digits(): string[] {
    return [...this.#byName.keys()].map((_, index) => digitsOf(index))
  }

  constructor(server: Server) {
    this.#server = server
  }

  of(name = 'customer'): Phone {
    const phone = this.#byName.get(name) ?? new Phone(this.#server, digitsOf(this.#byName.size))
    this.#byName.set(name, phone)
    return phone
  }
}

/** The phone of the customer that a talk names as this one, from 0. */
export function digitsOf(index: number): string {
  return `5989910000${index + 1}`
}

/** Does what a step says, and gives what the workshop says in return. */
export async function play(
  step: Step,
  server: Server,
  phone: Phone,
  calendar: Calendar,
): Promise<MessageView[]> {
  if (step.marked !== undefined) {
    await mark(server, phone, step.marked)
    return phone.look()
  }
  if (step.quoted !== undefined) {
    const lines = Object.entries(step.quoted).map(([title, price], index) => ({
      id: `line-${index + 1}`,
      title,
      price,
    }))
    await server.post(`/api/v1/appointments/${(await standing(server, phone)).id}/quote`, { lines })
    await moveClock(server, 'PT0S')
    return phone.look()
  }
  if (step.floor !== undefined) {
    await server.post(`/api/v1/conversations/${phone.digits}/attention`, { to: step.floor })
    return phone.look()
  }
  if (step.later === undefined) return phone.act(actOf(step, calendar))
  if (step.later.startsWith('P')) await moveClock(server, step.later)
  else await moveTo(server, calendar.at(step.later))
  return phone.look()
}

/** The workshop takes this customer's appointment a step on. */
async function mark(server: Server, phone: Phone, status: Status): Promise<void> {
  await server.patch(`/api/v1/appointments/${(await standing(server, phone)).id}`, { status })
  // What is due at once is said before the clock has moved on.
  await moveClock(server, 'PT0S')
}

async function standing(server: Server, { digits }: Phone): Promise<Appointment> {
  const { items } = await server.get<{ items: Appointment[] }>(`/api/v1/appointments?customer=${digits}`)
  const found = items.filter((each) => !['moved', 'cancelled', 'noShow', 'done'].includes(each.status)).at(-1)
  if (!found) throw new Error(`The customer ${digits} has no appointment that the workshop could change`)
  return found
}

function actOf({ heard, tapped, sent }: Step, calendar: Calendar): Act {
  if (heard !== undefined) return { text: calendar.fill(heard) }
  if (tapped !== undefined) return { choose: calendar.fill(tapped) }
  return { media: { type: String(sent) } }
}

async function moveTo(server: Server, instant: number): Promise<void> {
  const seconds = Math.ceil((instant - (await clockOf(server))) / 1000)
  for (let left = seconds; left > 0; left -= mostSeconds)
    await moveClock(server, `PT${Math.min(left, mostSeconds)}S`)
}

/** The clock goes on by 60 days at a time at most. */
const mostSeconds = 60 * 86_400

function title(index: number, { heard, tapped, sent, later, marked, quoted, floor }: Step): string {
  const did =
    heard !== undefined ? `heard "${heard}"` : tapped !== undefined ? `tapped "${tapped}"` : undefined
  if (quoted !== undefined) return `step ${index + 1}, quoted`
  if (floor !== undefined) return `step ${index + 1}, floor to ${floor}`
  if (marked !== undefined) return `step ${index + 1}, marked ${marked}`
  return `step ${index + 1}, ${did ?? (sent !== undefined ? `sent ${sent}` : `later ${later}`)}`
}

function lineOf({ text, options }: MessageView): Line {
  return { text, options: options.map((option) => option.title) }
}

function entryLine({ start, service, vehicle, status }: Appointment | Entry): Line {
  return { text: `${start} ${service} ${vehicle ?? '(no vehicle)'} ${status}`, options: [] }
}

async function agendaOf(server: Server): Promise<Appointment[]> {
  return (await server.get<{ items: Appointment[] }>('/api/v1/appointments')).items
}

function byText(a: Line, b: Line): number {
  return a.text.localeCompare(b.text)
}
