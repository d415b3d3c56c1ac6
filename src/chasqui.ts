import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { Middleware } from 'koa'
import { type Clock, MovableClock, systemClock } from './clock.ts'
import { advance } from './conversation/advance.ts'
import type { Conversation, Message } from './conversation/conversation.ts'
import { Engine } from './conversation/engine.ts'
import { formsOf } from './conversation/templateForm.ts'
import { prepareDataFolder } from './dataFolder.ts'
import { defaultFlows } from './defaultFlows.ts'
import { teller } from './events/tell.ts'
import { loadPresent } from './flowsInForce.ts'
import { loadHouses } from './house.ts'
import { keepJournal } from './journal.ts'
import { limitsOf } from './limits.ts'
import { type Access, line } from './line.ts'
import type { Log } from './log.ts'
import type { Staged } from './sandbox/businesses.ts'
import { openSandbox, type Sandbox } from './sandbox/sandbox.ts'
import { api } from './server/api.ts'
import { createApp } from './server/app.ts'
import { calendarFeed } from './server/calendar.ts'
import { Changes } from './server/changes.ts'
import { Gate } from './server/gate.ts'
import { listen } from './server/listen.ts'
import { Metrics } from './server/metrics.ts'
import { Tokens } from './server/tokens.ts'
import { webhook } from './server/webhook.ts'
import type { Settings } from './settings.ts'
import { MediaFolder } from './store/mediaFolder.ts'
import { openStore } from './store/open.ts'
import type { Store } from './store/store.ts'
import { Uploads } from './store/uploads.ts'
import { entry, pages } from './web/pages.ts'
import { accountOf } from './workshops/account.ts'
import { readWorkshops, type WorkshopFile, type WorkshopFiles } from './workshops/files.ts'
import { modeOf, Numbers } from './workshops/numbers.ts'
import { readiness } from './workshops/readiness.ts'
import { receiversOf } from './workshops/receivers.ts'
import { stageNumber, stageSecrets } from './workshops/stage.ts'

export interface ChasquiOptions {
  settings: Settings
  log: Log
  /** The folder of flows, texts and the workshop; the project's own by default. */
  flows?: string
  /** What the files of the workshops say, where they were read before. */
  files?: WorkshopFiles
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
  readonly numbers: Numbers
  /** Listens, takes up what was left to do, and says where: `http://127.0.0.1:8000`. */
  listen(): Promise<string>
  /** Takes new tokens and secrets in place of the present ones. */
  apply(settings: Settings): Promise<void>
  /**
   * Takes what stands in the folder of flows now in place of what is in force: all of it, or nothing.
   * @throws {MistakesError | RestartNeededError | Error} a line for each thing to mend; all goes on as before
   */
  reload(): Promise<void>
  /** Ends turns and sends in flight, these within `patience` ms (8,000), then lets go of everything. */
  close(patience?: number): Promise<void>
}

