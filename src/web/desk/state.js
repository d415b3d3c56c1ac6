import { workshopNow } from '../shared/now.js'
import { addDays, day } from '../shared/time.js'
import { readRoute } from './route.js'

/** @import { Clock } from '../shared/now.js' */
/** @import { Route } from './route.js' */

/**
 * What the server tells, as its API gives it. Times are ISO 8601 with the workshop's offset.
 *
 * @typedef {{id: string, name: string, away?: {from: string, to: string, window: Window | null}[]}} Resource `away`: dates, both
 *   included
 * @typedef {{id: string, title: string, minutes: number, dropOff: boolean}} Service
 * @typedef {{id: string, name: string, zone: string, step: number, bays: Resource[], mechanics: Resource[],
 *   services: Service[], steps: Record<string, string[]>}} Workshop `steps`: from each status those that may follow
 * @typedef {{open: number, close: number}} Window in minutes of the day
 * @typedef {{date: string, hours: Window[], closed: 'closed' | 'holiday' | null, reason: string | null}} Day
 * @typedef {{id: string, customer: string, phone: string | null, name: string | null, service: string,
 *   vehicle: string | null, bays: string[], mechanics?: string[], start: string, end: string, status: string, note?: string,
 *   media?: string[], toCall?: 'undelivered' | 'unanswered' | 'limit', lateBy?: number, movedTo?: string}} Appointment
 * @typedef {{id: string, bays: string[], mechanics: string[], all: boolean, from: string, to: string, reason: string | null}} Absence
 * @typedef {{intent: string | null, when: {start: string, end: string | null, kind: string, not?: true}[],
 *   service: string | null, plate: string | null}} Understood
 * @typedef {{id: string, from: 'customer' | 'bot' | 'human', at: string, type: string, text: string, status?: string,
 *   reason?: string, about?: string, pricing?: {category: string, type?: string, billable?: boolean},
 *   cause?: {flow: string, state: string}, understood?: Understood, editedAt?: string, revokedAt?: string,
 *   media?: {state: 'owed' | 'kept' | 'failed', filename?: string, mime?: string, size?: number, reason?: string}}} Entry
 * @typedef {{customer: string, phone: string | null, name: string | null, attention: 'bot' | 'human', attendedAt?: string,
 *   talk: {flow: string, state: unknown}[], window: string | null, last: Entry | null}} Talk
 * @typedef {{id: string, customer: string, phone: string | null, name: string | null, from: 'bot' | 'human', at: string,
 *   type: string, text: string, state: 'blocked' | 'failed', reason?: string}} Unsent
 * @typedef {Omit<Talk, 'last'> & {messages: Entry[]}} Conversation
 */

/**
 * What lies open above the page: an appointment, or a new one at a place that was pointed at.
 *
 * @typedef {{kind: 'visit', id: string} | {kind: 'block', date: string} | {kind: 'blocked', absence: Absence} | {kind: 'new', date: string, time?: string, customer?: Pick<Talk, 'customer' | 'phone' | 'name'>}} Sheet
 */

/**
 * All that the page shows.
 *
 * @typedef {object} State
 * @property {'connecting' | 'live' | 'away'} connection
 * @property {Route} route
 * @property {Workshop} workshop
 * @property {Resource[]} workshops all there are
 * @property {Clock | null} clock
 * @property {Record<string, Day>} days by date
 * @property {Appointment[]} appointments of the dates in sight
 * @property {Absence[]} absences what is blocked in the dates in sight
 * @property {string} readRange the dates that they were read for
 * @property {Appointment[]} toCall whose customers somebody has to call
 * @property {Appointment[]} asked that are only asked for, until somebody accepts or declines
 * @property {Unsent[]} unsent messages that did not arrive, the newest first
 * @property {Record<string, Talk>} talks by customer, as far as they were asked for
 * @property {string[]} found customers, in the order of the list of conversations
 * @property {string} search
 * @property {Conversation | null} talk the conversation that is open
 * @property {Sheet | null} sheet
 * @property {'bays' | 'mechanics'} columns
 * @property {string[]} trouble why nothing can be sent
 * @property {string} notice
 */

/** @returns {State} */
export function initialState() {
  return {
    connection: 'connecting',
    route: readRoute(),
    workshop: {
      id: '',
      name: '',
      zone: 'America/Montevideo',
      step: 30,
      bays: [],
      mechanics: [],
      services: [],
      steps: {},
    },
    workshops: [],
    clock: null,
    days: {},
    appointments: [],
    absences: [],
    readRange: '',
    toCall: [],
    asked: [],
    unsent: [],
    talks: {},
    found: [],
    search: '',
    talk: null,
    sheet: null,
    columns: 'bays',
    trouble: [],
    notice: '',
  }
}

/** @param {State} state */
export function todayOf(state) {
  return day(workshopNow(state), state.workshop.zone)
}

/**
 * The date that the agenda shows, or whose week.
 *
 * @param {State} state
 */
export function shownDate(state) {
  return state.route.date ?? todayOf(state)
}

/**
 * The dates in sight, half open: the day, or its week from Monday on.
 *
 * @param {State} state
 * @returns {[from: string, to: string]}
 */
export function rangeOf(state) {
  const date = shownDate(state)
  if (state.route.view !== 'week') return [date, addDays(date, 1)]
  const monday = mondayOf(date)
  return [monday, addDays(monday, 7)]
}

/** @param {string} date */
export function mondayOf(date) {
  const weekday = new Date(`${date}T00:00Z`).getUTCDay()
  return addDays(date, -((weekday + 6) % 7))
}

/**
 * Those whose turn to speak is a person's, who waits longest first; whoever has been answered comes last.
 *
 * @param {State} state
 * @returns {Talk[]}
 */
export function attended({ talks }) {
  const answered = (/** @type {Talk} */ { last }) => (last?.from === 'human' ? 1 : 0)
  return Object.values(talks)
    .filter(({ attention }) => attention === 'human')
    .sort((a, b) => answered(a) - answered(b) || waitsSince(a).localeCompare(waitsSince(b)))
}

/** @param {Talk} talk */
export function waitsSince({ attendedAt, last }) {
  return attendedAt ?? last?.at ?? ''
}

/** @param {Talk} talk */
export function isWaiting({ attention, last }) {
  return attention === 'human' && last?.from !== 'human'
}

/** @param {{name: string | null, phone: string | null}} who */
export function calledOf({ name, phone }) {
  return name || (phone ? `+${phone}` : 'Sin nombre')
}
