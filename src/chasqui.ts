import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Clock, MovableClock, systemClock } from './clock.ts'
import { advance } from './conversation/advance.ts'
import type { Conversation, Message } from './conversation/conversation.ts'
import { Engine } from './conversation/engine.ts'
import { prepareDataFolder } from './dataFolder.ts'
import { loadHouse } from './house.ts'
import { line } from './line.ts'
import type { Log } from './log.ts'
import { openSandbox, type Sandbox } from './sandbox/sandbox.ts'
import { api } from './server/api.ts'
import { createApp } from './server/app.ts'
import { Gate } from './server/gate.ts'
import { listen } from './server/listen.ts'
import { webhook } from './server/webhook.ts'
import type { Settings } from './settings.ts'
import { openEmbeddedStore } from './store/embedded.ts'
import type { Store } from './store/store.ts'
import { entry, pages } from './web/pages.ts'

export interface ChasquiOptions {
  settings: Settings
  log: Log
  /** The folder of flows, texts and the workshop; the project's own by default. */
  flows?: string
  /** The machine's own, or, in the sandbox, one that can be moved. */
  clock?: Clock
  /** What pulling the plug does, in the sandbox. */
  kill?: () => void
}

/** A whole Chasqui in this process. */
export interface Chasqui {
  readonly engine: Engine
  readonly store: Store<Conversation, Message>
  readonly clock: Clock
  /** Listens, takes up what was left to do, and says where: `http://127.0.0.1:8000`. */
  listen(): Promise<string>
  /** Takes new tokens and secrets in place of the present ones. */
  apply(settings: Settings): Promise<void>
  /** Ends turns and sends in flight, these within `patience` ms (8,000), then lets go of everything. */
  close(patience?: number): Promise<void>
}

/** As seen from where the server was started: errors name files by it. */
export const defaultFlows =
  relative(process.cwd(), fileURLToPath(new URL('../flows', import.meta.url))) || '.'

/** Loads, opens and joins all parts. Throws before anything is open if a file of the workshop is wrong. */
export async function openChasqui({
  settings,
  log,
  flows = defaultFlows,
  clock = settings.mode === 'sandbox' ? new MovableClock() : systemClock,
  kill = die,
}: ChasquiOptions): Promise<Chasqui> {
  const house = await loadHouse(flows, settings.burst)
  const isSandbox = settings.mode === 'sandbox'
  prepareDataFolder(settings.dataDir)
  const store = await openEmbeddedStore<Conversation, Message>(settings.dataDir, () => clock.now())
  const workshop = house.workshop
  let address = ''
  let present = settings
  let sandbox: Sandbox | undefined
  const toMeta = line(() => (sandbox ? { ...present, ...stage, apiUrl: sandbox.graphUrl } : present), log)
  const engine = new Engine({
    house,
    store,
    clock,
    number: isSandbox ? stage.phoneNumberId : settings.phoneNumberId,
    send: toMeta.send,
    acknowledge: toMeta.acknowledge,
    log,
  })
  if (isSandbox && clock instanceof MovableClock) {
    sandbox = await openSandbox({
      ...stage,
      folder: join(settings.dataDir, 'sandbox.lmdb'),
      clock,
      zone: workshop.zone,
      templates: house.voice.templates,
      webhookUrl: () => `${address}/webhook/whatsapp`,
      settled: async (phone) => {
        const key = await store.find(workshop.id, `phone:${phone}`)
        if (key !== undefined) await engine.answered(key)
      },
      advance: (to) =>
        advance(clock, engine, to, async () => {
          await sandbox?.saveClock()
          await sandbox?.delivered()
        }),
      nextDue: () => store.nextDue(),
      kill,
    })
    const { events } = sandbox
    engine.events.on('turn', (turn) => {
      events.emit('turn', turn)
      events.emit('agenda', {})
    })
  }
  const gate = new Gate()
  const app = createApp({
    settings,
    log,
    webhook: webhook({
      verifyToken: () => present.verifyToken,
      appSecrets: () => (isSandbox ? [stage.appSecret] : present.appSecrets),
      gate,
      receive: (items) => engine.receive(items),
      log,
    }),
    readiness: async () => {
      const trouble = await store.trouble()
      return [
        ...present.missing,
        ...(engine.paused ? [`Nothing is sent: ${engine.paused}`] : []),
        ...(trouble === undefined ? [] : [trouble]),
      ]
    },
    entry: entry(),
    guarded: [
      ...(sandbox ? [sandbox.router.routes()] : []),
      api({ engine, store, workshop, templates: house.voice.templates, clock }).routes(),
      pages({ home: isSandbox ? 'phone' : 'status' }),
    ] as Parameters<typeof createApp>[0]['guarded'],
  })
  let server: Server | undefined

  return {
    engine,
    store,
    clock,
    async listen() {
      server = createServer(app.callback())
      // Whoever sends a request drop by drop must not keep others out.
      server.requestTimeout = 30_000
      // Longer than proxies keep theirs (mostly 60 s): none sends on a connection that is just being closed.
      server.keepAliveTimeout = 75_000
      address = await listen(server, settings)
      await engine.start()
      return address
    },
    async apply(next) {
      // A sandbox stays one until it is started again.
      if (!isSandbox) present = { ...settings, ...pick(next) }
      await engine.resume()
    },
    async close(patience) {
      const closed = new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
      server?.closeIdleConnections()
      await Promise.all([gate.empty(), engine.stop(patience)])
      // What came in while it stopped has been committed, and may be on its way.
      await engine.settled()
      await sandbox?.close()
      server?.closeAllConnections()
      await closed
      await store.close()
    },
  }
}

/** What the sandbox is called and secured with: nobody outside this process needs to know. */
const stage = {
  phoneNumberId: '100000000000001',
  displayPhoneNumber: '59899000000',
  businessAccountId: '100000000000002',
  accessToken: randomBytes(24).toString('base64url'),
  appSecret: randomBytes(24).toString('base64url'),
}

/** What may change while it runs. */
function pick({ mode, missing, verifyToken, appSecrets, accessToken, readReceipts }: Settings) {
  return { mode, missing, verifyToken, appSecrets, accessToken, readReceipts }
}

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}