/** Loads, opens and joins all parts. Throws before anything is open if a file of the workshop is wrong. */
export async function openChasqui({
  settings,
  log,
  flows = defaultFlows,
  files = readWorkshops(flows),
  clock = modeOf(files, settings) === 'sandbox' ? new MovableClock() : systemClock,
  kill = die,
}: ChasquiOptions): Promise<Chasqui> {
  const houses = await loadHouses(flows, settings.burst, files)
  const numbers = new Numbers(files, settings)
  const isSandbox = numbers.mode === 'sandbox'
  // With a database, a live server keeps nothing of its own but customers' files, once the first one comes.
  if (isSandbox || settings.databaseUrl === undefined) prepareDataFolder(settings.dataDir)
  const store = await openStore<Conversation, Message>(settings, () => clock.now(), { isFrozen: isSandbox })
  const mediaFolder = new MediaFolder(join(settings.dataDir, 'media'))
  const uploads = new Uploads(join(settings.dataDir, 'uploads'))
  let address = ''
  let { readReceipts, calendarToken } = settings
  const tokens = new Tokens(settings.apiTokens)
  let sandbox: Sandbox | undefined
  let receivers = receiversOf(files, settings)
  const lines = houses.map((house) => {
    const { id } = house.workshop
    const inForce = () => engine.receptions.get(id)?.house ?? house
    const access = (): Access => {
      const { missing, accessToken, phoneNumberId } = numbers.of(id)
      const apiUrl = sandbox?.graphUrl ?? settings.apiUrl
      const { apiVersion } = settings
      return { isWaiting: missing.length > 0, accessToken, phoneNumberId, apiUrl, apiVersion, readReceipts }
    }
    return {
      house,
      number: numbers.of(id).phoneNumberId,
      ...line(access, { workshop: id, files: mediaFolder, uploads, clock, log }),
      tell: teller(() => receivers.get(id)),
      isTelling: () => receivers.has(id),
      account: numbers.of(id).businessAccountId,
      limits: limitsOf(house, inForce, numbers.of(id), settings),
    }
  })
  const engine: Engine = new Engine({ lines, store, clock, log })
  tellOfWaiting(numbers, log)
  if (isSandbox && clock instanceof MovableClock) {
    const [first, ...others] = files.files.map((each, place) => staged(each, place, files.areMany))
    sandbox = await openSandbox({
      ...first!,
      others,
      ...stageSecrets,
      folder: join(settings.dataDir, 'sandbox.lmdb'),
      throughput: Math.max(80, settings.throughput),
      clock,
      approved: formsOf(houses[0]!.voice.templates),
      webhookUrl: () => `${address}/webhook/whatsapp`,
      settled: async (phone, workshop = houses[0]!.workshop.id) => {
        const key = await store.find(workshop, `phone:${phone}`)
        if (key !== undefined) await engine.receptions.get(workshop)?.answered(key)
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
    engine.events.on('turn', ({ workshop, ...turn }) => {
      const whose = files.areMany ? { workshop } : {}
      events.emit('turn', { ...turn, ...whose })
      events.emit('agenda', whose)
    })
  }
  keepJournal(engine.events, log)
  const changes = new Changes({ engine, clock, news: store.news })
  sandbox?.events.on('clock', () => changes.clockMoved())
  const gate = new Gate()
  const isReady = readiness(numbers, engine, store)
  const metrics = new Metrics({ engine, store, clock, readiness: isReady })
  const routes = api({
    engine,
    store,
    clock,
    files: mediaFolder,
    account: (workshop) =>
      accountOf(numbers.of(workshop), { ...settings, apiUrl: sandbox?.graphUrl ?? settings.apiUrl }),
    upload: (workshop) => lines.find(({ house }) => house.workshop.id === workshop)!.upload,
  })
  const app = createApp({
    mode: numbers.mode,
    tokens,
    log,
    webhook: webhook({
      numbers,
      gate,
      rounds: engine.rounds,
      receive: (items, vouched) => engine.receive(items, vouched),
      onAnswer: (status, took) => metrics.answered(status, took),
      log,
    }),
    readiness: isReady,
    entry: entry(),
    calendar: calendarFeed({ engine, store, clock, tokenNow: () => calendarToken }).routes() as Middleware,
    guarded: [
      ...(sandbox ? [sandbox.router.routes()] : []),
      routes.router.routes(),
      metrics.routes,
      changes.routes,
      isSandbox ? pages('phone', 'desk') : pages('desk'),
    ] as Parameters<typeof createApp>[0]['guarded'],
  })
  let server: Server | undefined

  return {
    engine,
    store,
    clock,
    numbers,
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
      receivers = receiversOf(files, next)
      numbers.apply(next)
      tokens.replace(next.apiTokens)
      calendarToken = next.calendarToken
      if (!isSandbox) readReceipts = next.readReceipts
      tellOfWaiting(numbers, log)
      await engine.resume()
    },
    async reload() {
      try {
        const houses = await loadPresent(flows, settings.burst, files)
        sandbox?.approve(formsOf(houses[0]!.voice.templates))
        engine.rehouse(houses)
        changes.rehoused()
        sandbox?.events.emit('flows', { problem: null })
      } catch (error) {
        sandbox?.events.emit('flows', { problem: (error as Error).message })
        throw error
      }
    },
    async close(patience) {
      const closed = new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
      server?.closeIdleConnections()
      await Promise.all([gate.empty(), engine.stop(patience)])
      // What came in while it stopped has been committed, and may be on its way.
      await engine.settled()
      changes.close()
      await sandbox?.close()
      server?.closeAllConnections()
      await closed
      await store.close()
    },
  }
}

/** A workshop's number in the sandbox. */
function staged({ workshop, number }: WorkshopFile, place: number, areMany: boolean): Staged {
  const { id, zone } = workshop
  return { ...stageNumber(number, place), zone, owner: id, ...(areMany && { workshop: id }) }
}

/** Of one of several workshops nobody sees that it waits, while the server is up. */
function tellOfWaiting({ areMany, all }: Numbers, log: Log): void {
  if (!areMany) return
  for (const { workshop, missing } of all)
    if (missing.length > 0) log.warn({ workshop, missing }, 'A workshop waits for its credentials')
}

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}
