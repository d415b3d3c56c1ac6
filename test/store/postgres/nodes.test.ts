import { EventEmitter, once } from 'node:events'
import { expect } from 'chai'
import { openPostgresStore } from '../../../src/store/postgres/store.ts'
import type { ConversationRow, MessageRow, Store } from '../../../src/store/store.ts'
import { closeAfterTest } from '../../helpers/open.ts'
import { freshDatabase, onServer } from '../../helpers/postgres.ts'
import { type Wire, wireTo } from '../../helpers/wire.ts'

type AnyStore = Store<ConversationRow & { count: number }, MessageRow>

const workshop = 'torke'
const now = Date.parse('2026-11-26T12:30:00Z')
/** How often a place is raced for: more in the long run. */
const races = Number(process.env.SIEGE_RACES ?? 5)
const pace = { beat: 50, lease: 400, patience: 200, persistence: 5_000 }

describe('several nodes over one PostgreSQL', () => {
  let url = ''
  beforeEach(async () => {
    url = await freshDatabase()
  })

  it('are each given what they committed last, and nothing of the others', async () => {
    const [one, two] = [await open(), await open()]
    await count(one, 'ana', now + 2)
    await count(two, 'leo', now + 1)
    await count(two, 'ana', now + 3)
    await count(one, 'eva', now + 4)
    expect(await keysDue(one, now + 9)).to.deep.equal(['eva'])
    expect(await keysDue(two, now + 9)).to.deep.equal(['leo', 'ana'])
    expect(await one.nextDue()).to.equal(now + 4)
    expect(await two.nextDue()).to.equal(now + 1)
  })

  it('take up what one that ended looked after, each a part, and hear at once that it left', async () => {
    const [one, two, three] = [await open(), await open(), await open()]
    const left = new EventEmitter()
    const told = [one, two].map((store, index) => {
      store.watch((what) => left.emit(`${what} ${index}`))
      return once(left, `left ${index}`)
    })
    const keys = Array.from({ length: 30 }, (_, index) => `c${index}`)
    for (const [index, key] of keys.entries()) await count(three, key, now + index)
    await three.close()
    await Promise.all(told)
    const taken = await Promise.all([keysDue(one, now + 19), keysDue(two, now + 19)])
    expect(taken.flat().sort()).to.deep.equal(keys.slice(0, 20).sort())
    expect(await keysDue(one, now + 19)).to.deep.equal(taken[0])
    expect(await one.nextDue()).to.be.a('number')
  })

  it('tell each other news, which those who told them do not hear', async () => {
    const [one, two] = [await open(), await open()]
    const heard: string[] = []
    const hears = new EventEmitter()
    one.news!.hear((news) => heard.push(`one: ${news}`))
    two.news!.hear((news) => {
      heard.push(`two: ${news}`)
      hears.emit('news')
    })
    // That there are others is known with the next beat.
    const told = once(hears, 'news')
    while (heard.length === 0) await one.news!.tell('ana changed').then(() => new Promise(setImmediate))
    await told
    expect(new Set(heard)).to.deep.equal(new Set(['two: ana changed']))
  })

  it('take up what one that died looked after, and know that it is gone', async () => {
    const wire = await wireTo(url)
    const [one, two] = [await open(), await open(wire.url)]
    await count(two, 'ana', now)
    expect(await one.isGone(two.node)).to.equal(false)
    expect(await one.isGone(one.node)).to.equal(false)
    expect(await keysDue(one, now)).to.deep.equal([])
    const left = when(one, 'left')
    wire.cut()
    await left
    expect(await one.isGone(two.node)).to.equal(true)
    expect(await keysDue(one, now)).to.deep.equal(['ana'])
  })

  it('know that a node that ended in order is gone', async () => {
    const [one, two] = [await open(), await open()]
    await two.close()
    expect(await one.isGone(two.node)).to.equal(true)
    expect(await one.isGone(undefined)).to.equal(true)
  })

  it('give a seat that is empty to the next that comes, with all that is looked after from there', async () => {
    const one = await open()
    await count(one, 'ana', now)
    await one.close()
    const two = await open()
    expect(await keysDue(two, now)).to.deep.equal(['ana'])
    expect(await seats()).to.deep.equal([{ number: 1, node: two.node }])
  })

  it('take seats of their own when they come at once', async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, () => open()))
    const taken = await seats()
    expect(taken.map(({ number }) => number)).to.deep.equal([1, 2, 3, 4, 5])
    expect(taken.map(({ node }) => node).sort()).to.deep.equal(stores.map(({ node }) => node).sort())
  })

  it('do not take each other for gone because the database was away', async () => {
    const wires = [await wireTo(url), await wireTo(url)]
    const [one, two] = await Promise.all(wires.map((wire) => open(wire.url)))
    await onServer(url, `update seat set beat_at = now() - interval '1 hour'`)
    for (const wire of wires) wire.cut()
    await Promise.all(wires.map(unanswered))
    for (const wire of wires) wire.mend()
    await Promise.all([when(one!, 'due'), when(two!, 'due')])
    expect(await one!.isGone(two!.node)).to.equal(false)
    expect(await seats()).to.have.length(2)
  })

  it('look by themselves for what may have fallen due, slowly', async () => {
    await when(await open(), 'due')
  })

  it('run turns of one conversation one after another, whichever they come to', async () => {
    const stores = [await open(), await open(), await open()]
    await Promise.all(Array.from({ length: 45 }, (_, index) => count(stores[index % 3]!, 'ana', null)))
    expect(await stores[0]!.conversation(workshop, 'ana')).to.include({ count: 45 })
    expect(await stores[0]!.messages(workshop, 'ana', { limit: 99 })).to.have.length(45)
  })

  it('make one customer of first messages that come to all of them at once', async () => {
    const stores = [await open(), await open(), await open()]
    for (let customer = 0; customer < 10; customer++) {
      const aliases = [`user:UY.${customer}`, `phone:5989911111${customer}`]
      const keys = await Promise.all([
        countAs(stores[0]!, aliases, aliases),
        countAs(stores[1]!, [aliases[1]!], aliases),
        countAs(stores[2]!, [aliases[0]!], aliases),
      ])
      expect(new Set(keys).size).to.equal(1)
    }
    const { items } = await stores[0]!.conversations(workshop, { limit: 99 })
    expect(items.map(({ count }) => count)).to.deep.equal(Array(10).fill(3))
  })

  it(`give one of twenty the last place, and tell the others so, ${races} times`, async () => {
    const stores = [await open(), await open(), await open()]
    for (let round = 0; round < races; round++) {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) => book(stores[index % 3]!, `${round}x${index}`, round)),
      )
      expect(outcomes.filter((each) => each === 'won')).to.have.length(1)
      expect(outcomes.filter((each) => each === 'SlotTakenError')).to.have.length(19)
    }
  })

  async function open(at = url): Promise<AnyStore> {
    const store: AnyStore = await openPostgresStore(at, () => now, pace)
    closeAfterTest(() => store.close())
    return store
  }

  function seats() {
    return onServer(url, 'select number, node from seat order by number')
  }
})

