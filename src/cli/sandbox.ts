import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Router from '@koa/router'
import Koa, { type Middleware } from 'koa'
import pino from 'pino'
import { MovableClock } from '../clock.ts'
import { prepareDataFolder } from '../dataFolder.ts'
import { linkPath } from '../sandbox/files.ts'
import { openSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { guard } from '../server/guard.ts'
import { readJson } from '../server/json.ts'
import { listen } from '../server/listen.ts'
import { refusals } from '../server/refusal.ts'
import { Tokens } from '../server/tokens.ts'
import { pages } from '../web/pages.ts'
import { shakeHands } from './handshake.ts'

/** Whose bot it is, and what Meta would have given it. */
export interface StandIn {
  port: number
  /** Where the bot takes webhooks. */
  callback: string
  verifyToken: string
  phoneNumberId: string
  account: string
  token: string
  appSecret: string
  /** Where chats are kept; without it they are gone with the command. */
  data?: string
}

/**
 * Runs the stand-in of Meta's Cloud API by itself, for anyone's bot in whatever language, until it is ended: Graph, signed
 * webhooks, the customers' phone as a page, and the doors under `/sandbox`.
 */
export async function runSandbox(asked: StandIn): Promise<void> {
  const folder = asked.data ?? mkdtempSync(join(tmpdir(), 'chasqui-'))
  prepareDataFolder(folder)
  const clock = new MovableClock()
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const sandbox = await openSandbox({
    folder: join(folder, 'sandbox.lmdb'),
    clock,
    zone,
    phoneNumberId: asked.phoneNumberId,
    displayPhoneNumber: '59829000000',
    businessAccountId: asked.account,
    accessToken: asked.token,
    appSecret: asked.appSecret,
    webhookUrl: () => asked.callback,
    settled: (phone) => quiet(sandbox, phone),
    advance: async (to) => clock.moveTo(to),
    nextDue: async () => undefined,
    kill: end,
  })
  const server = createServer(both(sandbox))
  try {
    const address = await listen(server, { host: '127.0.0.1', port: asked.port })
    tell(asked, address)
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end)
    const hands = shakeHands(asked, ended)
    await ended
    await hands
  } finally {
    server.close()
    server.closeAllConnections()
    await sandbox.close()
    if (asked.data === undefined) rmSync(folder, { recursive: true, force: true })
  }
}

const zone = 'America/Montevideo'

/** What the bot has to be told, as lines of its environment or settings. */
function tell(
  { callback, phoneNumberId, account, token, appSecret, verifyToken }: StandIn,
  address: string,
): void {
  console.log(`The sandbox is on ${address}: open it, and write as a customer. Tell your bot:

  Graph API          ${address}   (in place of https://graph.facebook.com)
  phone number id    ${phoneNumberId}
  business account   ${account}
  access token       ${token}
  app secret         ${appSecret}
  verify token       ${verifyToken}

Webhooks go to ${callback}
`)
}

/** Graph and the sandbox's own doors on one port, as no path is both. */
function both(sandbox: Sandbox): RequestListener {
  const app = new Koa()
  const log = pino({ level: 'silent' })
  app.use(refusals(log))
  app.use(guard({ mode: 'sandbox', tokens: new Tokens([]), log }))
  app.use(readJson)
  app.use(sandbox.router.routes())
  app.use(stranger().routes() as Middleware)
  app.use(pages('phone'))
  const [doors, graph] = [app.callback(), sandbox.graph.callback()]
  return (request, response) =>
    void (isGraphs(request.url ?? '') ? graph(request, response) : doors(request, response))
}

/** Graph's paths begin with its version; the links to files are its own, too. */
function isGraphs(path: string): boolean {
  return /^\/v\d+\.\d+\//.test(path) || path.startsWith(linkPath)
}

/** What the page asks of the workshop: of somebody else's bot nothing is known. */
function stranger(): Router {
  const router = new Router({ prefix: '/api/v1' })
  const workshop = { id: 'bot', name: 'Tu bot', zone }
  router.get('/workshops', (ctx) => {
    ctx.body = { items: [workshop], next: null }
  })
  router.get('/workshop', (ctx) => {
    ctx.body = { ...workshop, bays: [], services: [], hours: [] }
  })
  router.get('/appointments', (ctx) => {
    ctx.body = { items: [], next: null }
  })
  return router
}

/** Nobody can know when somebody else's bot has said all it has to say: it is taken for done after a second's silence. */
async function quiet({ events }: Sandbox, phone: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      events.off('chat', again)
      resolve()
    }
    let timer = setTimeout(done, 1_000)
    const again = (chat: { phone: string }) => {
      if (chat.phone !== phone) return
      clearTimeout(timer)
      timer = setTimeout(done, 1_000)
    }
    events.on('chat', again)
  })
}
