import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import {
  type ConversationRow,
  type Entry,
  type MessageRow,
  type Page,
  SlotTakenError,
  type Store,
} from '../../src/store/store.ts'

export interface Row extends ConversationRow {
  count: number
}

type AnyStore = Store<Row, MessageRow>

const workshop = 'torke'
const now = Date.parse('2026-11-26T12:30:00Z')

/** What every store must do. `open` gives an empty one; `reopen` the same one, as after a restart. */
export function describeStore(
  name: string,
  open: () => Promise<AnyStore>,
  reopen: (store: AnyStore) => Promise<AnyStore>,
) {
  describe(`the store (${name})`, () => {
    let store: AnyStore
    beforeEach(async () => {
      store = await open()
    })

    it('keeps everything of a turn, also after a restart', async () => {
      await count(store, { key: 'ana' }, { dueAt: now + 5, aliases: ['phone:59899111111'] })
      store = await reopen(store)
      expect(await store.conversation(workshop, 'ana')).to.include({ key: 'ana', count: 1 })
      expect(await store.find(workshop, 'phone:59899111111')).to.equal('ana')
      expect((await store.messages(workshop, 'ana', { limit: 10 })).map(({ id }) => id)).to.deep.equal([
        'ana.1',
      ])
      expect(await store.findMessage(workshop, ['phone:59899111111'], 'wamid.ana.1')).to.deep.equal({
        key: 'ana',
        number: 1,
      })
      expect(await store.nextDue()).to.equal(now + 5)
    })

    it('changes nothing when the work of a turn fails', async () => {
      await count(store, { key: 'ana' })
      const failing = store.turn({ workshop, key: 'ana' }, async () => {
        throw new Error('no')
      })
      expect(await failing.catch((error: Error) => error.message)).to.equal('no')
      expect(await store.conversation(workshop, 'ana')).to.include({ count: 1 })
    })

    it('runs turns of one conversation one after another', async () => {
      await Promise.all(Array.from({ length: 20 }, () => count(store, { key: 'ana' })))
      expect(await store.conversation(workshop, 'ana')).to.include({ count: 20 })
    })

    it('runs turns of different conversations side by side', async () => {
      let arrived = () => {}
      const other = new Promise<void>((resolve) => {
        arrived = resolve
      })
      await Promise.all([
        store.turn({ workshop, key: 'ana' }, async () => {
          await other
          return { changes: {}, result: null }
        }),
        store.turn({ workshop, key: 'leo' }, async () => {
          arrived()
          return { changes: {}, result: null }
        }),
      ])
    })

    it('makes one customer of three first messages that come at once', async () => {
      const aliases = ['user:UY.1', 'phone:59899111111']
      await Promise.all([
        count(store, { aliases }, { aliases }),
        count(store, { aliases: [aliases[1]!] }, { aliases }),
        count(store, { aliases: [aliases[0]!] }, { aliases }),
      ])
      const { items } = await store.conversations(workshop, { limit: 10 })
      expect(items.map(({ count }) => count)).to.deep.equal([3])
      expect(items[0]!.key).to.match(/^[a-z][a-z0-9]+$/)
    })

    it('gives a name that two bring at once, who do not bring the same names, to one of them', async () => {
      await count(store, { aliases: ['user:UY.1'] }, { aliases: ['user:UY.1'] })
      const bring = (aliases: string[]) =>
        store.turn({ workshop, aliases }, async ({ key, others, conversation }) => {
          const known = conversation ?? { workshop, key, aliases: [], dueAt: null, count: 0 }
          const names = [...new Set([...known.aliases, ...aliases])]
          const changes = { conversation: { ...known, aliases: names, count: known.count + 1 } }
          return others.length > 0 ? { changes: {}, result: others } : { changes, result: [] }
        })
      const [, others] = await Promise.all([
        bring(['phone:59899111111']),
        bring(['user:UY.1', 'phone:59899111111']),
      ])
      const { items } = await store.conversations(workshop, { limit: 10 })
      // Either one of them has heard both, or the later one was told that there are two.
      expect(items.length).to.equal(others.length + 1)
      for (const { key, aliases } of items)
        for (const alias of aliases) expect(await store.find(workshop, alias)).to.equal(key)
    })

    it('gives a later turn the same key when the first contact failed while others waited', async () => {
      const aliases = ['phone:59899111111']
      const failing = store.turn({ workshop, aliases }, async () => {
        throw new Error('no')
      })
      const waiting = count(store, { aliases }, { aliases })
      await failing.catch(() => {})
      await Promise.all([waiting, count(store, { aliases }, { aliases })])
      expect((await store.conversations(workshop, { limit: 10 })).items).to.have.length(1)
    })

    it('lets no turn change what others see', async () => {
      await count(store, { key: 'ana' })
      const changing = store.turn({ workshop, key: 'ana' }, async ({ conversation }) => {
        conversation!.count = 99
        return { changes: {}, result: null }
      })
      // Some refuse it, to others it is a copy.
      await changing.catch((error) => expect(error).to.be.an.instanceOf(TypeError))
      expect(await store.conversation(workshop, 'ana')).to.include({ count: 1 })
      await count(store, { key: 'ana' })
      expect(await store.conversation(workshop, 'ana')).to.include({ count: 2 })
    })

    it('knows the messages it has seen, per conversation', async () => {
      const seen = (key: string, id: string, at: number) =>
        store.turn({ workshop, key }, async (view) => ({ changes: {}, result: await view.seen(id, at) }))
      await store.turn({ workshop, key: 'ana' }, async () => ({
        changes: { seen: [{ id: 'wamid.A', at: now }] },
        result: null,
      }))
      expect(await seen('ana', 'wamid.A', now)).to.equal(true)
      expect(await seen('ana', 'wamid.B', now)).to.equal(false)
      expect(await seen('leo', 'wamid.A', now)).to.equal(false)
      expect(await seen('ana', 'x'.repeat(4_000), now)).to.equal(false)
    })

    it('lists what is due, the earliest first, and forgets what is due no more', async () => {
      await count(store, { key: 'ana' }, { dueAt: now + 30 })
      await count(store, { key: 'leo' }, { dueAt: now + 10 })
      await count(store, { key: 'eva' }, { dueAt: now + 20 })
      await count(store, { key: 'eva' }, { dueAt: null })
      expect((await store.due(now + 30, 10)).map(({ key }) => key)).to.deep.equal(['leo', 'ana'])
      expect((await store.due(now + 29, 10)).map(({ key }) => key)).to.deep.equal(['leo'])
      expect(await store.nextDue()).to.equal(now + 10)
    })

    it('takes an alias from a conversation that gave it up', async () => {
      await count(store, { key: 'ana' }, { aliases: ['phone:1', 'user:2'] })
      await count(store, { key: 'ana' }, { aliases: ['user:2'] })
      expect(await store.find(workshop, 'phone:1')).to.equal(undefined)
      expect(await store.find(workshop, 'user:2')).to.equal('ana')
    })

    it('pages conversations and messages', async () => {
      for (const key of ['ana', 'eva', 'leo']) await count(store, { key })
      const first = await store.conversations(workshop, { limit: 2 })
      const second = await store.conversations(workshop, { limit: 2, cursor: first.next! })
      expect([...first.items, ...second.items].map(({ key }) => key)).to.deep.equal(['ana', 'eva', 'leo'])
      expect(second.next).to.equal(null)
      for (let number = 2; number <= 12; number++) await count(store, { key: 'ana' })
      expect((await store.messages(workshop, 'ana', { limit: 3 })).map((each) => each.number)).to.deep.equal([
        10, 11, 12,
      ])
      expect(
        (await store.messages(workshop, 'ana', { limit: 2, before: 10 })).map((each) => each.number),
      ).to.deep.equal([8, 9])
    })

    it('refuses a place that another appointment occupies, and changes nothing then', async () => {
      await book(store, 'ana', appointment('a1', '10:00', '11:00'))
      const second = book(store, 'leo', appointment('a2', '10:30', '11:30'))
      expect(await second.catch((error: Error) => error)).to.be.instanceOf(SlotTakenError)
      expect(await store.appointment(workshop, 'a2')).to.equal(undefined)
      await book(store, 'leo', appointment('a3', '11:00', '12:00'))
      await book(store, 'leo', { ...appointment('a4', '10:00', '11:00'), bays: ['b2'] })
    })

    it('lets a place go that was cancelled, moved or held too long', async () => {
      await book(store, 'ana', { ...appointment('a1', '10:00', '11:00'), status: 'cancelled' })
      await book(store, 'ana', { ...appointment('a2', '10:00', '11:00'), status: 'moved' })
      const over = new Date(now - 1).toISOString()
      await book(store, 'ana', { ...appointment('a3', '10:00', '11:00'), status: 'held', heldUntil: over })
      await book(store, 'leo', appointment('a4', '10:00', '11:00'))
      const held = book(store, 'leo', {
        ...appointment('a5', '10:00', '11:00'),
        status: 'held',
        heldUntil: new Date(now + 1).toISOString(),
      })
      expect(await held.catch((error: Error) => error)).to.be.instanceOf(SlotTakenError)
    })

    it('gives one of twenty the last place', async () => {
      const wanting = Array.from({ length: 20 }, (_, index) =>
        book(store, `c${index}`, appointment(`a${index}`, '10:00', '11:00')).then(
          () => 'won',
          (error: Error) => error.name,
        ),
      )
      const outcomes = await Promise.all(wanting)
      expect(outcomes.filter((each) => each === 'won')).to.have.length(1)
      expect(outcomes.filter((each) => each === 'SlotTakenError')).to.have.length(19)
    })

    it('lists appointments by start, in pages, half open', async () => {
      const days = ['2026-11-27', '2026-11-28', '2026-11-30']
      for (const [index, day] of days.entries()) {
        await book(store, 'ana', { ...appointment(`b${index}`, '15:00', '16:00', day) })
        await book(store, 'ana', { ...appointment(`a${index}`, '10:00', '11:00', day) })
      }
      const all = await store.appointments(workshop, { limit: 100 })
      expect(all.items.map(({ id }) => id)).to.deep.equal(['a0', 'b0', 'a1', 'b1', 'a2', 'b2'])
      const some = await store.appointments(workshop, { limit: 100, from: '2026-11-28', to: '2026-11-30' })
      expect(some.items.map(({ id }) => id)).to.deep.equal(['a1', 'b1'])
      const paged: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page: { items: Appointment[]; next: string | null } = await store.appointments(workshop, {
          limit: 1,
          ...(cursor && { cursor }),
        })
        paged.push(...page.items.map(({ id }) => id))
        cursor = page.next
      }
      expect(paged).to.deep.equal(['a0', 'b0', 'a1', 'b1', 'a2', 'b2'])
    })

    it('moves a hold to another day, and gives it up', async () => {
      await book(store, 'ana', {
        ...appointment('h', '10:00', '11:00'),
        status: 'held',
        heldUntil: new Date(now + 1).toISOString(),
      })
      await book(store, 'ana', appointment('h', '10:00', '11:00', '2026-11-30'))
      expect(
        (await store.appointments(workshop, { limit: 9 })).items.map(({ start }) => start.slice(0, 10)),
      ).to.deep.equal(['2026-11-30'])
      await store.turn({ workshop, key: 'ana' }, async (view) => {
        await view.lockAgenda()
        return { changes: { removedAppointments: ['h'] }, result: null }
      })
      expect((await store.appointments(workshop, { limit: 9 })).items).to.deep.equal([])
    })

    it('forgets a conversation, but not that its messages were seen', async () => {
      const aliases = ['phone:59899111111']
      const key = (await store.turn({ workshop, aliases }, async (view) => ({
        changes: {
          conversation: { workshop, key: view.key, aliases, dueAt: now + 5, count: 1 },
          messages: [{ id: `${view.key}.1`, number: 1 }],
          seen: [{ id: 'wamid.A', at: now }],
        },
        result: view.key,
      }))) as string
      await book(store, key, { ...appointment('a1', '10:00', '11:00'), customer: key, name: 'Ana' })
      await book(store, key, { ...appointment('a2', '12:00', '13:00'), customer: key })
      await count(store, { key: 'leo' }, { dueAt: now + 9 })
      await book(store, 'leo', { ...appointment('a3', '14:00', '15:00'), customer: 'leo', name: 'Leo' })
      const change = (each: Appointment): Appointment | undefined =>
        each.id === 'a2' ? undefined : { ...each, name: null, status: 'cancelled' }
      expect(await store.forget(workshop, key, change)).to.equal(true)
      expect(await store.forget(workshop, key, change)).to.equal(false)
      store = await reopen(store)
      expect(await store.conversation(workshop, key)).to.equal(undefined)
      expect(await store.find(workshop, aliases[0]!)).to.equal(undefined)
      expect(await store.messages(workshop, key, { limit: 10 })).to.deep.equal([])
      expect(await store.nextDue()).to.equal(now + 9)
      const { items } = await store.appointments(workshop, { limit: 10 })
      expect(items.map(({ id, name, status }) => [id, name, status])).to.deep.equal([
        ['a1', null, 'cancelled'],
        ['a3', 'Leo', 'booked'],
      ])
      expect(await store.appointment(workshop, 'a2')).to.equal(undefined)
      const seen = (id: string) =>
        store.turn({ workshop, aliases, hears: { id, at: now } }, async (view) => ({
          changes: {},
          result: await view.seen(id, now),
        }))
      expect(await seen('wamid.A')).to.equal(true)
      expect(await seen('wamid.B')).to.equal(false)
      // Meta may bring it again once the customer has come back, too.
      await store.turn({ workshop, aliases }, async ({ key }) => ({
        changes: { conversation: { workshop, key, aliases, dueAt: null, count: 1 } },
        result: null,
      }))
      expect(await seen('wamid.A')).to.equal(true)
      expect(await seen('wamid.B')).to.equal(false)
      await book(store, 'leo', { ...appointment('a4', '10:00', '11:00'), customer: 'leo' })
    })

    it('forgets with a conversation what was recorded of its customer, and nothing of others', async () => {
      const named = { aliases: ['phone:59899111111', 'user:UY.123', 'key:former'] }
      await count(store, { key: 'ana' }, named)
      const kept = ['of leo', 'of another phone', 'of nobody', 'of another workshop']
      const of = (id: string, rest: Partial<Entry>) =>
        store.record({ id, at: now, kind: 'other', reason: 'why', raw: null, workshop, ...rest })
      await of('by key', { customer: 'ana', raw: { text: 'hola' } })
      await of('by former key', { customer: 'former' })
      await of('by phone', { raw: { messages: [{ from: '59899111111' }] } })
      await of('by user id', { raw: { user_id: 'UY.123' } })
      await of('of leo', { customer: 'leo', raw: { from: '59899111111' } })
      await of('of another phone', { raw: { from: '598991111112' } })
      await of('of nobody', { raw: { text: '\u0000' } })
      await of('of another workshop', { raw: { from: '59899111111' }, workshop: 'another' })
      expect(await store.forget(workshop, 'ana', (each) => each)).to.equal(true)
      const { items } = await store.entries({ limit: 20 })
      expect(items.map(({ id }) => id)).to.have.members(kept)
    })

    it('lists the conversations in which a person has the floor, in pages, as long as that is so', async () => {
      const listed = async (limit = 10) => {
        const keys: string[] = []
        for (let cursor: string | null = ''; cursor !== null; ) {
          const page: Page<Row> = await store.conversations(workshop, {
            limit,
            attention: 'human',
            ...(cursor && { cursor }),
          })
          keys.push(...page.items.map(({ key }) => key))
          cursor = page.next
        }
        return keys
      }
      for (const key of ['ana', 'leo', 'pia', 'tom'])
        await count(store, { key }, { attention: key === 'leo' ? 'bot' : 'human' })
      expect(await listed(1)).to.deep.equal(['ana', 'pia', 'tom'])
      await count(store, { key: 'pia' }, { attention: 'bot' })
      await count(store, { key: 'leo' }, { attention: 'human' })
      await store.forget(workshop, 'tom', (each) => each)
      await store.join(workshop, 'ana', 'leo', (elder) => ({
        conversation: elder,
        message: (message) => ({ ...message, number: message.number + 10 }),
        appointment: (each) => each,
      }))
      expect(await listed()).to.deep.equal(['ana'])
      store = await reopen(store)
      expect(await listed(2)).to.deep.equal(['ana'])
      const other = await store.conversations('another', { limit: 10, attention: 'human' })
      expect(other.items).to.deep.equal([])
    })

    it('lists the messages that did not arrive, newest first and in pages', async () => {
      const say = (key: string, number: number, at: number, state: string) =>
        store.turn({ workshop, key }, async () => {
          const message = { id: `${key}.${number}`, number, at, outbound: { state } } as MessageRow
          return { changes: { messages: [message] }, result: null }
        })
      const listed = async (limit: number, keep?: (message: MessageRow) => boolean) => {
        const ids: string[] = []
        for (let cursor: string | null = ''; cursor !== null; ) {
          const page: Page<{ key: string; message: MessageRow }> = await store.troubled(workshop, {
            limit,
            ...(keep && { keep }),
            ...(cursor && { cursor }),
          })
          for (const { key, message } of page.items) {
            expect(message.id).to.equal(`${key}.${message.number}`)
            ids.push(message.id)
          }
          cursor = page.next
        }
        return ids
      }
      for (const key of ['ana', 'leo', 'pia']) await count(store, { key })
      await say('ana', 2, now, 'owed')
      await say('ana', 3, now + 1.5, 'failed')
      await say('leo', 2, now + 1.5, 'blocked')
      await say('leo', 3, now + 9, 'read')
      await say('pia', 2, now + 20, 'failed')
      const all = ['pia.2', 'leo.2', 'ana.3']
      for (const limit of [1, 2, 3, 4]) expect(await listed(limit), `${limit}`).to.deep.equal(all)
      const isFailed = ({ outbound }: MessageRow) => outbound?.state === 'failed'
      expect(await listed(1, isFailed)).to.deep.equal(['pia.2', 'ana.3'])
      await say('ana', 2, now, 'blocked')
      await store.forget(workshop, 'pia', (each) => each)
      await store.join(workshop, 'ana', 'leo', (elder) => ({
        conversation: elder,
        message: (message) => ({ ...message, id: `ana.${message.number + 10}`, number: message.number + 10 }),
        appointment: (each) => each,
      }))
      store = await reopen(store)
      expect(await listed(2)).to.deep.equal(['ana.12', 'ana.3', 'ana.2'])
    })

    it('keeps what belongs to no conversation, oldest first', async () => {
      await store.record({ id: 'x', at: 2, kind: 'message', reason: 'not ours', raw: { a: 1 } })
      await store.record({ id: 'y', at: 1, kind: 'other', reason: 'account_update', raw: null })
      const { items } = await store.entries({ limit: 10 })
      expect(items.map(({ id }) => id)).to.deep.equal(['y', 'x'])
    })

    it('makes one conversation of two, under the key of one, with all that was the other’s', async () => {
      await count(store, { aliases: ['phone:1'] }, { aliases: ['phone:1'] })
      await count(store, { aliases: ['user:2'] }, { aliases: ['user:2'], dueAt: 7 })
      const [elder, younger] = [
        (await store.find(workshop, 'phone:1'))!,
        (await store.find(workshop, 'user:2'))!,
      ]
      await book(store, younger, { ...appointment('a1', '10:00', '11:00'), customer: younger })
      await store.turn({ workshop, key: younger }, async () => ({
        changes: { seen: [{ id: 'wamid.A', at: now }] },
        result: null,
      }))
      const both = await store.turn({ workshop, aliases: ['phone:1', 'user:2'] }, async (view) => ({
        changes: {},
        result: [view.key, ...view.others],
      }))
      expect(both).to.deep.equal([elder, younger])
      const joined = await store.join(workshop, elder, younger, (first, second) => ({
        conversation: {
          ...first,
          aliases: [...first.aliases, ...second.aliases, `key:${younger}`],
          dueAt: second.dueAt,
          count: first.count + second.count,
        },
        message: (message) => ({
          ...message,
          id: `${elder}.${message.number + 1}`,
          number: message.number + 1,
        }),
        appointment: (each) => ({ ...each, customer: elder }),
      }))
      expect(joined).to.equal(true)
      store = await reopen(store)
      expect(await store.conversation(workshop, elder)).to.include({ count: 2, dueAt: 7 })
      expect(await store.conversation(workshop, younger)).to.equal(undefined)
      for (const alias of ['phone:1', 'user:2', `key:${younger}`])
        expect(await store.find(workshop, alias)).to.equal(elder)
      expect(await store.due(10, 10)).to.deep.equal([{ workshop, key: elder, dueAt: 7 }])
      const messages = await store.messages(workshop, elder, { limit: 10 })
      expect(messages.map(({ id }) => id)).to.deep.equal([`${elder}.1`, `${elder}.2`])
      expect(await store.messages(workshop, younger, { limit: 10 })).to.deep.equal([])
      expect((await store.appointment(workshop, 'a1'))!.customer).to.equal(elder)
      const seen = await store.turn({ workshop, key: elder }, async (view) => ({
        changes: {},
        result: await view.seen('wamid.A', now),
      }))
      expect(seen).to.equal(true)
      const again = await store.join(workshop, elder, younger, () => expect.fail('there are not two'))
      expect(again).to.equal(false)
    })

    it('has no two joins and a turn wait for each other for ever', async () => {
      await count(store, { key: 'ana' }, { aliases: ['phone:1'] })
      await count(store, { key: 'leo' }, { aliases: ['user:2'] })
      const join = () =>
        store.join(workshop, 'ana', 'leo', (first, second) => ({
          conversation: { ...first, aliases: [...first.aliases, ...second.aliases] },
          message: (message) => ({ ...message, id: `ana.${message.number + 1}`, number: message.number + 1 }),
          appointment: (each) => each,
        }))
      let go = () => {}
      const gate = new Promise<void>((resolve) => {
        go = resolve
      })
      const before = store.turn({ workshop, key: 'leo' }, async () => {
        await gate
        return { changes: {}, result: null }
      })
      const first = join()
      await new Promise(setImmediate)
      const turn = store.turn({ workshop, aliases: ['user:2'] }, async ({ key }) => ({
        changes: {},
        result: key,
      }))
      const second = join()
      go()
      await before
      expect(await first).to.equal(true)
      expect(await turn).to.be.oneOf(['ana', 'leo'])
      expect(await second).to.equal(false)
    })

    it('forgets and joins whatever characters stand in the agenda', async () => {
      await book(store, 'eva', {
        ...appointment('a1', '10:00', '11:00'),
        customer: 'eva',
        vehicle: 'Gol \u0000',
      })
      await count(store, { key: 'ana' })
      await count(store, { key: 'leo' })
      await book(store, 'leo', { ...appointment('a2', '12:00', '13:00'), customer: 'leo', vehicle: '\u0000' })
      const joined = await store.join(workshop, 'ana', 'leo', (first) => ({
        conversation: first,
        message: (message) => ({ ...message, id: `ana.${message.number + 1}`, number: message.number + 1 }),
        appointment: (each) => ({ ...each, customer: 'ana' }),
      }))
      expect(joined).to.equal(true)
      expect((await store.appointment(workshop, 'a2'))?.customer).to.equal('ana')
      await store.forget(workshop, 'ana', () => undefined)
      const { items } = await store.appointments(workshop, { limit: 9 })
      expect(items.map(({ id }) => id)).to.deep.equal(['a1'])
    })

    it('counts no more customers of a portfolio in 24 hours than there may be, however many ask at once', async () => {
      const ask = (at: number, portfolio = 'torke') => store.contact(portfolio, at, 5)
      const asked = await Promise.all(Array.from({ length: 8 }, () => ask(now)))
      expect(asked.filter((waitUntil) => waitUntil === undefined)).to.have.length(5)
      const [waitUntil] = asked.filter((each) => each !== undefined)
      expect(waitUntil! - now).to.be.within(24 * 3_600_000, 24 * 3_600_000 + 360_000)
      expect(await ask(now, 'another')).to.equal(undefined)
      store = await reopen(store)
      expect(await ask(waitUntil! - 1)).to.equal(waitUntil)
      expect(await ask(waitUntil!)).to.equal(undefined)
    })

    it('counts at another time who was contacted then, and has room again for one who was not', async () => {
      const later = now + 3 * 3_600_000
      for (const at of [now, later]) expect(await store.contact('torke', at, 2)).to.equal(undefined)
      expect(await store.contact('torke', later, 2)).to.be.a('number')
      await store.moveContact('torke', later)
      store = await reopen(store)
      expect(await store.contact('torke', later, 2)).to.equal(undefined)
      const waitUntil = await store.contact('torke', later, 2)
      expect(waitUntil! - now).to.be.within(24 * 3_600_000, 24 * 3_600_000 + 360_000)
      // Contacted an hour later, they make room an hour later.
      await store.moveContact('torke', now, now + 3_600_000)
      const then = await store.contact('torke', later, 2)
      expect(then! - waitUntil!).to.be.within(3_600_000 - 360_000, 3_600_000 + 360_000)
      // Of a time at which nobody was counted there is nothing to be moved.
      await store.moveContact('torke', now - 24 * 3_600_000, later)
      expect(await store.contact('torke', later, 2)).to.be.a('number')
    })

    it('keeps room for those who wait and have less time, until they have it or give it up', async () => {
      const [day, span] = [24 * 3_600_000, 360_000]
      const ask = (at: number, id: string, before: number) =>
        store.contact('torke', at, 2, { id, before: now + before })
      const later = Math.ceil(now / span) * span + 3 * 3_600_000
      expect(await store.contact('torke', now, 2)).to.equal(undefined)
      expect(await store.contact('torke', later, 2)).to.equal(undefined)
      // Of two that wait each is told when there will be room for it, those before it counted.
      const [first, second] = [now + day, later + day]
      expect(await ask(later, 'first', 40 * 3_600_000)).to.be.within(first, first + span)
      expect(await ask(later, 'second', 41 * 3_600_000)).to.be.within(second, second + span)
      expect(await ask(later, 'soonest', 30 * 3_600_000)).to.be.within(first, first + span)
      store = await reopen(store)
      const free = now + day + span
      expect(await ask(free, 'second', 41 * 3_600_000)).to.be.greaterThan(free)
      expect(await ask(free, 'first', 40 * 3_600_000)).to.be.greaterThan(free)
      await store.waiveContact('torke', 'soonest')
      expect(await ask(free, 'second', 41 * 3_600_000)).to.be.greaterThan(free)
      expect(await ask(free, 'first', 40 * 3_600_000)).to.equal(undefined)
      // Whose time is over is waited for no more.
      expect(await ask(now + 40 * 3_600_000, 'last', 60 * 3_600_000)).to.be.greaterThan(now)
      expect(await ask(now + 42 * 3_600_000, 'last', 60 * 3_600_000)).to.equal(undefined)
    })

    it('counts as many as Meta says that there may be, once that is more', async () => {
      const all = (many: number) =>
        Promise.all(Array.from({ length: many }, () => store.contact('torke', now, 2)))
      const counted = (asked: (number | undefined)[]) => asked.filter((each) => each === undefined).length
      expect(counted(await all(3))).to.equal(2)
      await store.allowContacts('torke', 4)
      expect(counted(await all(3))).to.equal(2)
      await store.allowContacts('torke', null)
      store = await reopen(store)
      expect(counted(await all(9))).to.equal(9)
    })
  })
}

function count(store: AnyStore, whose: { key: string } | { aliases: string[] }, row: Partial<Row> = {}) {
  return store.turn({ workshop, ...whose }, async ({ key, conversation }) => {
    const count = (conversation?.count ?? 0) + 1
    const message = { id: `${key}.${count}`, number: count, wamid: `wamid.${key}.${count}` }
    const changed = { workshop, key, aliases: conversation?.aliases ?? [], dueAt: null, count, ...row }
    return { changes: { conversation: changed, messages: [message] }, result: count }
  })
}

function book(store: AnyStore, key: string, booked: Appointment) {
  return store.turn({ workshop, key }, async (view) => {
    await view.lockAgenda()
    return { changes: { appointments: [booked] }, result: null }
  })
}

function appointment(id: string, from: string, to: string, day = '2026-11-27'): Appointment {
  const at = (time: string) => `${day}T${time}:00-03:00`
  return {
    id,
    workshop,
    customer: 'ana',
    phone: null,
    name: null,
    service: 'oil-change',
    vehicle: null,
    bays: ['b1'],
    start: at(from),
    end: at(to),
    busyUntil: at(to),
    status: 'booked',
  }
}
