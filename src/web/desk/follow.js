import { RefusedError } from '../shared/api.js'
import { about } from '../shared/chosen.js'
import { complain } from '../shared/complain.js'
import { listen } from '../shared/live.js'
import { readRoute } from './route.js'
import { rangeOf } from './state.js'

/** @import { Store } from '../shared/store.js' */
/** @import { Refreshers } from './refresh.js' */
/** @import { State } from './state.js' */

/**
 * Reads everything as soon as the server is there, and from then on what its events say has changed. All is read
 * again each minute, when the clock is told: an event of another server may be lost.
 *
 * @param {Store<State>} store
 * @param {Refreshers} refresh
 */
export function follow(store, refresh) {
  const { change } = store

  /** @param {...(() => Promise<void>)} parts */
  const renew = (...parts) =>
    Promise.all(parts.map((part) => part())).then(
      () => {},
      (error) => {
        // The session is over: the page asks for the token.
        if (error instanceof RefusedError && error.status === 401) location.reload()
        else complain(store, error)
      },
    )

  const renewAll = () =>
    renew(refresh.agenda, refresh.tasks, refresh.talks, refresh.talk, refresh.unsent, refresh.trouble)

  addEventListener('hashchange', () => {
    const [before] = rangeOf(store.state)
    const route = readRoute()
    const isSameTalk = route.customer === store.state.route.customer
    change({ route, ...(!isSameTalk && { talk: null }) })
    if (rangeOf(store.state)[0] !== before || store.state.readRange !== rangeOf(store.state).join('/'))
      void renew(refresh.agenda)
    if (!isSameTalk) void renew(refresh.talk)
  })

  void renew(refresh.workshop).then(() => {
    listen({
      from: about('/desk/changes'),
      onFound: () => change({ connection: 'live' }),
      onLost() {
        change({ connection: 'away' })
        void renew(refresh.workshop)
      },
      events: {
        clock({ now }) {
          change({ clock: { now: Date.parse(now), readAt: performance.now() } })
          void renewAll()
        },
        workshop: () => void renew(refresh.workshop, refresh.agenda),
        turn({ customer, agenda }) {
          // What is blocked is the workshop's own, and has no conversation.
          if (customer !== 'workshop') void renew(() => refresh.customer(customer), refresh.unsent)
          if (customer === store.state.route.customer) void renew(refresh.talk)
          if (agenda) void renew(refresh.agenda, refresh.tasks)
        },
      },
    })
  })
}
