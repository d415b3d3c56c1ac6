import { join } from 'node:path'
import { expect } from 'chai'
import { Batch, Documents } from '../../src/store/documents.ts'
import { openEmbeddedStore } from '../../src/store/embedded.ts'
import { keys, under } from '../../src/store/keys.ts'
import { prune } from '../../src/store/prune.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'

const day = 86_400_000
const now = 20_000 * day + 12 * 3_600_000

describe('messages that were seen', () => {
  let folder: string
  let documents: Documents
  beforeEach(() => {
    folder = temporaryFolder()
    documents = new Documents(join(folder, 'chasqui.lmdb'))
    closeAfterTest(() => documents.close())
  })

  const see = async (count: number, { sent, arrived = sent }: { sent: number; arrived?: number }) => {
    const batch = new Batch(documents)
    for (let index = 0; index < count; index++)
      batch.put(keys.seen('torke', Math.floor(sent / day), 'ana', `wamid.${sent}.${index}`), arrived)
    await documents.commit(batch)
  }
  const known = () => [...documents.range(under('seen'))].length

  it('are forgotten when they cannot come again, however many', async () => {
    await see(1_200, { sent: now - 10 * day })
    await see(3, { sent: now - 7 * day })
    await see(4, { sent: now })
    await prune(documents, now)
    expect(known()).to.equal(7)
  })

  it('are kept for eight days from when they came, even if they were sent long before or bear no time', async () => {
    await see(1, { sent: now - 30 * day, arrived: now - day })
    await see(1, { sent: 0, arrived: now - 7 * day })
    await prune(documents, now)
    expect(known()).to.equal(2)
    await prune(documents, now + 2 * day)
    expect(known()).to.equal(1)
  })

  it('are forgotten when a server starts', async () => {
    await see(700, { sent: now - 10 * day })
    await see(2, { sent: now })
    await documents.close()
    const store = await openEmbeddedStore(folder, () => now)
    await store.close()
    documents = new Documents(join(folder, 'chasqui.lmdb'))
    expect(known()).to.equal(2)
  })
})
