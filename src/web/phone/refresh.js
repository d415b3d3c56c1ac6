import { get, getAll, RefusedError } from '../shared/api.js'
import { settleOn } from '../shared/chosen.js'
import { coalesce } from '../shared/coalesce.js'
import { workshopNow } from '../shared/now.js'
import { addDays, day } from '../shared/time.js'
import { goneStatuses } from '../shared/words.js'
import { noteTalk } from './state.js'

/** @import { Store } from '../shared/store.js' */
/** @import { Appointment, Customer, Message, State } from './state.js' */

/** @typedef {ReturnType<typeof refreshers>} Refreshers */

/**
 * Reads what the page shows from the server, each part by itself. They fail as `get` does.
 *
 * @param {Store<State>} store
 */
export function refreshers(store) {
  /** @type {Appointment[] | undefined} */
  let known

  return {
    workshop: coalesce(async () => {
      const workshops = await getAll('/api/v1/workshops', new URLSearchParams({ limit: '500' }))
      settleOn(workshops)
      store.change({ workshops, workshop: await get('/api/v1/workshop') })
    }),

    clock: coalesce(async () => {
      const { now } = await get('/sandbox/clock')
      store.change({ clock: { now: Date.parse(now), readAt: performance.now() } })
    }),

    customers: coalesce(async () => {
      const { items } = await get('/sandbox/customers')
      store.change({ customers: merged(store.state.customers, items) })
    }),

    messages: coalesce(async () => {
      const { phone } = store.state
      /** @type {{messages: Message[]}} */
      const { messages } = await get(`/sandbox/customers/${phone}/messages`)
      if (phone !== store.state.phone) return
      const taken = new Set(messages.map(({ id }) => id))
      const pending = store.state.pending.filter(({ id }) => !id || !taken.has(id))
      store.change({ messages, pending })
    }),

    conversation: coalesce(async () => {
      const { phone } = store.state
      // Whom the server does not know yet it need not be asked for.
      const isKnown = store.state.messages.some(
        ({ from, status }) => from === 'workshop' || status !== 'sent',
      )
      const conversation = isKnown ? await get(`/api/v1/conversations/${phone}`).catch(nothingYet) : null
      if (phone !== store.state.phone) return
      const { talks, messages } = store.state
      const mark = noteTalk(talks[phone] ?? {}, conversation?.talk ?? [], messages.at(-1)?.id)
      store.change({ conversation, talks: { ...talks, [phone]: mark } })
    }),

    agenda: coalesce(async () => {
      const appointments = await readAgenda(day(workshopNow(store.state), store.state.workshop.zone))
      const news = known && changed(known, appointments)
      known = appointments
      store.change({ appointments })
      if (news) store.change({ news: news.id, agendaDay: day(news.start, store.state.workshop.zone) })
    }),
  }
}

const agendaDays = 70
const statuses = 'held,pending,booked,confirmed,arrived,inWork,ready,done,cancelled,moved,noShow'

/**
 * Keeps the order in which customers were first seen, and those who have not written yet.
 *
 * @param {Customer[]} known
 * @param {Customer[]} listed
 */
function merged(known, listed) {
  const byPhone = new Map(known.map((customer) => [customer.phone, customer]))
  for (const customer of [...listed].reverse()) byPhone.set(customer.phone, customer)
  return [...byPhone.values()]
}

/** @param {unknown} error */
function nothingYet(error) {
  if (error instanceof RefusedError && error.status === 404) return null
  throw error
}

/**
 * @param {string} today
 * @returns {Promise<Appointment[]>}
 */
async function readAgenda(today) {
  const query = new URLSearchParams({ from: today, to: addDays(today, agendaDays), status: statuses })
  return getAll('/api/v1/appointments', query)
}

/**
 * The appointment that is new or not as it was; of several, the one that takes a place.
 *
 * @param {Appointment[]} before
 * @param {Appointment[]} after
 */
function changed(before, after) {
  const known = new Map(before.map((appointment) => [appointment.id, appointment]))
  const changes = after.filter(({ id, start, status }) => {
    const old = known.get(id)
    return old?.start !== start || old.status !== status
  })
  return changes.find(({ status }) => !goneStatuses.has(status)) ?? changes[0]
}
