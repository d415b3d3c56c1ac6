import { join } from 'node:path'
import { expect } from 'chai'
import { openEmbeddedStore } from '../../../src/store/embedded.ts'
import { BrokenRecordError, StoreNotEmptyError } from '../../../src/store/import.ts'
import { openStore, type Which } from '../../../src/store/open.ts'
import { NodesRunningError } from '../../../src/store/postgres/filling.ts'
import type { ConversationRow, MessageRow, Store } from '../../../src/store/store.ts'
import { exported, imported } from '../../helpers/exchange.ts'
import { closeAfterTest, temporaryFolder } from '../../helpers/open.ts'
import { freshDatabase } from '../../helpers/postgres.ts'

const workshop = 'torke'
const now = Date.parse('2026-11-26T12:30:00Z')

type AnyStore = Store<ConversationRow & { name: string }, MessageRow & { text: string }>

describe('export and import between the embedded store and PostgreSQL', () => {
  let embedded: Which
  let postgres: Which
  beforeEach(async () => {
    embedded = { databaseUrl: undefined, dataDir: temporaryFolder() }
    postgres = { databaseUrl: await freshDatabase(), dataDir: '' }
    const store: AnyStore = await openEmbeddedStore(embedded.dataDir, () => now)
    await fill(store)
    await store.close()
  })

  it('give the same file at each step, there and back', async () => {
    const first = await exported(embedded)
    expect(first.split('\n').length).to.be.greaterThan(1_500)
    await imported(first, postgres)
    const second = await exported(postgres)
    expect(second).to.equal(first)
    const back = { databaseUrl: undefined, dataDir: join(temporaryFolder(), 'back') }
    await imported(second, back)
    expect(await exported(back)).to.equal(first)
  })

  it('give a store that goes on where the other was', async () => {
    await imported(await exported(embedded), postgres)
    const store: AnyStore = await openStore(postgres, () => now)
    closeAfterTest(() => store.close())
    expect(await store.find(workshop, 'phone:59800000001')).to.equal('c1')
    expect((await store.due(now + 3, 9)).map(({ key }) => key)).to.deep.equal(['c1', 'c2', 'c3'])
    const seen = { id: 'wamid.1', at: now }
    const aliases = ['phone:59800000001']
    await store.turn({ workshop, aliases, hears: seen }, async (view) => {
      expect(await view.seen(seen.id, seen.at)).to.equal(true)
      expect(await view.message(2)).to.include({ text: 'line\u2028line\u2029line\r\n' })
      return { changes: {}, result: null }
    })
    const taken = await store
      .turn({ workshop, key: 'c2' }, async (view) => {
        await view.lockAgenda()
        return { changes: { appointments: [{ ...appointment('new', 'c2', 1), bays: ['b1'] }] }, result: null }
      })
      .catch((error: Error) => error.name)
    expect(taken).to.equal('SlotTakenError')
  })

  it('of what a server on PostgreSQL wrote is the same as of what the embedded one would', async () => {
    const store: AnyStore = await openStore(postgres, () => now)
    await fill(store)
    await store.close()
    expect(await exported(postgres)).to.equal(await exported(embedded))
  })

  it('never touch a database that has something, or on which a server runs', async () => {
    const text = await exported(embedded)
    const store: AnyStore = await openStore(postgres, () => now)
    closeAfterTest(() => store.close())
    const refused = await imported(text, postgres).catch((error: Error) => error)
    expect(refused).to.be.instanceOf(NodesRunningError)
    expect((refused as Error).message).to.match(/^Another Chasqui is running on postgres:\/\/chasqui@127/)
    await store.record({ id: 'x', at: 1, kind: 'other', reason: 'none', raw: null })
    await store.close()
    expect(await imported(text, postgres).catch((error) => error)).to.be.instanceOf(StoreNotEmptyError)
    expect((await exported(postgres)).split('\n')).to.have.length(4)
  })

  it('import nothing of a file that is cut off', async () => {
    const lines = (await exported(embedded)).split('\n')
    const cut = `${lines.slice(0, 1_200).join('\n')}\n`
    expect(await imported(cut, postgres).catch((error) => error)).to.be.instanceOf(BrokenRecordError)
    expect((await exported(postgres)).split('\n')).to.have.length(3)
  })
})

/** Something of each kind, more than is read or written at once, among it what is easily lost. */
async function fill(store: AnyStore): Promise<void> {
  for (let index = 1; index <= 520; index++) {
    const key = `c${index}`
    const dueAt = index % 2 || index < 4 ? now + index : null
    const aliases = [`user:UY.${index}`, `phone:598${String(index).padStart(8, '0')}`]
    await store.turn({ workshop, key }, async (view) => {
      await view.lockAgenda()
      return {
        changes: {
          conversation: { name: 'Año 😀', workshop, key, dueAt, aliases },
          messages: [1, 2].map((number) => ({
            text: 'line\u2028line\u2029line\r\n',
            id: `${key}.${number}`,
            number,
            wamid: `wamid.${key}.${number}`,
          })),
          appointments: index < 20 ? [2, 1].map((day) => appointment(`${key}${day}`, key, day)) : [],
          ...(index < 3 && {
            entries: [
              { id: `e${'x'.repeat(900)}${index}`, at: 7, kind: 'message', reason: 'none', raw: null },
            ],
          }),
          seen: [{ id: index % 2 ? `wamid.${index}` : `${'x'.repeat(900)}${index}`, at: now }],
        },
        result: null,
      }
    })
  }
}

function appointment(id: string, customer: string, day: number) {
  const at = (time: string) => `2026-12-2${day}T${time}:00-03:00`
  return {
    ...{ id, workshop, customer, phone: null, name: null, service: 'brakes', vehicle: null },
    ...{
      bays: [customer === 'c1' ? 'b1' : id],
      start: at('10:00'),
      end: at('11:00'),
      busyUntil: at('11:00'),
    },
    status: 'booked' as const,
  }
}
