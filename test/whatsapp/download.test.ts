import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { download, trusted } from '../../src/whatsapp/download.ts'
import { DownloadError, FileTooLargeError, WrongFileError } from '../../src/whatsapp/fileErrors.ts'
import { digest } from '../helpers/files.ts'
import { type Graph, startGraph } from '../helpers/graph.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'

const apiUrl = 'https://graph.facebook.com'

describe('the access token', () => {
  for (const url of [
    'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1',
    'https://scontent.xx.fbcdn.net/v/1',
    'https://mmg.whatsapp.net/v/1',
    'https://graph.facebook.com/v25.0/1',
  ]) {
    it(`goes to ${url}`, () => {
      expect(trusted(url, apiUrl).href).to.equal(url)
    })
  }

  for (const url of [
    'http://lookaside.fbsbx.com/1',
    'https://lookaside.fbsbx.com:8443/1',
    'https://lookaside.fbsbx.com@example.com/1',
    'https://lookaside.fbsbx.com.example.com/1',
    'https://evilfbcdn.net/1',
    'https://example.com/?lookaside.fbsbx.com',
    'http://169.254.169.254/latest',
    'file:///etc/passwd',
    '/relative',
    '',
  ]) {
    it(`does not go to ${JSON.stringify(url)}`, () => {
      expect(() => trusted(url, apiUrl)).to.throw(WrongFileError)
    })
  }

  it('goes to the host of WHATSAPP_API_URL by the same protocol and port only', () => {
    expect(trusted('http://127.0.0.1:4000/1', 'http://127.0.0.1:4000/api').pathname).to.equal('/1')
    expect(() => trusted('http://127.0.0.1:4001/1', 'http://127.0.0.1:4000')).to.throw(WrongFileError)
  })
})

describe('a download', () => {
  let graph: Graph
  let path: string
  const bytes = Buffer.from('a file of some bytes')

  beforeEach(async () => {
    graph = await startGraph()
    closeAfterTest(() => graph.close())
    path = join(temporaryFolder(), 'file')
  })

  const load = (signal = new AbortController().signal, limit = bytes.length) =>
    download(`${graph.url}/1`, { accessToken: 'token', apiUrl: graph.url, path, limit, signal })

  async function failure(work: Promise<unknown>): Promise<unknown> {
    return work.then(
      () => undefined,
      (error) => error,
    )
  }

  it('writes the file for its owner only, and tells its digest and size', async () => {
    graph.answer((_, response) => {
      response.end(bytes)
      return undefined
    })
    expect(await load()).to.deep.equal({ sha256: digest(bytes), size: bytes.length })
    expect(readFileSync(path)).to.deep.equal(bytes)
    expect(statSync(path).mode & 0o777).to.equal(0o600)
  })

  it('stops at the limit, however long the other side goes on', async () => {
    graph.answer((_, response) => {
      const flood = () => {
        while (!response.destroyed && response.write(bytes));
      }
      response.on('drain', flood)
      flood()
      return undefined
    })
    expect(await failure(load())).to.be.instanceOf(FileTooLargeError)
    expect(existsSync(path) ? statSync(path).size : 0).to.be.at.most(bytes.length)
  })

  it('fails in a way that may pass when the connection breaks', async () => {
    graph.answer((_, response) => {
      response.writeHead(200, { 'content-length': String(bytes.length) })
      response.write(bytes.subarray(0, 5), () => response.destroy())
      return undefined
    })
    expect(await failure(load())).to.be.instanceOf(DownloadError)
  })

  for (const status of [204, 401, 404, 410, 500]) {
    it(`fails in a way that may pass when it is answered with ${status}`, async () => {
      graph.answer(() => ({ status }))
      expect(await failure(load())).to.be.instanceOf(DownloadError)
      expect(existsSync(path)).to.equal(false)
    })
  }

  it('ends when it is given up', async () => {
    const cut = new AbortController()
    graph.answer((_, response) => {
      response.write(bytes.subarray(0, 5), () => cut.abort())
      return undefined
    })
    expect(await failure(load(cut.signal))).to.be.instanceOf(DownloadError)
  })

  it('fails with what the disk says', async () => {
    graph.answer((_, response) => {
      response.end(bytes)
      return undefined
    })
    path = join(path, 'in', 'no', 'folder')
    expect(await failure(load())).to.include({ code: 'ENOENT' })
  })
})
