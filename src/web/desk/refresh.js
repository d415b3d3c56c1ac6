import { get, getAll, RefusedError } from '../shared/api.js'
import { settleOn } from '../shared/chosen.js'
import { coalesce } from '../shared/coalesce.js'
import { rangeOf, todayOf } from './state.js'

/** @import { Store } from '../shared/store.js' */
/** @import { Conversation, Day, State, Talk, Unsent } from './state.js' */

/** @typedef {ReturnType<typeof refreshers>} Refreshers */

/**
 * Reads what the page shows from the server, each part by itself. They fail as `get` does.
 *
 * @param {Store<State>} store
 */
export function refreshers(store) {
  const { change } = store
  /** @type {Set<string>} */
  const changed = new Set()

  const agenda = coalesce(async () => {
    const [from, to] = rangeOf(store.state)
    const query = { from, to }
    const [days, appointments, absences] = await Promise.all([
      get(`/api/v1/days?${new URLSearchParams(query)}`),
      getAll('/api/v1/appointments', new URLSearchParams({ ...query, status: statuses, limit: '500' })),
      getAll('/api/v1/absences', new URLSearchParams({ ...query, limit: '500' })),
    ])
    if (rangeOf(store.state)[0] !== from) return
    const known = Object.fromEntries(days.items.map((/** @type {Day} */ day) => [day.date, day]))
    change({ days: { ...store.state.days, ...known }, appointments, absences, readRange: `${from}/${to}` })
  })

  const one = coalesce(async () => {
    const customers = [...changed]
    changed.clear()
    const talks = await Promise.all(customers.map(readTalk))
    const known = Object.fromEntries(talks.flatMap((talk) => (talk ? [[talk.customer, talk]] : [])))
    const added = Object.keys(known).filter((key) => !store.state.found.includes(key))
    const found = store.state.search ? store.state.found : [...added, ...store.state.found]
    change({ talks: { ...store.state.talks, ...known }, found })
  })

  return {
    agenda,

    workshop: coalesce(async () => {
      const workshops = await getAll('/api/v1/workshops', new URLSearchParams({ limit: '500' }))
      settleOn(workshops)
      change({ workshops, workshop: await get('/api/v1/workshop') })
    }),

    /** Why nothing can be sent. That it cannot is an answer, too. */
    trouble: coalesce(async () => {
      const answer = await fetch('/readyz').catch(() => undefined)
      const { reasons = [] } = (await answer?.json().catch(() => undefined)) ?? {}
      change({ trouble: reasons })
    }),

    /** The appointments that wait for somebody of the workshop: to call, to accept. */
    tasks: coalesce(async () => {
      const list = (/** @type {[string, string]} */ ...which) => {
        const from = todayOf(store.state)
        const query = new URLSearchParams({ from, limit: '500', ...Object.fromEntries([which]) })
        return getAll('/api/v1/appointments', query)
      }
      const [toCall, asked] = await Promise.all([list('toCall', 'true'), list('status', 'pending')])
      change({ toCall, asked })
    }),

    /** Messages that did not arrive. That a person spoke first is no failure. */
    unsent: coalesce(async () => {
      /** @type {{items: Unsent[]}} */
      const { items } = await get('/api/v1/messages?state=blocked,failed&limit=30')
      change({ unsent: items.filter(({ reason }) => reason !== 'human') })
    }),

    /** The conversations that a person has, and those whose customers wrote last. */
    talks: coalesce(async () => {
      const { search } = store.state
      const query = new URLSearchParams({ recent: 'true', limit: '60', ...(search && { search }) })
      /** @type {{items: Talk[]}} */
      const { items } = await get(`/api/v1/conversations?${query}`)
      if (search !== store.state.search) return
      const talks = Object.fromEntries(items.map((talk) => [talk.customer, talk]))
      change({ talks: { ...store.state.talks, ...talks }, found: items.map(({ customer }) => customer) })
      const withPerson = new URLSearchParams({ attention: 'human', limit: '500' })
      /** @type {Talk[]} */
      const attended = await getAll('/api/v1/conversations', withPerson)
      for (const { customer } of attended) if (!talks[customer]) changed.add(customer)
      if (changed.size > 0) await one()
    }),

    /** What is known of these customers' conversations. */
    customer(/** @type {string} */ customer) {
      changed.add(customer)
      return one()
    },

    talk: coalesce(async () => {
      const { customer } = store.state.route
      const talk = customer === null ? null : await readConversation(customer)
      if (customer === store.state.route.customer) change({ talk })
    }),
  }
}

const statuses = 'held,pending,booked,confirmed,arrived,inWork,ready,done,cancelled,moved,noShow'

/**
 * @param {string} customer
 * @returns {Promise<Conversation | null>}
 */
function readConversation(customer) {
  return get(`/api/v1/conversations/${customer}?understood=true&limit=200`).catch(nobody)
}

/**
 * @param {string} customer
 * @returns {Promise<Talk | null>}
 */
async function readTalk(customer) {
  /** @type {Conversation | null} */
  const found = await get(`/api/v1/conversations/${customer}?limit=5`).catch(nobody)
  if (!found) return null
  const { messages, ...talk } = found
  // What the bot said is seldom what the talk is about.
  return { ...talk, last: messages.findLast(({ from }) => from !== 'bot') ?? messages.at(-1) ?? null }
}

/** @param {unknown} error */
function nobody(error) {
  if (error instanceof RefusedError && error.status === 404) return null
  throw error
}
