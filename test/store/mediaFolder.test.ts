import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { MediaFolder } from '../../src/store/mediaFolder.ts'
import { digest } from '../helpers/files.ts'
import { temporaryFolder } from '../helpers/open.ts'

const bytes = Buffer.from('a photo')

describe('the folder of customers’ files', () => {
  let folder: string
  let files: MediaFolder

  beforeEach(() => {
    folder = join(temporaryFolder(), 'media')
    files = new MediaFolder(folder)
  })

  const write = async (path: string) => {
    writeFileSync(path, bytes, { mode: 0o600 })
    return { sha256: digest(bytes) }
  }
  const incoming = () => readdirSync(join(folder, '.incoming'))

  it('is not there before the first file comes, and then its owner’s only', async () => {
    expect(existsSync(folder)).to.equal(false)
    await files.keep('torke', 'ana', write)
    expect(statSync(folder).mode & 0o777).to.equal(0o700)
    expect(statSync(dirname(files.path('torke', 'ana', digest(bytes)))).mode & 0o777).to.equal(0o700)
  })

  it('has each file by its digest, of each customer by itself', async () => {
    await files.keep('torke', 'ana', write)
    await files.keep('torke', 'luis', write)
    await files.forget('torke', 'ana')
    expect(existsSync(files.path('torke', 'ana', digest(bytes)))).to.equal(false)
    expect(readFileSync(files.path('torke', 'luis', digest(bytes)))).to.deep.equal(bytes)
  })

  it('has a file once that comes several times at one moment', async () => {
    await Promise.all([1, 2, 3].map(() => files.keep('torke', 'ana', write)))
    expect(readdirSync(dirname(files.path('torke', 'ana', digest(bytes))))).to.deep.equal([digest(bytes)])
    expect(incoming()).to.deep.equal([])
  })

  it('keeps nothing of what could not be written whole', async () => {
    const failure = await files
      .keep('torke', 'ana', async (path) => {
        writeFileSync(path, 'half of it')
        throw new Error('broken off')
      })
      .catch((error: Error) => error.message)
    expect(failure).to.equal('broken off')
    expect(incoming()).to.deep.equal([])
  })

  it('forgets what a process that is gone left half written, and leaves what others may be writing', async () => {
    mkdirSync(join(folder, '.incoming'), { recursive: true })
    for (const name of ['old', 'new']) writeFileSync(join(folder, '.incoming', name), 'half of it')
    utimesSync(join(folder, '.incoming', 'old'), 0, 0)
    await files.keep('torke', 'ana', write)
    expect(incoming()).to.deep.equal(['new'])
  })
})
