import { post, RefusedError } from '../shared/api.js'
import { complain } from '../shared/complain.js'
import { moment } from '../shared/time.js'

/** @import { Refreshers } from './refresh.js' */
/** @import { State } from './state.js' */
/** @import { Store } from '../shared/store.js' */

/** @typedef {ReturnType<typeof createActions>} Actions */

/**
 * All that a person can do on the page.
 *
 * @param {Store<State>} store
 * @param {Refreshers} refresh
 * @param {(content: Record<string, unknown>, text: string, type: string) => void} send
 */
export function createActions(store, refresh, send) {
  const { change } = store

  /** @param {() => Promise<unknown>} work */
  const attempt = (work) => work().catch((error) => complain(store, error))

  /** @param {{advance: string} | {to: 'next'}} body */
  async function moveClock(body) {
    change({ moving: true })
    try {
      const now = Date.parse((await post('/sandbox/clock', body)).now)
      const notice = `Ahora es ${moment(now, store.state.workshop.zone)}.`
      change({ clock: { now, readAt: performance.now() }, notice })
    } catch (error) {
      if (error instanceof RefusedError && error.status === 409) change({ notice: 'No hay nada pendiente.' })
      else complain(store, error)
    } finally {
      change({ moving: false })
    }
  }

  /** @param {string} phone */
  function switchTo(phone) {
    if (phone === store.state.phone) return
    const unread = store.state.unread.filter((each) => each !== phone)
    change({ phone, unread, messages: [], conversation: null, sheet: null })
    history.replaceState(null, '', `${location.search}#${phone}`)
    void attempt(async () => {
      await refresh.messages()
      await refresh.conversation()
    })
  }

  return {
    switchTo,

    /** @param {string} text */
    write: (text) => send({ text }, text, 'text'),

    /** @param {{id: string, title: string}} option */
    choose: ({ id, title }) => send({ choose: id }, title, 'text'),

    /** @param {string} type `audio`, `image` or `location` */
    sendMedia: (type) => send({ media: { type } }, '', type),

    /** @param {string} message id of the message whose list is to be shown */
    openSheet: (message) => change({ sheet: message }),

    closeSheet: () => change({ sheet: null }),

    openAdding: () => change({ adding: true }),

    closeAdding: () => change({ adding: false }),

    /**
     * @param {string} phone
     * @param {string} name
     */
    addCustomer(phone, name) {
      const others = store.state.customers.filter((customer) => customer.phone !== phone)
      change({ customers: [...others, { phone, name }] })
      switchTo(phone)
    },

    /** @param {string} duration ISO 8601, such as `PT1H` */
    advanceClock: (duration) => moveClock({ advance: duration }),

    advanceToNext: () => moveClock({ to: 'next' }),

    /** Ends the server's process, to show that nothing is lost. */
    pullPlug: () =>
      attempt(async () => {
        await post('/sandbox/plug', {})
        change({ connection: 'unplugged', typing: [] })
      }),

    giveFloorToBot: () =>
      attempt(async () => {
        await post(`/api/v1/conversations/${store.state.phone}/attention`, { to: 'bot' })
        await refresh.conversation()
      }),

    /** @param {string} day */
    showDay: (day) => change({ agendaDay: day, news: null }),

    /** @param {string} notice one that may have given way to another meanwhile */
    forgetNotice: (notice) => store.state.notice === notice && change({ notice: '' }),
  }
}
