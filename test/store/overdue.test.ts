import { expect } from 'chai'
import { aboutDisk } from '../../src/cli/doctor/machine.ts'
import { openStore, type Which } from '../../src/store/open.ts'
import { openRecords } from '../../src/store/openRecords.ts'
import { run } from '../cli/run.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { freshDatabase } from '../helpers/postgres.ts'

const hour = 3_600_000

/** A store, open as a server has it, with something due an hour ago, something else a day ago, and more to come. */
async function lateStore(which: Which): Promise<void> {
  const store = await openStore(which, () => Date.now())
  closeAfterTest(() => store.close())
  for (const [key, ago] of Object.entries({ ana: hour, leo: 24 * hour, eva: -hour, uma: null })) {
    const dueAt = ago === null ? null : Date.now() - ago
    await store.turn({ workshop: 'torke', key }, async () => ({
      changes: { conversation: { workshop: 'torke', key, aliases: [], dueAt } },
      result: undefined,
    }))
  }
}

const stores: Record<string, () => Promise<Which>> = {
  'the embedded store': async () => ({ databaseUrl: undefined, dataDir: temporaryFolder() }),
  PostgreSQL: async () => ({ databaseUrl: await freshDatabase(), dataDir: temporaryFolder() }),
}

describe('what fell due and was not done', () => {
  for (const [name, make] of Object.entries(stores)) {
    it(`is counted while a server has ${name}, no further than asked`, async () => {
      const which = await make()
      await lateStore(which)
      const records = (await openRecords(which))!
      closeAfterTest(() => records.close())
      const all = await records.overdue(Date.now(), 1_000)
      expect(all.count).to.equal(2)
      expect(Date.now() - all.since!).to.be.within(24 * hour, 25 * hour)
      expect((await records.overdue(Date.now(), 1)).count).to.equal(1)
      expect((await records.overdue(Date.now() - 2 * hour, 1_000)).count).to.equal(1)
      expect(await records.overdue(1, 1_000)).to.deep.equal({ count: 0, since: undefined })
    })
  }

  it('is told by chasqui doctor, with what to do', async () => {
    const dataDir = temporaryFolder()
    await lateStore({ databaseUrl: undefined, dataDir })
    const { code, stdout } = await run(['doctor'], { environment: { PORT: '1', DATA_DIR: dataDir } })
    expect(stdout).to.match(
      /– 2 conversations have something that should have been done, the first on \S+ \S+ UTC: it is done once a server runs: npm start/,
    )
    expect(stdout).to.match(/[✓–] \d+\.\d GB are free on its disk/)
    expect(code).to.equal(0)
  })
})

describe('the room on the disk', () => {
  it('is enough, too little for files, or too little for anything', () => {
    const gigabyte = 1024 ** 3
    const marks = [2, 0.3, 0.05].map((free) => aboutDisk(free * gigabyte).map(({ mark }) => mark))
    expect(marks).to.deep.equal([['✓'], ['–'], ['✗']])
  })
})
