import { join } from 'node:path'
import { expect } from 'chai'
import { Batch, Documents } from '../../src/store/documents.ts'
import { openEmbeddedStore } from '../../src/store/embedded.ts'
import { keys } from '../../src/store/keys.ts'
import {
  DataTooNewError,
  DataTooOldError,
  type Migration,
  migrate,
  migrations,
  refuseOtherVersion,
  versionAfter,
  versionOf,
} from '../../src/store/migrations.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'

/** Made up: names become pairs, then pairs become words. */
const toPairs: Migration = (stored, batch) => {
  for (const { key, value } of stored.range<string>({ start: ['name'], end: ['name', '\uffff'] }))
    batch.put(key, [value, value.length])
}
const toWords: Migration = (stored, batch) => {
  for (const { key, value } of stored.range<[string, number]>({ start: ['name'], end: ['name', '\uffff'] }))
    batch.put(key, `${value[0]} has ${value[1]}`)
}

describe('migrations', () => {
  let documents: Documents
  beforeEach(() => {
    documents = new Documents(join(temporaryFolder(), 'a.lmdb'))
    closeAfterTest(() => documents.close())
  })

  const put = async (key: string[], value: unknown) => {
    const batch = new Batch(documents)
    batch.put(key, value)
    await documents.commit(batch)
  }

  it('give an empty store the latest version at once', async () => {
    expect(versionOf(documents)).to.equal(undefined)
    await migrate(documents, 'data', [toPairs, toWords])
    expect(versionOf(documents)).to.equal(3)
  })

  it('bring what is stored up to date, one after another', async () => {
    await put(['name', 'a'], 'Ana')
    expect(versionOf(documents)).to.equal(1)
    await migrate(documents, 'data', [toPairs, toWords])
    expect(documents.get(['name', 'a'])).to.equal('Ana has 3')
    expect(versionOf(documents)).to.equal(3)
    await migrate(documents, 'data', [toPairs, toWords])
    expect(documents.get(['name', 'a'])).to.equal('Ana has 3')
  })

  it('go on from the one that failed', async () => {
    await put(['name', 'a'], 'Ana')
    const failing: Migration = (_, batch) => {
      batch.put(['name', 'a'], 'half done')
      throw new Error('the power went')
    }
    const failed = await migrate(documents, 'data', [toPairs, failing]).catch((error: Error) => error.message)
    expect(failed).to.equal('the power went')
    expect(versionOf(documents)).to.equal(2)
    expect(documents.get(['name', 'a'])).to.deep.equal(['Ana', 3])
    await migrate(documents, 'data', [toPairs, toWords])
    expect(documents.get(['name', 'a'])).to.equal('Ana has 3')
  })

  it('are not for data of a newer version: it is refused and left as it is', async () => {
    await put(['meta', 'version'], 4)
    const refused = await migrate(documents, 'data', [toPairs, toWords]).catch((error: Error) => error)
    expect(refused).to.be.instanceOf(DataTooNewError)
    expect((refused as Error).message).to.equal(
      'The data in data is of version 4, and this Chasqui knows versions up to 3. Run the newer Chasqui that wrote it.',
    )
    expect(versionOf(documents)).to.equal(4)
  })

  it('are left to the server: who only reads refuses another version', async () => {
    await put(['meta', 'version'], 0)
    expect(() => refuseOtherVersion(documents, 'data')).to.throw(DataTooOldError, /Start the server once/)
    await put(['meta', 'version'], 99)
    expect(() => refuseOtherVersion(documents, 'data')).to.throw(DataTooNewError)
  })
})

describe('what was stored before there were lists', () => {
  it('is listed once it is opened', async () => {
    const folder = temporaryFolder()
    const documents = new Documents(join(folder, 'chasqui.lmdb'))
    const batch = new Batch(documents)
    const ana = { workshop: 'torke', key: 'ana', aliases: [], dueAt: null, attention: 'human' }
    const message = { id: 'ana.1', number: 1, at: 5, outbound: { state: 'failed' } }
    batch.put(keys.version, 1)
    batch.put(keys.conversation('torke', 'ana'), ana)
    batch.put(keys.message('torke', 'ana', 1), message)
    await documents.commit(batch)
    await documents.close()
    const store = await openEmbeddedStore(folder, () => 0)
    closeAfterTest(() => store.close())
    const { items } = await store.conversations('torke', { limit: 9, attention: 'human' })
    expect(items).to.deep.equal([ana])
    expect((await store.troubled('torke', { limit: 9 })).items).to.deep.equal([{ key: 'ana', message }])
  })
})

describe('the version of the embedded store', () => {
  it('is written when it is made, and checked when it is opened', async () => {
    const folder = temporaryFolder()
    await (await openEmbeddedStore(folder, () => 0)).close()
    const documents = new Documents(join(folder, 'chasqui.lmdb'))
    expect(versionOf(documents)).to.equal(versionAfter(migrations))
    const batch = new Batch(documents)
    batch.put(['meta', 'version'], 99)
    await documents.commit(batch)
    await documents.close()
    expect(await openEmbeddedStore(folder, () => 0).catch((error: Error) => error)).to.be.instanceOf(
      DataTooNewError,
    )
    // The folder is free again: another one may take it.
    expect(await openEmbeddedStore(folder, () => 0).catch((error: Error) => error)).to.be.instanceOf(
      DataTooNewError,
    )
  })
})
