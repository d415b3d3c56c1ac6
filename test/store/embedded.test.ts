import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect } from 'chai'
import { openEmbeddedStore } from '../../src/store/embedded.ts'
import type { MessageRow } from '../../src/store/store.ts'
import { StoreInUseError } from '../../src/store/store.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { describeStore, type Row } from './store.contract.ts'

const now = () => Date.parse('2026-11-26T12:30:00Z')

let folder = ''

async function open(at: string) {
  const store = await openEmbeddedStore<Row, MessageRow>(at, now)
  let closed: Promise<void> | undefined
  const close = store.close.bind(store)
  store.close = () => {
    closed ??= close()
    return closed
  }
  closeAfterTest(store.close)
  return store
}

describeStore(
  'lowdb documents in LMDB',
  async () => {
    folder = temporaryFolder()
    return open(folder)
  },
  async (store) => {
    await store.close()
    return open(folder)
  },
)

describe('the embedded store', () => {
  it('refuses a second server on its folder, and takes over from one that was killed', async () => {
    const at = temporaryFolder()
    const script = `
      import { openEmbeddedStore } from ${JSON.stringify(new URL('../../src/store/embedded.ts', import.meta.url).href)}
      await openEmbeddedStore(${JSON.stringify(at)}, () => 0)
      console.log('open')
      setInterval(() => {}, 1000)
    `
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    closeAfterTest(() => child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    expect(await open(at).catch((error: Error) => error)).to.be.instanceOf(StoreInUseError)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await open(at)
  })

  it('refuses a folder whose path is too long for its socket', async () => {
    const deep = join(temporaryFolder(), 'x'.repeat(120))
    expect(await open(deep).catch((error: Error) => error.message)).to.match(/too long for a socket/)
  })
})
