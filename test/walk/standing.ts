import type { Appointment } from '../../src/agenda/appointment.ts'
import { stateName } from '../../src/conversation/chart.ts'
import type { Alarm, Conversation, Frame } from '../../src/conversation/conversation.ts'
import type { Moment } from './world.ts'

/** Where a conversation stands, as the walk tells states apart. */
export interface Standing {
  /** The talk and who has the floor, what stands in the agenda, what is to come. */
  key: string
  /** What is asked, by whom and for whom. */
  question: string
  /** The stack alone: `greeting.booking > booking.askingService`. */
  shape: string
  options: string[]
  attention: 'bot' | 'human'
  /** Of the appointments that are not over. */
  statuses: string[]
  waits: boolean
  /** Something is said by itself within the hour, or was said in the middle of a talk that goes on after it. */
  isBetween: boolean
  /** How long until something falls due by itself, in ms. */
  silence: number | undefined
}

/** @param now Unix ms */
export function standingOf({ customer }: Moment, now: number): Standing {
  if (!customer) return nowhere
  const { conversation, appointments } = customer
  const { talk, attention, dueAt, waits = [] } = conversation
  const choices = talk.at(-1)?.question?.options ?? []
  const statuses = appointments.filter(isAhead).map(({ status }) => status)
  const chains = chainsOf(talk)
  // What may be wanted where nothing is asked depends on what there is.
  const asked = shapeOf(chains.at(-1)?.slice(-2) ?? []) || `nothing ${statuses}`
  const question = `${asked} | ${offered(choices)} | ${attention}`
  const soon = conversation.alarms.filter((alarm) => isOwn(alarm) && alarm.dueAt - now <= hour)
  return {
    // While a person talks with them, the rest stands still.
    key:
      attention === 'human'
        ? question
        : `${stackOf(chains)} | ${offered(choices)} | ${circumstances(conversation, statuses, soon).join(' ')}`,
    question,
    shape: shapeOf(talk),
    options: choices.map(({ title }) => title),
    attention,
    statuses,
    waits: waits.length > 0,
    isBetween: chains.length > 1 || (chains.length > 0 && soon.length > 0),
    silence: dueAt === null ? undefined : Math.max(0, dueAt - now),
  }
}

/** Of somebody who never wrote, or was forgotten. */
export const nowhere: Standing = {
  key: 'nobody',
  question: 'nobody',
  shape: '',
  options: [],
  attention: 'bot',
  statuses: [],
  waits: false,
  isBetween: false,
  silence: undefined,
}

/** In the middle of a talk only what may change it. */
function circumstances(
  { talk, alarms, optedOut }: Conversation,
  statuses: string[],
  soon: Alarm[],
): string[] {
  const kept = statuses.length > 1 ? 'several' : (statuses[0] ?? '')
  if (talk.length === 0) {
    const toCome = new Set(alarms.filter(isOwn).map(kindOf))
    return [kept, ...toCome, soon.length > 0 ? 'soon' : '', optedOut ? 'out' : ''].filter(Boolean).sort()
  }
  if (chainsOf(talk).length > 1) return []
  const next = soon.at(-1)
  return next ? [`before ${kindOf(next)}`] : [stages[kept] ?? kept]
}

const stages: Record<string, string> = {
  pending: 'ahead',
  booked: 'ahead',
  confirmed: 'ahead',
  arrived: 'inHand',
  inWork: 'inHand',
  ready: 'inHand',
}

/** Flows that invoked each other; what was said in the middle of a talk stands on top of that, on its own. */
function chainsOf(talk: Frame[]): Frame[][] {
  const starts = talk.flatMap(({ parent }, index) => (parent === null ? index : []))
  return starts.map((start, index) => talk.slice(start, starts[index + 1]))
}

/** Of what lies below only what is asked there: nothing of it changes before it is gone on with. */
function stackOf(chains: Frame[][]): string {
  const front = chains.at(-1) ?? []
  const below = chains.at(-2)
  if (!below) return shapeOf(front) || 'nothing'
  return front.length > 1 ? `… > ${shapeOf(front)}` : `… ${shapeOf(below.slice(-2))} > ${shapeOf(front)}`
}

function shapeOf(frames: Frame[]): string {
  return frames.map(({ flow, snapshot }) => `${flow}.${stateName(snapshot as object)}`).join(' > ')
}

/** Whatever their number, places in the agenda are all alike; so are the languages in which they are offered. */
function offered(choices: { id: string }[]): string {
  return [...new Set(choices.map(({ id }) => (/\d/.test(id) ? '#' : id)))].join('/')
}

function isOwn({ frame }: Alarm): boolean {
  return frame === null
}

/** `reminder`, whether it is the first one or not. */
function kindOf({ name }: Alarm): string {
  return name.split(/[/-]/)[0]!
}

function isAhead({ status }: Appointment): boolean {
  return !['held', 'waiting', 'blocked', 'moved', 'cancelled', 'noShow', 'done'].includes(status)
}

const hour = 3_600_000
