import { expect } from 'chai'
import * as fc from 'fast-check'
import { openEmbeddedStore } from '../../src/store/embedded.ts'
import { usual } from '../../src/store/postgres/pace.ts'
import { openPostgresStore } from '../../src/store/postgres/store.ts'
import type { ConversationRow, MessageRow, Store } from '../../src/store/store.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { freshDatabase } from '../helpers/postgres.ts'

/** How many talks are tried with each store: the same ones each time in `npm test`, others where `SEQUENCE_RUNS` says so. */
const { SEQUENCE_RUNS } = process.env
const parameters = SEQUENCE_RUNS ? { numRuns: Number(SEQUENCE_RUNS) } : { numRuns: 20, seed: 1 }

type Row = ConversationRow & { count: number }
type Said = MessageRow & { notes: number }
type AnyStore = Store<Row, Said>

const now = Date.parse('2026-11-26T12:30:00Z')
const customers = 3

interface Sent {
  who: number
  /** What Meta tells of who wrote: a phone, a user id, or both, so that two conversations turn out to be one customer's. */
  naming: string[]
}
/** `fails`: it is not handled. `again`: Meta brings one of the last messages once more, perhaps while it is still being heard. */
type Event = { node: number } & (
  | ({ what: 'hear' | 'fails' } & Sent)
  | { what: 'again'; back: number }
  | { what: 'note'; who: number; back: number }
)
interface Forgetting {
  node: number
  forgets: number
}

const naming = fc.constantFrom<string[]>(['phone'], ['user'], ['phone', 'user'])
const who = fc.nat({ max: customers - 1 })
const node = fc.nat({ max: 1 })
const hear: fc.Arbitrary<Event> = fc.record({
  what: fc.constantFrom('hear' as const, 'hear' as const, 'hear' as const, 'fails' as const),
  node,
  who,
  naming,
})
const again: fc.Arbitrary<Event> = fc.record({ what: fc.constant('again' as const), node, back: fc.nat(12) })
const note: fc.Arbitrary<Event> = fc.record({
  what: fc.constant('note' as const),
  node,
  who,
  back: fc.nat(3),
})
const forget: fc.Arbitrary<Forgetting> = fc.record({ node, forgets: who })

const together = fc.array(
  fc.oneof({ arbitrary: hear, weight: 4 }, { arbitrary: again, weight: 2 }, { arbitrary: note, weight: 3 }),
  { minLength: 1, maxLength: 6 },
)
/** What happens at the same time, one after another; a customer is forgotten while nothing else happens. */
const talks = fc.array(fc.oneof({ arbitrary: together, weight: 6 }, { arbitrary: forget, weight: 1 }), {
  minLength: 5,
  maxLength: 25,
})

const stores: Record<string, () => Promise<AnyStore[]>> = {
  'the embedded store': async () => {
    const store = await openEmbeddedStore<Row, Said>(temporaryFolder(), () => now)
    closeAfterTest(() => store.close())
    return [store, store]
  },
  // The first goes on from what it remembers, as a node does until the next beat tells it that there is another one.
  'two nodes over PostgreSQL': async () => {
    const url = await freshDatabase()
    const open = () => openPostgresStore<Row, Said>(url, () => now, { ...usual, beat: 600_000 })
    const nodes = [await open(), await open()]
    for (const each of nodes) closeAfterTest(() => each.close())
    return nodes
  },
}

for (const [name, open] of Object.entries(stores)) {
  describe(`whatever is heard, noted, joined and forgotten, and in whatever order (${name})`, function () {
    this.timeout(60_000 + parameters.numRuns * 1_000)

    it('is handled once, and all of it is kept', async () => {
      const nodes = await open()
      let talksTried = 0
      await fc.assert(
        fc.asyncProperty(talks, async (steps) => {
          const talk = new Talk(nodes, `w${++talksTried}`)
          for (const step of steps) {
            if ('forgets' in step) await talk.forget(step)
            else await Promise.all(step.map((each) => talk.happen(each)))
          }
          await talk.check()
        }),
        parameters,
      )
    })
  })
}

/** One workshop’s customers, and what must have become of what they wrote. */
class Talk {
  readonly #nodes: AnyStore[]
  readonly #workshop: string
  readonly #sent: (Sent & { id: string })[] = []
  /** By customer, ids of the messages that count: of those before the customer was forgotten nothing is left. */
  readonly #handled = new Map<number, string[]>()
  readonly #forgotten = new Set<string>()
  readonly #notes = new Map<number, number>()

  constructor(nodes: AnyStore[], workshop: string) {
    this.#nodes = nodes
    this.#workshop = workshop
  }

