import http from 'node:http'
import { connect } from 'node:net'
import { expect } from 'chai'
import { startLive } from '../helpers/live.ts'
import { temporaryFolder } from '../helpers/open.ts'
import { npmStart } from '../helpers/process.ts'
import { startSandbox } from '../helpers/sandbox.ts'

const json = { 'Content-Type': 'application/json' }

describe('the doors', () => {
  it('open the sandbox to this machine only, asked for by its own name and not through a proxy', async () => {
    const { url } = await startSandbox()
    expect(await ask(url, {})).to.equal(200)
    expect(await ask(url, { host: 'localhost:8000' })).to.equal(200)
    expect(await ask(url, { host: '[::1]:8000' })).to.equal(200)
    expect(await ask(url, { host: 'evil.example' })).to.equal(403)
    expect(await ask(url, { host: '127.0.0.1.evil.example' })).to.equal(403)
    expect(await ask(url, { 'x-forwarded-for': '1.2.3.4' })).to.equal(403)
    expect(await ask(url, { 'x-forwarded-proto': 'https' })).to.equal(403)
    expect(await ask(url, { forwarded: 'for=1.2.3.4' })).to.equal(403)
  })

  const marks = [
    'via',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'cf-ray',
    'fly-client-ip',
    'x-original-host',
    'ngrok-trace-id',
  ]
  for (const mark of marks) {
    it(`keep the sandbox closed to what bears a proxy’s ${mark}`, async () => {
      const { url } = await startSandbox()
      expect(await ask(url, { host: '127.0.0.1:8000', [mark]: '1.2.3.4' })).to.equal(403)
    })
  }

  it('keep the sandbox closed to HTTP/1.0, which nginx speaks as it comes', async () => {
    const { url } = await startSandbox()
    expect(await askRaw(url, '1.1')).to.include(' 200 ')
    expect(await askRaw(url, '1.0')).to.include(' 403 ')
  })

  it('leave the webhook and the health checks open through a proxy', async () => {
    const { url } = await startSandbox()
    const headers = { host: 'bot.example', 'x-forwarded-for': '1.2.3.4' }
    expect(await ask(url, headers, '/healthz')).to.equal(200)
    expect(await ask(url, headers, '/readyz')).to.equal(200)
    expect(await ask(url, headers, '/webhook/whatsapp')).to.equal(403)
    const query = 'hub.mode=subscribe&hub.challenge=7&hub.verify_token=torke_super_secret_token_2026'
    expect(await ask(url, headers, `/webhook/whatsapp?${query}`)).to.equal(200)
  })

  it('take what writes only as JSON and from the same site', async () => {
    const { url } = await startSandbox()
    const post = (headers: Record<string, string>) =>
      fetch(`${url}/sandbox/clock`, { method: 'POST', headers, body: '{"advance":"PT1S"}' }).then(
        ({ status }) => status,
      )
    expect(await post(json)).to.equal(200)
    expect(await post({ 'Content-Type': 'text/plain' })).to.equal(415)
    expect(await post({ ...json, Origin: 'https://evil.example' })).to.equal(403)
    expect(await post({ ...json, Origin: url })).to.equal(200)
    expect(await post({ ...json, 'Sec-Fetch-Site': 'cross-site' })).to.equal(403)
  })

  it('are closed in live mode without a token of its own, and say how to set it', async () => {
    const { url } = await startLive()
    const answer = await fetch(`${url}/api/v1/appointments`)
    expect(answer.status).to.equal(403)
    expect(await answer.text()).to.include('API_TOKEN')
    expect((await fetch(`${url}/`)).status).to.equal(403)
    expect((await fetch(`${url}/readyz`)).status).to.equal(200)
  })

  it('open in live mode to a token, as Bearer or as a page’s cookie; one that may only read cannot write', async () => {
    const { url } = await startLive({ API_TOKEN: 'full token', API_TOKENS: 'viewer:read:read token' })
    const get = (headers: Record<string, string>) =>
      fetch(`${url}/api/v1/appointments`, { headers }).then(({ status }) => status)
    expect(await get({})).to.equal(401)
    expect(await get({ Authorization: 'Bearer wrong' })).to.equal(401)
    expect(await get({ Authorization: 'Bearer full token' })).to.equal(200)
    expect(await get({ Authorization: 'Bearer read token' })).to.equal(200)
    const body = JSON.stringify({ to: 'bot' })
    const write = await fetch(`${url}/api/v1/conversations/x/attention`, {
      method: 'POST',
      headers: { ...json, Authorization: 'Bearer read token' },
      body,
    })
    expect(write.status).to.equal(403)

    const page = await fetch(`${url}/`, { headers: { accept: 'text/html' } })
    expect([page.status, await page.text()]).to.satisfy(
      ([status, text]: [number, string]) => status === 401 && text.includes('Token de acceso'),
    )
    const enter = (token: string) =>
      fetch(`${url}/session`, { method: 'POST', headers: json, body: JSON.stringify({ token }) })
    expect((await enter('wrong')).status).to.equal(401)
    const cookie = (await enter('full token')).headers.get('set-cookie')!
    expect(cookie)
      .to.match(/httponly/i)
      .and.match(/samesite=strict/i)
    expect(cookie).not.to.include('full token')
    expect(await get({ cookie: cookie.split(';')[0]! })).to.equal(200)
    const home = await fetch(`${url}/`, { headers: { cookie: cookie.split(';')[0]!, accept: 'text/html' } })
    expect([home.status, await home.text()]).to.satisfy(
      ([status, text]: [number, string]) => status === 200 && text.includes('/desk/main.js'),
    )
  })

  it('tell who may only read so, and write down who wrote, by name', async () => {
    const server = await npmStart({
      PORT: '0',
      DATA_DIR: temporaryFolder(),
      API_TOKENS: 'screen:read:s3cret-1,desk:full:s3cret-2',
      LOG_LEVEL: 'info',
    })
    const write = (token: string) =>
      fetch(`${server.url}/api/v1/messages`, {
        method: 'POST',
        headers: { ...json, Authorization: `Bearer ${token}` },
        body: JSON.stringify({ to: '59899111111', type: 'text', text: { body: 'Hola' } }),
      })
    const refused = await write('s3cret-1')
    expect([refused.status, await refused.json()]).to.deep.equal([
      403,
      {
        error: {
          code: 'readOnly',
          message: "The token 'screen' may only read. To write takes one of the scope full.",
        },
      },
    ])
    expect((await write('s3cret-2')).status).to.equal(202)
    await server.stop()
    const lines = server.output().split('\n')
    const [written, ...others] = lines.filter((line) => line.includes('Written through the API'))
    expect(JSON.parse(written!)).to.include({ token: 'desk', route: '/api/v1/messages', status: 202 })
    expect(others).to.deep.equal([])
    expect(server.output()).not.to.match(/s3cret/)
  })

  it('open to other tokens once the settings are read again, and no more to those that are gone', async () => {
    const { url, chasqui, settings } = await startLive({ API_TOKEN: 'old', CALENDAR_TOKEN: 'old' })
    const get = (headers: Record<string, string>, path = '/api/v1/appointments') =>
      fetch(`${url}${path}`, { headers }).then(({ status }) => status)
    const entered = await fetch(`${url}/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ token: 'old' }),
    })
    const cookie = entered.headers.get('set-cookie')!.split(';')[0]!
    const all = async () => [
      await get({ Authorization: 'Bearer old' }),
      await get({ cookie }),
      await get({ Authorization: 'Bearer new' }),
      await get({}, '/calendar/old.ics'),
      await get({}, '/calendar/new.ics'),
    ]
    expect(await all()).to.deep.equal([200, 200, 401, 200, 404])
    const apiTokens = [{ name: 'desk', scope: 'read' as const, token: 'new' }]
    await chasqui.apply({ ...settings, apiTokens, calendarToken: 'new' })
    expect(await all()).to.deep.equal([401, 401, 200, 404, 200])
  })

  it('give no sandbox in live mode', async () => {
    const { url } = await startLive({ API_TOKEN: 'x' })
    expect((await fetch(`${url}/sandbox/clock`, { headers: { Authorization: 'Bearer x' } })).status).to.equal(
      404,
    )
  })

  it('tell the reasons for not being ready only to those with the token', async () => {
    const { url } = await startLive({ WHATSAPP_ACCESS_TOKEN: '', API_TOKEN: 'x' })
    const world = await (await fetch(`${url}/readyz`)).json()
    expect(world).to.deep.equal({ status: 'notReady' })
    const staff = await (await fetch(`${url}/readyz`, { headers: { Authorization: 'Bearer x' } })).json()
    expect(staff).to.deep.equal({ status: 'notReady', reasons: ['WHATSAPP_ACCESS_TOKEN is not set'] })
  })
})

/** The status line of the answer. */
function askRaw(url: string, version: string): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    socket.once('data', (data) => {
      resolve(String(data).split('\r\n')[0]!)
      socket.destroy()
    })
    socket.once('error', reject)
    socket.write(`GET /api/v1/workshop HTTP/${version}\r\nHost: 127.0.0.1:8000\r\nConnection: close\r\n\r\n`)
  })
}

/** With headers that fetch does not let one set. */
function ask(url: string, headers: Record<string, string>, path = '/api/v1/appointments'): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.get(`${url}${path}`, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    request.on('error', reject)
  })
}
