import type { Conversation, Message } from '../../src/conversation/conversation.ts'
import { type Store, StoreUnavailableError } from '../../src/store/store.ts'

type Talks = Store<Conversation, Message>

/**
 * Decides at which step things go wrong. Each commit has two steps, just before it and just after, and each send as well.
 * `crash`: from that step on the process does nothing any more, as if it had been killed there. `fault`: that step alone
 * fails, and the process lives on.
 */
export class Fate {
  #wrongAt = Number.POSITIVE_INFINITY
  #how: 'crash' | 'fault' = 'crash'
  /** Steps taken so far, by name. */
  readonly steps: string[] = []
  isDead = false

  /** Lets the n-th step from now go wrong. */
  goWrong(n: number, how: 'crash' | 'fault'): this {
    this.#wrongAt = this.steps.length + n
    this.#how = how
    return this
  }

  /** @throws StoreUnavailableError when it goes wrong here, or the process is dead */
  step(name: string): void {
    this.live()
    this.steps.push(name)
    if (this.steps.length !== this.#wrongAt) return
    this.isDead = this.#how === 'crash'
    throw new StoreUnavailableError(new Error(`The test let it go wrong ${name}`))
  }

  live(): void {
    if (this.isDead) throw new StoreUnavailableError(new Error('The process is dead'))
  }
}

/** A store whose commits are steps of a fate; of a dead process it does nothing at all. */
export function mortal(store: Talks, fate: Fate): Talks {
  return new Proxy(store, {
    get(target, name) {
      if (name === 'turn') return (...args: Parameters<Talks['turn']>) => turn(target, fate, ...args)
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        if (name !== 'close') fate.live()
        return value.apply(target, args)
      }
    },
  })
}

async function turn(store: Talks, fate: Fate, ...[whose, work]: Parameters<Talks['turn']>): Promise<unknown> {
  fate.live()
  let writes = false
  const result = await store.turn(whose, async (view) => {
    const done = await work(view)
    fate.live()
    writes = Object.keys(done.changes).length > 0
    if (writes) fate.step('before a commit')
    return done
  })
  if (writes) fate.step('after a commit')
  fate.live()
  return result
}
