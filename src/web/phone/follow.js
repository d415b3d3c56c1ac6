import { isElsewhere } from '../shared/chosen.js'
import { complain } from '../shared/complain.js'
import { listen } from '../shared/live.js'

/** @import { Refreshers } from './refresh.js' */
/** @import { State } from './state.js' */
/** @import { Store } from '../shared/store.js' */

/**
 * Reads everything as soon as the server is there, and from then on what its events say has changed.
 *
 * @param {Store<State>} store
 * @param {Refreshers} refresh
 * @param {() => Promise<void>} handOver
 */
export function follow(store, refresh, handOver) {
  const { change } = store

  /** @param {...(() => Promise<void>)} parts */
  const renew = (...parts) =>
    Promise.all(parts.map((part) => part())).then(
      () => {},
      (error) => complain(store, error),
    )

  async function renewTalk() {
    await renew(refresh.messages, refresh.customers)
    // Where a talk ends is noted against its messages.
    await renew(refresh.conversation)
  }

  async function renewAll() {
    await renew(refresh.workshop)
    await renew(refresh.clock, refresh.customers)
    choosePhone(store)
    await Promise.all([renewTalk(), renew(refresh.agenda)])
    await handOver()
  }

  listen({
    from: '/sandbox/events',
    onFound() {
      if (store.state.connection === 'unplugged') change({ notice: 'De vuelta. La charla está donde quedó.' })
      change({ connection: 'live', typing: [] })
      void renewAll()
    },
    onLost() {
      change({ connection: 'unplugged', typing: [] })
    },
    events: {
      chat({ phone, workshop }) {
        if (isElsewhere(workshop)) return
        if (phone === store.state.phone) void renewTalk()
        else change({ unread: [...new Set([...store.state.unread, phone])] })
      },
      typing({ phone, workshop, on }) {
        if (isElsewhere(workshop)) return
        const others = store.state.typing.filter((each) => each !== phone)
        change({ typing: on ? [...others, phone] : others })
      },
      flows({ problem }) {
        change({
          notice: problem === null ? 'Tus cambios ya están en uso.' : `Sin cambios todavía. ${problem}`,
        })
        if (problem === null) void renew(refresh.workshop, refresh.agenda)
      },
      clock({ now }) {
        change({ clock: { now: Date.parse(now), readAt: performance.now() } })
        void renew(refresh.agenda)
      },
      turn({ phone, workshop }) {
        if (isElsewhere(workshop)) return
        if (phone === store.state.phone) void renewTalk()
      },
      agenda({ workshop }) {
        if (isElsewhere(workshop)) return
        void renew(refresh.agenda)
      },
    },
  })
}

/**
 * Picks up the phone named in the address, else the last one that was used, else a new one.
 *
 * @param {Store<State>} store
 */
function choosePhone({ state, change }) {
  if (state.phone) return
  const named = /^#(\d{8,15})$/.exec(location.hash)?.[1]
  const phone = named ?? state.customers.at(-1)?.phone ?? newcomer.phone
  const isKnown = state.customers.some((customer) => customer.phone === phone)
  const name = phone === newcomer.phone ? newcomer.name : ''
  change({ phone, customers: isKnown ? state.customers : [...state.customers, { phone, name }] })
}

const newcomer = { phone: '59899123456', name: 'Ana Pereira' }