  async happen(step: Event): Promise<void> {
    const store = this.#nodes[step.node]!
    if (step.what === 'note') return this.#note(store, step)
    if (step.what === 'again') {
      const sent = this.#sent.at(-1 - (step.back % Math.max(1, this.#sent.length)))
      return sent && this.#hear(store, sent)
    }
    const sent = { id: `wamid.${this.#sent.length}`, who: step.who, naming: step.naming }
    this.#sent.push(sent)
    if (step.what === 'hear') return this.#hear(store, sent)
    const aliases = sent.naming.map((each) => aliasOf(each, sent.who))
    const failing = store.turn({ workshop: this.#workshop, aliases }, () =>
      Promise.reject(new Error('it fails')),
    )
    expect(await failing.catch(({ message }: Error) => message)).to.equal('it fails')
  }

  async forget({ node, forgets: who }: Forgetting): Promise<void> {
    const store = this.#nodes[node]!
    for (const key of await this.#keysOf(who)) await store.forget(this.#workshop, key, () => undefined)
    for (const id of this.#handled.get(who) ?? []) this.#forgotten.add(id)
    this.#handled.delete(who)
    this.#notes.delete(who)
  }

  async check(): Promise<void> {
    for (let who = 0; who < customers; who++) {
      const expected = this.#handled.get(who) ?? []
      for (const store of this.#nodes) {
        const keys = await this.#keysOf(who, store)
        const rows = await Promise.all(keys.map((key) => store.conversation(this.#workshop, key)))
        const said = await Promise.all(keys.map((key) => store.messages(this.#workshop, key, { limit: 999 })))
        expect(rows.reduce((sum, row) => sum + row!.count, 0)).to.equal(expected.length)
        expect(said.flat().map(({ wamid }) => wamid)).to.have.members(expected)
        for (const [index, key] of keys.entries()) {
          const ids = said[index]!.map(({ id }) => id)
          expect(ids).to.deep.equal(ids.map((_, index) => `${key}.${index + 1}`))
        }
        const notes = said.flat().reduce((sum, message) => sum + message.notes, 0)
        expect(notes).to.equal(this.#notes.get(who) ?? 0)
      }
    }
  }

  /** As the engine does: what was not seen before is counted and kept; who turns out to be known twice is joined. */
  async #hear(store: AnyStore, { id, who, naming }: Sent & { id: string }): Promise<void> {
    const aliases = naming.map((each) => aliasOf(each, who))
    const { key, others, isNew } = await store.turn(
      { workshop: this.#workshop, aliases, hears: { id, at: now } },
      async (view) => {
        const { key, others, conversation } = view
        if (others.length > 0) return { changes: {}, result: { key, others, isNew: false } }
        if (await view.seen(id, now)) return { changes: {}, result: { key, others, isNew: false } }
        const count = (conversation?.count ?? 0) + 1
        const known = [...new Set([...(conversation?.aliases ?? []), ...aliases])]
        const row = { workshop: this.#workshop, key, aliases: known, dueAt: null, count }
        const message = { id: `${key}.${count}`, number: count, wamid: id, notes: 0 }
        const changes = { conversation: row, messages: [message], seen: [{ id, at: now }] }
        return { changes, result: { key, others, isNew: true } }
      },
    )
    if (isNew) {
      expect(this.#handled.get(who) ?? [], 'handled twice').not.to.include(id)
      expect([...this.#forgotten], 'heard anew').not.to.include(id)
      this.#handled.set(who, [...(this.#handled.get(who) ?? []), id])
    }
    if (others.length === 0) return
    for (const other of others) await this.#join(store, [key, other].sort() as [string, string])
    await this.#hear(store, { id, who, naming })
  }

  async #join(store: AnyStore, [elder, younger]: [string, string]): Promise<void> {
    await store.join(this.#workshop, elder, younger, (first, second) => ({
      conversation: {
        ...first,
        aliases: [...new Set([...first.aliases, ...second.aliases])],
        count: first.count + second.count,
      },
      message: (message) => ({
        ...message,
        id: `${elder}.${first.count + message.number}`,
        number: first.count + message.number,
      }),
      appointment: (each) => each,
    }))
  }

  /** As a status does: it changes one of the last messages alone. */
  async #note(store: AnyStore, { who, back }: { who: number; back: number }): Promise<void> {
    const [key] = await this.#keysOf(who, store)
    const row = key === undefined ? undefined : await store.conversation(this.#workshop, key)
    if (!row) return
    const number = Math.max(1, row.count - back)
    const whose = { workshop: this.#workshop, key: row.key, messages: [number], goesOn: back === 0 }
    const isNoted = await store.turn(whose, async (view) => {
      const message = await view.message(number)
      if (!message) return { changes: {}, result: false }
      return { changes: { messages: [{ ...message, notes: message.notes + 1 }] }, result: true }
    })
    if (isNoted) this.#notes.set(who, (this.#notes.get(who) ?? 0) + 1)
  }

  async #keysOf(who: number, store = this.#nodes[0]!): Promise<string[]> {
    const found = await Promise.all(
      ['phone', 'user'].map((each) => store.find(this.#workshop, aliasOf(each, who))),
    )
    return [...new Set(found.filter((key) => key !== undefined))]
  }
}

function aliasOf(naming: string, who: number): string {
  return naming === 'phone' ? `phone:5989900000${who}` : `user:UY.${who}`
}
