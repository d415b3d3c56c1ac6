import { Gauge, type Registry } from 'prom-client'
import type { Clock } from '../../clock.ts'
import type { Conversation, Message } from '../../conversation/conversation.ts'
import type { Engine } from '../../conversation/engine.ts'
import type { Commit, Owing } from '../../conversation/events.ts'
import { owedDueAt } from '../../conversation/owedLine.ts'
import type { Store } from '../../store/store.ts'

interface Options {
  engine: Pick<Engine, 'events'>
  store: Pick<Store<Conversation, Message>, 'conversation'>
  clock: Clock
}

/**
 * How much is owed now. It is counted as it is committed, so that nothing has to be looked for in the store: only
 * conversations that owe something are remembered. What was held for later before this server began is counted from when it
 * falls due.
 */
export function watchOwed({ engine, store, clock }: Options, registers: Registry[]): void {
  const owing = new Map<string, Owing & Pick<Commit, 'workshop' | 'customer'>>()
  const note = (whose: Pick<Commit, 'workshop' | 'customer'>, owed: Owing) => {
    const { workshop, customer } = whose
    const key = `${workshop} ${customer}`
    if (owed.states.length === 0) owing.delete(key)
    else owing.set(key, { workshop, customer, ...owed })
  }
  engine.events.on('commit', (commit) => commit.owed && note(commit, commit.owed))
  new Gauge({
    name: 'chasqui_owed',
    help: 'Messages that this server has still to bring to Meta: owed, being sent, or sent with the answer lost',
    labelNames: ['state'],
    registers,
    async collect() {
      // Another server may have done what was this one's to do, or a customer been forgotten.
      const late = [...owing.values()].filter(({ dueAt = 0 }) => dueAt < clock.now() - patience)
      for (const { workshop, customer } of late.slice(0, mostLookedAt)) {
        const found = await store.conversation(workshop, customer).catch(() => null)
        if (found === null) continue
        const { owed } = found ?? { owed: [] }
        note({ workshop, customer }, { states: owed.map(({ state }) => state), dueAt: owedDueAt(owed) })
      }
      const counts = { owed: 0, sending: 0, unknown: 0 }
      for (const { states } of owing.values()) for (const state of states) counts[state]++
      for (const [state, count] of Object.entries(counts)) this.set({ state }, count)
    },
  })
}

/** What was to be done this long ago was done by somebody else, or is stuck, in ms. */
const patience = 10_000
const mostLookedAt = 100
