import { patch, post, RefusedError, remove } from '../shared/api.js'
import { complain } from '../shared/complain.js'
import { refusalWords } from './refusals.js'

/** @import { Store } from '../shared/store.js' */
/** @import { Refreshers } from './refresh.js' */
/** @import { Appointment, Sheet, State } from './state.js' */

/** @typedef {ReturnType<typeof createActions>} Actions */
/** @typedef {{start: string, end: string}} Place */
/** @typedef {{ok: true, appointment: Appointment} | {ok: false, message: string, alternatives: Place[], isTaken: boolean}} Outcome */

/**
 * All that a person can do at the desk.
 *
 * @param {Store<State>} store
 * @param {Refreshers} refresh
 */
export function createActions(store, refresh) {
  const { change } = store

  /** @param {() => Promise<unknown>} work */
  const attempt = (work) =>
    work().catch((error) => {
      if (error instanceof RefusedError) change({ notice: refusalWords(error) })
      else complain(store, error)
    })

  /**
   * What the server makes of a change of the agenda; a refusal is an answer, to be shown where it was asked.
   *
   * @param {() => Promise<Appointment>} work
   * @returns {Promise<Outcome>}
   */
  async function settled(work) {
    try {
      const appointment = await work()
      await Promise.all([refresh.agenda(), refresh.tasks()])
      return { ok: true, appointment }
    } catch (error) {
      const isRefused = error instanceof RefusedError
      const { alternatives = [] } = isRefused ? error.body : {}
      const isTaken = isRefused && error.code === 'slotTaken'
      return { ok: false, message: refusalWords(error), alternatives, isTaken }
    }
  }

  return {
    /** @param {Sheet} sheet */
    open: (sheet) => change({ sheet }),

    close: () => change({ sheet: null }),

    /** @param {'bays' | 'mechanics'} columns */
    showColumns: (columns) => change({ columns }),

    /** @param {string} search */
    search(search) {
      change({ search })
      void attempt(refresh.talks)
    },

    /**
     * @param {string} id
     * @param {Record<string, unknown>} body
     * @returns {Promise<Outcome>}
     */
    amend: (id, body) => settled(() => patch(`/api/v1/appointments/${id}`, body)),

    /**
     * Where there is no place to say what was refused but the page itself.
     *
     * @param {string} id
     * @param {Record<string, unknown>} body
     */
    async amendAtOnce(id, body) {
      const outcome = await settled(() => patch(`/api/v1/appointments/${id}`, body))
      if (!outcome.ok) change({ notice: outcome.message })
    },

    /**
     * @param {Record<string, unknown>} body
     * @param {string} key one for each appointment that is meant, so that a lost answer makes no second one
     * @returns {Promise<Outcome>}
     */
    book: (body, key) => settled(() => post('/api/v1/appointments', body, key)),

    /**
     * @param {Record<string, unknown>} body
     * @param {string} key
     * @returns {Promise<{message: string, standing: Appointment[]} | null>} why it was not blocked
     */
    async block(body, key) {
      try {
        await post('/api/v1/absences', body, key)
        await refresh.agenda()
        return null
      } catch (error) {
        const standing = (error instanceof RefusedError && error.body.appointments) || []
        return { message: refusalWords(error), standing }
      }
    },

    /**
     * @param {string} id
     * @returns {Promise<string>} why it is still blocked; empty when it is not
     */
    async unblock(id) {
      try {
        await remove(`/api/v1/absences/${id}`)
        await refresh.agenda()
        return ''
      } catch (error) {
        return refusalWords(error)
      }
    },

    /**
     * @param {string} customer
     * @param {'human' | 'bot'} to
     */
    giveFloor: (customer, to) =>
      attempt(async () => {
        await post(`/api/v1/conversations/${customer}/attention`, { to })
        await Promise.all([refresh.customer(customer), refresh.talk()])
      }),

    /**
     * A person who answers takes the floor: two voices never speak at once.
     *
     * @param {string} customer
     * @param {string} text
     * @param {string} key
     * @returns {Promise<string>} why it could not be handed in; empty when it was
     */
    async reply(customer, text, key) {
      try {
        if (store.state.talk?.attention === 'bot')
          await post(`/api/v1/conversations/${customer}/attention`, { to: 'human' })
        await post(`/api/v1/conversations/${customer}/messages`, { text }, key)
        await refresh.talk()
        return ''
      } catch (error) {
        return refusalWords(error)
      }
    },

    /** @param {string} notice one that may have given way to another meanwhile */
    forgetNotice: (notice) => store.state.notice === notice && change({ notice: '' }),
  }
}