/** Resolves once a node noticed that nobody answers it. */
async function unanswered(wire: Wire): Promise<void> {
  const refused = new EventEmitter()
  const { onRefuse } = wire
  wire.onRefuse = () => {
    onRefuse()
    refused.emit('refused')
  }
  await once(refused, 'refused')
}

function when(store: AnyStore, awaited: 'due' | 'left'): Promise<void> {
  return new Promise((resolve) => store.watch((what) => what === awaited && resolve()))
}

async function keysDue(store: AnyStore, at: number): Promise<string[]> {
  return (await store.due(at, 100)).map(({ key }) => key)
}

function count(store: AnyStore, key: string, dueAt: number | null) {
  return turn(store, { key }, [], dueAt)
}

function countAs(store: AnyStore, aliases: string[], all: string[]) {
  return turn(store, { aliases }, all, null)
}

function turn(
  store: AnyStore,
  whose: { key: string } | { aliases: string[] },
  aliases: string[],
  dueAt: number | null,
): Promise<string> {
  return store.turn({ workshop, ...whose }, async ({ key, conversation }) => {
    const count = (conversation?.count ?? 0) + 1
    const messages = [{ id: `${key}.${count}`, number: count }]
    return { changes: { conversation: { workshop, key, aliases, dueAt, count }, messages }, result: key }
  })
}

function book(store: AnyStore, id: string, round: number): Promise<string> {
  const day = new Date(Date.UTC(2026, 10, 27 + round)).toISOString().slice(0, 10)
  const at = (hour: number) => `${day}T${hour}:00:00-03:00`
  const booked = {
    ...{ id, workshop, customer: id, phone: null, name: null, service: 'brakes', vehicle: null },
    ...{
      bays: ['b1'],
      start: at(10),
      end: at(11),
      busyUntil: at(11),
      status: 'booked' as const,
    },
  }
  return store
    .turn({ workshop, key: id }, async (view) => {
      await view.lockAgenda()
      return { changes: { appointments: [booked] }, result: 'won' }
    })
    .catch((error: Error) => error.name)
}
