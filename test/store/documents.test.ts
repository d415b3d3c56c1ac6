import { join } from 'node:path'
import { expect } from 'chai'
import { Batch, Documents } from '../../src/store/documents.ts'
import { reserve } from '../../src/store/room.ts'
import { StoreUnavailableError } from '../../src/store/store.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'

describe('documents', () => {
  let free: number
  let documents: Documents
  beforeEach(() => {
    free = reserve
    documents = new Documents(join(temporaryFolder(), 'a.lmdb'), { free: () => free })
    closeAfterTest(() => documents.close())
  })

  const put = async (key: string, value: unknown) => {
    const batch = new Batch(documents)
    batch.put([key], value)
    await documents.commit(batch)
  }

  it('are not written while the disk is nearly full, and are again once it is not', async () => {
    free = reserve - 1
    const refused = await put('a', 1).catch((error: Error) => error)
    expect(refused).to.be.instanceOf(StoreUnavailableError)
    expect((refused as Error).message).to.equal(
      'The store cannot write: only 63 MB are free on the disk of DATA_DIR, and 64 MB must stay free. Make room, and it goes on by itself.',
    )
    expect(documents.get(['a'])).to.equal(undefined)
    free = reserve
    await put('a', 2)
    expect(documents.get(['a'])).to.equal(2)
  })

  it('that are written at one moment are all there, and one with a key too long harms none of them', async () => {
    const puts = Array.from({ length: 50 }, (_, index) => put(`k${index}`, index))
    const refused = await put('x'.repeat(2_000), 1).catch((error: Error) => error.name)
    await Promise.all(puts)
    expect(refused).to.equal('RangeError')
    expect([...documents.range({ start: ['k'], end: ['l'] })]).to.have.length(50)
  })

  it('stay as they were in a snapshot, whatever is written meanwhile', async () => {
    await put('a', 1)
    const snapshot = documents.snapshot()
    await put('a', 2)
    await put('b', 2)
    expect(snapshot.get(['a'])).to.equal(1)
    expect(snapshot.count({ start: ['a'], end: ['z'] })).to.equal(1)
    expect([...snapshot.range({ start: ['a'], end: ['z'] })].map(({ value }) => value)).to.deep.equal([1])
    snapshot.close()
    expect([...documents.range({ start: ['a'], end: ['z'] })].map(({ value }) => value)).to.deep.equal([2, 2])
  })
})
