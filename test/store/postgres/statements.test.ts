import { expect } from 'chai'
import pg from 'pg'
import type { Appointment } from '../../../src/agenda/appointment.ts'
import { openPostgresStore } from '../../../src/store/postgres/store.ts'
import type { ConversationRow, MessageRow, Store } from '../../../src/store/store.ts'
import { closeAfterTest } from '../../helpers/open.ts'
import { freshDatabase } from '../../helpers/postgres.ts'
import { type Asked, type Wire, wireTo } from '../../helpers/wire.ts'

const workshop = 'torke'
const now = Date.parse('2026-11-26T12:30:00Z')
const aliases = ['user:UY.1', 'phone:59899111111']
const hears = { id: 'wamid.B', at: now }

describe('the statements of a turn on PostgreSQL', () => {
  let wire: Wire
  let store: Store<ConversationRow, MessageRow>
  beforeEach(async () => {
    wire = await wireTo(await freshDatabase())
    store = await openPostgresStore(wire.url, () => now)
    closeAfterTest(() => store.close())
    for (const id of ['wamid.1', 'wamid.A']) await hear({ id, at: now })
    await note()
    wire.asked.length = 0
    wire.trips = 0
  })

  const hear = (hears: { id: string; at: number }) =>
    store.turn({ workshop, aliases, hears }, async (view) => {
      expect(await view.seen(hears.id, hears.at)).to.equal(false)
      const { key, conversation } = view
      const first = await view.message(1)
      const numbers = first ? [3, 4] : [1, 2]
      return {
        changes: {
          conversation: { ...conversation, workshop, key, aliases, dueAt: now + 1 },
          messages: numbers.map((number) => ({ id: `${key}.${number}`, number })),
          seen: [hears],
          entries: [{ id: `e${hears.id}`, at: now, kind: 'deadLetter', reason: 'none', raw: null }],
        },
        result: key,
      }
    })

  const note = async () => {
    const key = (await store.find(workshop, aliases[0]!))!
    await store.turn({ workshop, key, messages: [1] }, async (view) => ({
      changes: { messages: [{ ...(await view.message(1))!, wamid: 'wamid.out' }] },
      result: null,
    }))
  }

  const settle = async () => {
    const key = (await store.find(workshop, aliases[0]!))!
    wire.trips = 0
    await store.turn({ workshop, key, messages: [2] }, async (view) => ({
      changes: {
        conversation: { ...view.conversation!, dueAt: null },
        messages: [{ ...(await view.message(2))!, wamid: 'wamid.out' }],
      },
      result: null,
    }))
  }

  const book = async () => {
    const key = (await store.find(workshop, aliases[0]!))!
    await store.turn({ workshop, key }, async (view) => {
      await view.lockAgenda()
      await view.appointments('2026-11-27', '2026-11-28')
      expect(await view.appointment('a1')).to.equal(undefined)
      const conversation = { ...view.conversation!, aliases: [aliases[1]!] }
      const changes = { conversation, appointments: [appointment], removedAppointments: ['h1'] }
      return { changes, result: null }
    })
  }

  const answer = () =>
    store.turn({ workshop, aliases, hears, messages: [1] }, async (view) => {
      await view.seen(hears.id, hears.at)
      await view.message(1)
      const { key, conversation } = view
      const messages = [{ id: `${key}.9`, number: 9 }]
      return {
        changes: { conversation: { ...conversation!, dueAt: null }, messages, seen: [hears] },
        result: null,
      }
    })

  it('go to the database once, for what a customer wrote, for a send that is settled and for a status', async () => {
    await answer()
    expect(wire.trips).to.equal(1)
    await settle()
    expect(wire.trips).to.equal(1)
    wire.trips = 0
    await note()
    // It looks the customer up by an alias first.
    expect(wire.trips).to.equal(2)
  })

  it('go there twice, of a customer whom this node has not heard lately', async () => {
    const key = (await store.find(workshop, aliases[0]!))!
    store = await openPostgresStore(wire.url, () => now)
    closeAfterTest(() => store.close())
    // It connects.
    await store.turn({ workshop, key: 'leo' }, async ({ key }) => ({
      changes: { conversation: { workshop, key, aliases: [], dueAt: null } },
      result: null,
    }))
    wire.trips = 0
    await answer()
    expect(wire.trips).to.equal(2)
    expect((await store.conversation(workshop, key))?.dueAt).to.equal(null)
  })

  it('go once, for what was heard before, and the more goes on the less often', async () => {
    const again = { id: 'wamid.A', at: now }
    await store.turn({ workshop, aliases, hears: again }, async (view) => {
      expect(await view.seen(again.id, again.at)).to.equal(true)
      return { changes: {}, result: null }
    })
    expect(wire.trips).to.equal(1)
    wire.trips = 0
    const keys = Array.from({ length: 50 }, (_, index) => `c${index}`)
    await Promise.all(
      keys.map((key) =>
        store.turn({ workshop, key }, async () => ({
          changes: { conversation: { workshop, key, aliases: [], dueAt: null } },
          result: null,
        })),
      ),
    )
    expect(wire.trips).to.be.lessThan(20)
  })

  it('find what was seen by its whole key, however much there is', async () => {
    await answer()
    store = await openPostgresStore(wire.url, () => now)
    closeAfterTest(() => store.close())
    await hear({ id: 'wamid.C', at: now })
    const reads = wire.asked.filter(({ text }) => /from seen/.test(text) && !/delete from/.test(text))
    expect(reads.length).to.be.greaterThan(1)
    const client = new pg.Client({ connectionString: wire.url })
    await client.connect()
    closeAfterTest(() => client.end())
    for (const { text } of reads) {
      const { rows } = await client.query(`explain (generic_plan) ${text}`)
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
      const scans = plan.match(/(?:Scan|Scan using \w+) on seen.*(?:\n.*Cond:.*)?/g) ?? []
      expect(scans.length, plan).to.be.greaterThan(1)
      for (const scan of scans)
        expect(scan, plan).to.match(/Index Cond: .*\(conversation = .*\(id = .*\(day = /)
    }
  })

  it('name the workshop, each and for each table', async () => {
    await hear(hears)
    await note()
    await settle()
    await book()
    await store.turn({ workshop, aliases: ['phone:59899222222'] }, async ({ key }) => ({
      changes: { conversation: { workshop, key, aliases: ['phone:59899222222'], dueAt: null } },
      result: null,
    }))
    await store.messages(workshop, 'ana', { limit: 1 })
    await store.appointments(workshop, { limit: 1 })
    const statements = wire.asked.filter(({ text }) => !/^(begin|commit|set |select pg_is)/.test(text))
    expect(statements.length).to.be.greaterThan(20)
    for (const asked of statements) {
      expect(asked.values[0], asked.text).to.equal(workshop)
      expect(unnamed(asked), asked.text).to.deep.equal([])
    }
  })
})

const tables = [
  'conversation',
  'alias',
  'message',
  'seen',
  'agenda',
  'appointment',
  'occupied',
  'entry',
  'seat',
]

/** Tables of a statement that it does not tie to the workshop, `$1`: by their name, or by what they are called in it. */
function unnamed({ text }: Asked): string[] {
  const mentioned = [...text.matchAll(/\b(from|join|into|update|using)\s+(\w+)(?:\s+(?:as\s+)?([a-z]\w*))?/g)]
  return mentioned.flatMap(([, verb, table, alias]) => {
    if (!tables.includes(table!)) return []
    const inserted = new RegExp(`into ${table} \\(workshop[^)]*\\)\\s+(values \\(\\$1|select \\$1)`)
    if (verb === 'into') return inserted.test(text) ? [] : [table!]
    const name = alias && !['where', 'set', 'on', 'using', 'order'].includes(alias) ? alias : undefined
    const ties = name ? [`${name}\\.workshop = (\\$1|\\w+\\.workshop)`] : ['[^.]workshop = \\$1']
    return ties.some((tie) => new RegExp(tie).test(text)) ? [] : [table!]
  })
}

const appointment: Appointment = {
  id: 'a1',
  workshop,
  customer: 'ana',
  phone: null,
  name: null,
  service: 'brakes',
  vehicle: null,
  bays: ['b1', 'b2'],
  start: '2026-11-27T10:00:00-03:00',
  end: '2026-11-27T11:00:00-03:00',
  busyUntil: '2026-11-27T11:00:00-03:00',
  status: 'booked',
}
