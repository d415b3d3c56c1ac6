import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import Koa from 'koa'
import { pages } from '../../src/web/pages.ts'

describe('pages', () => {
  let server: Server
  let url: string

  before(async () => {
    server = createServer(new Koa().use(pages('phone', 'desk')).callback()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })

  after(() => server.close())

  it('serves the phone at / under a policy that runs and shows nothing but its own files', async () => {
    const response = await fetch(url)
    expect(response.headers.get('content-type')).to.equal('text/html; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).to.equal('nosniff')
    expect(response.headers.get('content-security-policy')?.split('; ')).to.have.members([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ])
    const html = await response.text()
    expect(html).not.to.match(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i)
  })

  it('serves everything that the phone loads', async () => {
    const missing: string[] = []
    const left = ['/']
    const seen = new Set(left)
    for (let path = left.shift(); path; path = left.shift()) {
      const response = await fetch(url + path)
      if (response.status !== 200) missing.push(path)
      for (const found of references(await response.text(), path)) {
        if (!seen.has(found)) left.push(found)
        seen.add(found)
      }
    }
    expect(missing).to.deep.equal([])
    expect([...seen]).to.include.members(['/phone/main.js', '/phone/agenda.js', '/vendor/preact.js'])
  })

  it('answers 304 while a file is as the browser knows it', async () => {
    const first = await fetch(`${url}/phone/main.js`)
    const etag = first.headers.get('etag')!
    const again = await fetch(`${url}/phone/main.js`, {
      headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' },
    })
    expect(first.headers.get('cache-control')).to.equal('no-cache')
    expect(again.status).to.equal(304)
  })

  for (const path of [
    '/phone/jsconfig.json',
    '/phone/../pages.ts',
    '/phone/..%2fpages.ts',
    '/phone/nothing.js',
    '/vendor/koa.js',
    '/vendor/__proto__',
    '/constructor',
    '/package.json',
  ]) {
    it(`does not serve ${path}`, async () => {
      expect((await fetch(url + path)).status).to.equal(404)
    })
  }

  it('answers only to reading', async () => {
    expect((await fetch(url, { method: 'POST' })).status).to.equal(404)
    expect((await fetch(url, { method: 'HEAD' })).status).to.equal(200)
  })
})

function references(text: string, from: string): string[] {
  const found = text.matchAll(/(?:from|import|src=|href=)\s?["']((?:\.\/|\/)[\w/.-]+\.(?:js|css|svg))["']/g)
  return [...found].map(([, path]) => new URL(path!, `http://x${from}`).pathname)
}
