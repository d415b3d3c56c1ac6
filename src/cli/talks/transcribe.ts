import type { Appointment } from '../../agenda/appointment.ts'
import type { Workshop } from '../../agenda/workshop.ts'
import type { Message } from '../../conversation/conversation.ts'
import { pseudonyms } from './pseudonyms.ts'
import { type Did, sequenceOf } from './sequence.ts'
import type { Step, Talk } from './talk.ts'
import { Week } from './week.ts'

export interface Recorded {
  title: string
  workshop: Workshop
  /** Oldest first. */
  messages: Message[]
  /** All of the customer's. */
  appointments: Appointment[]
  /** Names of the customer. */
  names: (string | null | undefined)[]
}

/** A conversation written down as a talk, and what whoever reads it should know. */
export interface Transcript {
  talk: Talk
  notes: string[]
}

const minute = 60_000
/** What a customer waits before they write is written down where it may matter, in ms. */
const worthAWait = 2 * minute

/**
 * Writes down what was heard and said as a talk that can be rehearsed: days become those of a week, and what tells who
 * the customer is is replaced. What was offered to tap is not kept with messages that arrived: any options are right.
 */
export function transcribe({ title, workshop, messages, appointments, names }: Recorded): Transcript {
  const happened = sequenceOf(messages)
  const begun = happened[0]?.at ?? 0
  const week = new Week(workshop, begun)
  const veiled = pseudonyms(names)
  const plain = (text: string) => veiled(week.hide(text))
  const talk: Step[] = []
  let stands = Math.floor(begun / minute) * minute
  for (const each of happened) {
    const waited = each.at - stands
    if ('did' in each ? waited > worthAWait : each.said.proactive) {
      const seconds = Math.max(1, Math.round(waited / 1000))
      talk.push({ later: `PT${seconds}S` })
      stands += seconds * 1000
    }
    if ('did' in each) talk.push({ ...stepOf(each.did, plain), said: [] })
    else {
      const { text, type } = each.said
      const step = talk.at(-1)!
      step.said = [...(step.said ?? []), { text: plain(text), options: type === 'text' ? [] : ['…'] }]
    }
  }
  const { agenda, beyond } = agendaOf(appointments, week, plain)
  const notes = [
    ...(messages.some(({ from }) => from === 'human')
      ? ['From where a person answered, nothing is written down.']
      : []),
    ...beyond.map((id) => `The appointment ${id} is beyond the two weeks that a talk may speak of.`),
    ...datesIn(talk).map((date) => `"${date}" stands as it was written; rehearsed, it is another day.`),
  ]
  return { talk: { title, now: week.moment(begun)!, talk, agenda }, notes }
}

function stepOf(did: Did, plain: (text: string) => string): Step {
  if ('heard' in did) return { heard: plain(did.heard) }
  return 'tapped' in did ? { tapped: plain(did.tapped) } : did
}

function agendaOf(appointments: Appointment[], week: Week, plain: (text: string) => string) {
  const agenda: Talk['agenda'] = []
  const beyond: string[] = []
  for (const { id, start, service, vehicle, status } of appointments) {
    if (status === 'held' || status === 'waiting' || status === 'blocked') continue
    const moment = week.moment(Date.parse(start))
    if (moment === undefined) beyond.push(id)
    else agenda.push({ service, start: moment, ...(vehicle && { vehicle: plain(vehicle) }), status })
  }
  return { agenda, beyond }
}

/** Days of the month that a customer wrote. */
function datesIn(talk: Step[]): string[] {
  const written = talk.flatMap(({ heard = '' }) => heard.match(dayOfMonth) ?? [])
  return [...new Set(written)]
}

const dayOfMonth =
  /\b(?:el|d[ií]a|on the) \d{1,2}\b(?! ?(?::|h|de la))|\b\d{1,2}\/\d{1,2}\b|\b\d{1,2} de \p{L}+/giu
