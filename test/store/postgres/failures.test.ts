import { expect } from 'chai'
import { Hosts } from '../../../src/store/postgres/hosts.ts'
import { openPostgresStore } from '../../../src/store/postgres/store.ts'
import {
  type ConversationRow,
  type MessageRow,
  type Store,
  StoreUnavailableError,
} from '../../../src/store/store.ts'
import { closeAfterTest } from '../../helpers/open.ts'
import { freshDatabase, onServer } from '../../helpers/postgres.ts'
import { type Wire, wireTo } from '../../helpers/wire.ts'

const workshop = 'torke'
const now = Date.parse('2026-11-26T12:30:00Z')
const pace = { beat: 50, lease: 400, patience: 300, persistence: 5_000 }
const aliases = ['phone:59899111111']

describe('PostgreSQL in trouble', () => {
  let database = ''
  let wire: Wire
  let store: Store<ConversationRow, MessageRow>
  beforeEach(async () => {
    database = await freshDatabase()
    wire = await wireTo(database)
    store = await openPostgresStore(wire.url, () => now, pace)
    closeAfterTest(() => store.close())
  })

  /** @returns whether it was new */
  const hear = (id: string, text = id) => {
    const hears = { id, at: now }
    return store.turn({ workshop, aliases, hears }, async (view) => {
      if (await view.seen(id, now)) return { changes: {}, result: false }
      const { key, conversation } = view
      const number = ((conversation as unknown as { last?: number })?.last ?? 0) + 1
      const after = { workshop, key, aliases, dueAt: null, last: number }
      const messages = [{ id: `${key}.${number}`, number, text }]
      return { changes: { conversation: after, messages, seen: [hears] }, result: true }
    })
  }

  const heard = async () => {
    const key = await store.find(workshop, aliases[0]!)
    return key ? (await store.messages(workshop, key, { limit: 99 })).length : 0
  }

  const unavailable = async (work: Promise<unknown>) =>
    expect(await work.catch((error) => error)).to.be.instanceOf(StoreUnavailableError)

  it('is not blamed on a turn that asks whether another node is gone', async () => {
    wire.cut()
    await unavailable(store.isGone('another node'))
  })

  it('once: a commit whose answer is lost is not made again, and is known of when Meta comes again', async () => {
    await hear('wamid.1')
    let lost = false
    wire.onAsk = (asked) => {
      lost ||= asked.some(({ text }) => text.includes('update conversation'))
      return true
    }
    wire.onAnswer = () => !lost
    await unavailable(hear('wamid.2'))
    lost = false
    wire.onAsk = () => true
    wire.onAnswer = () => true
    expect(await hear('wamid.2')).to.equal(false)
    expect(await heard()).to.equal(2)
  })

  it('the same where a customer is made, in a transaction of several statements', async () => {
    let lost = false
    wire.onAsk = (asked) => {
      lost ||= asked.some(({ text }) => text === 'commit')
      return true
    }
    wire.onAnswer = () => !lost
    await unavailable(hear('wamid.1'))
    lost = false
    wire.onAsk = () => true
    expect(await hear('wamid.1')).to.equal(false)
    expect(await heard()).to.equal(1)
  })

  it('changes nothing of a turn whose commit did not arrive', async () => {
    await hear('wamid.1')
    wire.onAsk = (asked) => !asked.some(({ text }) => text.includes('update conversation'))
    await unavailable(hear('wamid.2'))
    wire.onAsk = () => true
    expect(await heard()).to.equal(1)
    expect(await hear('wamid.2')).to.equal(true)
  })

  it('reads again where the connection was lost while it read', async () => {
    let once = true
    wire.onAsk = (asked) => {
      const isLost = once && asked.some(({ text }) => text.includes('left join conversation'))
      once &&= !isLost
      return !isLost
    }
    expect(await hear('wamid.1')).to.equal(true)
    expect(once).to.equal(false)
  })

  it('is said to be unavailable while it is away, and serves again when it is back', async () => {
    await hear('wamid.1')
    expect(await store.trouble()).to.equal(undefined)
    wire.cut()
    await unavailable(hear('wamid.2'))
    await unavailable(store.conversation(workshop, 'ana'))
    expect(await store.trouble()).to.match(/^The database cannot be reached: /)
    wire.mend()
    expect(await hear('wamid.2')).to.equal(true)
    expect(await store.trouble()).to.equal(undefined)
    expect(await heard()).to.equal(2)
  })

  it('is left for another of its hosts, when it ends and when it takes no more writes', async () => {
    const second = await wireTo(database)
    const [one, two] = [new URL(wire.url).host, new URL(second.url).host]
    const url = `${wire.url.replace(one, `${one},${two}`)}?target_session_attrs=read-write`
    await store.close()
    store = await openPostgresStore(url, () => now, pace)
    wire.asked.length = 0
    await hear('wamid.1')
    expect(second.asked).to.deep.equal([])
    wire.cut()
    expect(await hear('wamid.2').catch(() => hear('wamid.2'))).to.equal(true)
    expect(second.asked).not.to.deep.equal([])
    wire.mend()
    wire.asked.length = 0
    const [name, home] = [new URL(database).pathname.slice(1), new URL('/postgres', database).href]
    await onServer(home, `alter database ${name} set default_transaction_read_only = on`)
    second.cut()
    second.mend()
    await unavailable(hear('wamid.3'))
    await onServer(home, `alter database ${name} reset default_transaction_read_only`)
    second.cut()
    second.mend()
    expect(await hear('wamid.3')).to.equal(true)
    expect(await heard()).to.equal(3)
  })

  it('undoes with a turn only those that travelled with it, and runs them again by themselves', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `c${index}`)
    const outcomes = await Promise.allSettled(
      keys.map((key, index) =>
        store.turn({ workshop, key }, async () => {
          // Sent as it is, this is no number that a column can hold.
          const number = index === 7 ? 3_000_000_000 : 1
          const conversation = { workshop, key, aliases: [], dueAt: null }
          return { changes: { conversation, messages: [{ id: `${key}.${number}`, number }] }, result: null }
        }),
      ),
    )
    expect(outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).to.deep.equal([7])
    const { items } = await store.conversations(workshop, { limit: 99 })
    expect(items.map(({ key }) => key).sort()).to.deep.equal(keys.filter((key) => key !== 'c7').sort())
  })

  it('takes ids that it could not keep as they are', async () => {
    for (const id of ['a\0b', 'x'.repeat(5_000), '\ud800']) {
      expect(await hear(id)).to.equal(true)
      expect(await hear(id)).to.equal(false)
    }
  })
})

describe('DATABASE_URL', () => {
  it('may name several hosts; one after the other is tried', () => {
    const hosts = new Hosts(
      'postgres://me:p%40ss@one:5433,two/db?target_session_attrs=read-write&sslmode=require',
    )
    const [one, two] = [
      'postgres://me:p%40ss@one:5433/db?sslmode=require',
      'postgres://me:p%40ss@two/db?sslmode=require',
    ]
    expect([hosts.count, hosts.present]).to.deep.equal([2, one])
    hosts.leave(one)
    hosts.leave(one)
    expect(hosts.present).to.equal(two)
    hosts.leave(two)
    expect(hosts.present).to.equal(one)
  })

  it('is a URL of a PostgreSQL', () => {
    expect(() => new Hosts('mysql://localhost/db')).to.throw(/write it as postgres:/)
    expect(new Hosts('postgresql://localhost/db?target_session_attrs=any').present).to.equal(
      'postgresql://localhost/db',
    )
  })
})
