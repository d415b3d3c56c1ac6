import { post, UnreachableError } from '../shared/api.js'
import { coalesce } from '../shared/coalesce.js'
import { complain } from '../shared/complain.js'
import { workshopNow } from '../shared/now.js'
import { currentCustomer } from './state.js'

/** @import { Pending, State } from './state.js' */
/** @import { Store } from '../shared/store.js' */

/**
 * Hands what the customers say to the server, in order. What is said while the server is away waits for it.
 *
 * @param {Store<State>} store
 * @param {() => void} onTaken
 */
export function createOutbox(store, onTaken) {
  const handOver = coalesce(async () => {
    for (;;) {
      const next = store.state.pending.find(({ id }) => !id)
      if (!next) return
      try {
        const { id } = await post(`/sandbox/customers/${next.phone}/messages`, next.body, next.key)
        replace(next, [{ ...next, id }])
        onTaken()
      } catch (error) {
        if (error instanceof UnreachableError) return
        replace(next, [])
        complain(store, error)
      }
    }
  })

  /**
   * @param {Pending} old
   * @param {Pending[]} by
   */
  function replace(old, by) {
    store.change({ pending: store.state.pending.flatMap((each) => (each === old ? by : [each])) })
  }

  return {
    handOver,

    /**
     * @param {Record<string, unknown>} content
     * @param {string} text
     * @param {string} type
     */
    send(content, text, type) {
      const { phone, name } = currentCustomer(store.state)
      const body = name ? { ...content, name } : content
      const pending = { key: crypto.randomUUID(), phone, body, text, type, at: workshopNow(store.state) }
      store.change({ pending: [...store.state.pending, pending] })
      void handOver()
    },
  }
}
