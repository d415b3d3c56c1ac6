import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { Database } from '../../../src/store/postgres/database.ts'
import {
  latest,
  MissingExtensionError,
  migrate,
  OlderNodesError,
  SchemaTooNewError,
  type Step,
  steps,
} from '../../../src/store/postgres/migrate.ts'
import { openPostgresStore } from '../../../src/store/postgres/store.ts'
import { closeAfterTest } from '../../helpers/open.ts'
import { emptyDatabase, onServer } from '../../helpers/postgres.ts'
import { schemaText } from '../../helpers/schemaText.ts'

const file = new URL('../../../src/store/postgres/schema.sql', import.meta.url)

describe('the schema on PostgreSQL', () => {
  let url = ''
  beforeEach(async () => {
    url = await emptyDatabase()
  })

  const database = () => {
    const opened = new Database(url, 300)
    closeAfterTest(() => opened.close())
    return opened
  }

  it('is what schema.sql says (npm run schema writes it)', async () => {
    await migrate(database())
    const text = await schemaText(url)
    if (process.env.WRITE_SCHEMA) writeFileSync(file, text)
    expect(text).to.equal(readFileSync(file, 'utf8'))
  })

  it('begins with the workshop: every table, key and constraint', async () => {
    await migrate(database())
    const first = await onServer(
      url,
      `select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum = 1
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
    )
    expect(first.length).to.be.greaterThan(8)
    expect(first.filter(({ attname }) => attname !== 'workshop')).to.deep.equal([])
    const keys = await onServer(
      url,
      `select o.conname, a.attname from pg_constraint o
       join pg_attribute a on a.attrelid = o.conrelid and a.attnum = o.conkey[1]
       where o.connamespace = 'public'::regnamespace and o.contype in ('p', 'u', 'f', 'x')`,
    )
    expect(keys.length).to.be.greaterThan(8)
    expect(keys.filter(({ attname }) => attname !== 'workshop')).to.deep.equal([])
  })

  it('is made once by nodes that start at once', async () => {
    await Promise.all([1, 2, 3].map(() => migrate(database())))
    const versions = await onServer(url, 'select version from meta order by version')
    expect(versions).to.deep.equal(steps.map(({ version }) => ({ version })))
  })

  const more: Step = { version: latest + 1, needs: 1, sql: 'alter table entry add column note text' }
  const less: Step = { version: latest + 2, needs: latest + 1, sql: 'alter table entry drop column note' }

  it('goes on from where it is, and an older program works on what only has more', async () => {
    await migrate(database())
    await migrate(database(), [...steps, more])
    const store = await openPostgresStore(url, () => 0)
    closeAfterTest(() => store.close())
    await store.record({ id: 'x', at: 1, kind: 'other', reason: 'none', raw: null })
    expect((await store.entries({ limit: 9 })).items).to.have.length(1)
  })

  it('is refused by a program that is too old for it, in a sentence', async () => {
    await migrate(database(), [...steps, more, less])
    const refused = await openPostgresStore(url, () => 0).catch((error: Error) => error)
    expect(refused).to.be.instanceOf(SchemaTooNewError)
    expect((refused as Error).message).to.equal(
      `The database is of version ${latest + 2} and needs a Chasqui that knows version ${latest + 1}; this one knows ${latest}. Run the newer Chasqui.`,
    )
  })

  it('takes nothing from under nodes that still need it', async () => {
    const store = await openPostgresStore(url, () => 0)
    closeAfterTest(() => store.close())
    const refused = await migrate(database(), [...steps, more, less]).catch((error) => error)
    expect(refused).to.be.instanceOf(OlderNodesError)
    expect(await onServer(url, 'select max(version) as version from meta')).to.deep.equal([
      { version: latest },
    ])
  })

  it('says what to do where PostgreSQL lacks the extension', async () => {
    const step: Step = { version: latest + 1, needs: 1, sql: 'create extension nobody_has_this' }
    const failed = await migrate(database(), [...steps, step]).catch((error: Error) => error)
    expect(failed).to.be.instanceOf(MissingExtensionError)
    expect((failed as Error).message).to.match(/lacks the extension btree_gist.* Install postgresql-contrib/)
  })

  it('undoes a step that fails, and says what PostgreSQL says', async () => {
    const broken: Step = {
      version: latest + 1,
      needs: 1,
      sql: 'create table more (workshop text); select 1/0',
    }
    const failed = await migrate(database(), [...steps, broken]).catch((error: Error) => error)
    expect((failed as Error).message).to.equal('division by zero')
    expect(await onServer(url, `select to_regclass('more') as more`)).to.deep.equal([{ more: null }])
  })
})
