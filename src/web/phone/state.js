/**
 * What the server tells, as its API gives it. Times are ISO 8601 with the workshop's offset.
 *
 * @typedef {{id: string, name: string, zone: string, bays: {id: string, name: string}[], services: {id: string, title: string}[]}} Workshop
 * @typedef {{phone: string, name: string, lastAt?: string | null}} Customer
 * @typedef {{id: string, title: string, description?: string}} Option
 * @typedef {{id: string, from: 'customer' | 'workshop', at: string, type: string, text: string, options?: Option[],
 *   list?: string, header?: string, footer?: string, url?: string, status?: string}} Message
 * @typedef {{id: string, customer: string, phone: string | null, name: string | null, service: string,
 *   vehicle: string | null, bays: string[], start: string, end: string, status: string}} Appointment
 * @typedef {{flow: string, state: unknown}} Place
 * @typedef {{id: string, from: 'customer' | 'bot' | 'human', at: string, type: string, text: string, status?: string,
 *   cause?: Place}} Entry
 * @typedef {{customer: string, attention: 'bot' | 'human', talk: Place[], messages: Entry[]}} Conversation
 */

/**
 * A message that this phone has not handed over yet; it gets its id when the server takes it. `at` is Unix ms.
 *
 * @typedef {{key: string, phone: string, body: Record<string, unknown>, text: string, type: string, at: number, id?: string}} Pending
 */

/**
 * Ids of messages: the present talk began after `after`; if none runs, the last one ended with `ended`.
 *
 * @typedef {{after?: string | undefined, ended?: string | undefined}} TalkMark
 */

/**
 * All that the page shows.
 *
 * @typedef {object} State
 * @property {'connecting' | 'live' | 'unplugged'} connection
 * @property {Workshop} workshop the one that it writes to
 * @property {{id: string, name: string}[]} workshops all there are
 * @property {Customer[]} customers
 * @property {string} phone whose phone this is now
 * @property {Message[]} messages of that phone, oldest first
 * @property {Pending[]} pending of all phones
 * @property {string[]} unread phones with news
 * @property {string[]} typing phones that the workshop is writing to
 * @property {string | null} sheet id of the message whose list is open
 * @property {boolean} adding whether a customer is being added
 * @property {Conversation | null} conversation
 * @property {Record<string, TalkMark>} talks by phone
 * @property {Appointment[]} appointments
 * @property {string | null} agendaDay the day of the agenda that is shown, or null for today
 * @property {string | null} news id of the appointment that changed last
 * @property {{now: number, readAt: number} | null} clock the workshop's time, and `performance.now()` when it was read
 * @property {boolean} moving whether the clock is being moved
 * @property {string} notice
 */

/** @returns {State} */
export function initialState() {
  return {
    connection: 'connecting',
    workshop: { id: '', name: 'Taller', zone: 'America/Montevideo', bays: [], services: [] },
    workshops: [],
    customers: [],
    phone: '',
    messages: [],
    pending: [],
    unread: [],
    typing: [],
    sheet: null,
    adding: false,
    conversation: null,
    talks: {},
    appointments: [],
    agendaDay: null,
    news: null,
    clock: null,
    moving: false,
    notice: '',
  }
}

/**
 * @param {State} state
 * @returns {Customer}
 */
export function currentCustomer(state) {
  return state.customers.find(({ phone }) => phone === state.phone) ?? { phone: state.phone, name: '' }
}

/**
 * What the workshop has sent in the present talk, or in the last one when none runs: since the one before was seen to
 * end, and since the last pause of hours.
 *
 * @param {State} state
 */
export function sentInThisTalk({ messages, talks, phone }) {
  const afterPause = messages.findLastIndex(
    ({ at }, index) => index > 0 && Date.parse(at) - Date.parse(messages[index - 1]?.at ?? at) > pauseMs,
  )
  const afterLast = messages.findIndex(({ id }) => id === talks[phone]?.after) + 1
  const sent = messages.slice(Math.max(0, afterPause, afterLast))
  return sent.filter(({ from }) => from === 'workshop').length
}

const pauseMs = 6 * 3_600_000

/**
 * Notes where talks begin and end, which the transcript does not say.
 *
 * @param {TalkMark} mark
 * @param {Place[]} talk
 * @param {string | undefined} newest id of the newest message
 * @returns {TalkMark}
 */
export function noteTalk(mark, talk, newest) {
  if (talk.length === 0) return { ...mark, ended: newest }
  return mark.ended ? { after: mark.ended } : mark
}
