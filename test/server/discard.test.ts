import http from 'node:http'
import { expect } from 'chai'
import { startSandbox } from '../helpers/sandbox.ts'

const megabyte = 1024 * 1024

describe('a body that is too large', () => {
  for (const path of ['/webhook/whatsapp', '/api/v1/messages']) {
    for (const isChunked of [false, true]) {
      it(`is read to its end and answered 413 at ${path}, ${isChunked ? 'in chunks' : 'with its length'}`, async () => {
        const { url } = await startSandbox()
        expect(await send(`${url}${path}`, 12, isChunked)).to.deep.equal({ status: 413, sent: 12 })
      })
    }
  }

  it('is cut off when it does not end', async () => {
    const { url } = await startSandbox()
    const { sent } = await send(`${url}/webhook/whatsapp`, 200, true)
    expect(sent).to.be.below(200)
  })
})

/** Sends so many megabytes one after the other, and resolves with the answer, if any, and how many of them went out. */
function send(
  url: string,
  megabytes: number,
  isChunked: boolean,
): Promise<{ status?: number; sent: number }> {
  const headers = {
    'Content-Type': 'application/json',
    ...(!isChunked && { 'Content-Length': megabytes * megabyte }),
  }
  return new Promise((resolve) => {
    let sent = 0
    let status: number | undefined
    const request = http.request(url, { method: 'POST', headers, agent: false }, (response) => {
      status = response.statusCode ?? 0
      response.resume()
    })
    request.on('error', () => {})
    request.on('close', () => resolve({ ...(status && { status }), sent }))
    const more = () => {
      if (sent === megabytes) return void request.end()
      request.write(Buffer.alloc(megabyte, 'x'), (error) => {
        if (error) return
        sent++
        more()
      })
    }
    more()
  })
}
