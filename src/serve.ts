import pino from 'pino'
import { type Chasqui, openChasqui } from './chasqui.ts'
import { defaultFlows } from './defaultFlows.ts'
import { settingsNow } from './environment.ts'
import { type Log, openLog } from './log.ts'
import type { Settings } from './settings.ts'
import { reloadAndTell, watchFlows } from './watchFlows.ts'
import type { WorkshopFiles } from './workshops/files.ts'
import type { Numbers } from './workshops/numbers.ts'

/** Runs the server until it is told to end. */
export async function serve(
  settings: Settings,
  mode: Settings['mode'],
  files: WorkshopFiles | undefined,
): Promise<void> {
  const log = openLog(
    settings.logLevel ?? (mode === 'sandbox' ? 'warn' : 'info'),
    pino.destination({ dest: 2, sync: true }),
  )
  const chasqui = await openChasqui({ settings, log, ...(files && { files }) })
  const reload = () => chasqui.reload()
  let leave = async () => {}
  const stop = once(async () => {
    setTimeout(() => process.exit(1), 9_000).unref()
    await leave()
    await chasqui.close()
    process.exit(0)
  })
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)
  process.on('SIGHUP', () => void readAgain(chasqui, log).then(() => reloadAndTell(reload, log)))
  announce(chasqui.numbers, await chasqui.listen())
  leave = await watchFlows(defaultFlows, reload, log)
}

/** Takes new tokens and secrets; what cannot be read changes nothing. */
async function readAgain(chasqui: Chasqui, log: Log): Promise<void> {
  try {
    await chasqui.apply(settingsNow())
    log.info('The settings were read again')
  } catch (error) {
    log.error({ err: error }, 'The settings could not be read again; the present ones stay')
  }
}

function announce({ mode, areMany, all }: Numbers, address: string): void {
  const waiting = all.filter(({ missing }) => missing.length > 0)
  const whys = waiting.map(
    ({ workshop, missing }) => `${areMany ? `${workshop}: ` : ''}${missing.join('; ')}`,
  )
  const live = all.length - waiting.length
  const among = areMany ? ` with ${live} of ${all.length} workshops` : ''
  if (mode === 'sandbox') console.log(`Chasqui: abrí ${address} y escribí «Hola, quiero agendar»`)
  else if (live > 0) console.log(`Chasqui is live on ${address}${among}`)
  else console.log(`Chasqui on ${address} waits for its credentials: ${whys.slice(0, mostTold).join('; ')}`)
  if (live > 0 && waiting.length > 0) console.log(`These wait: ${whys.slice(0, mostTold).join('; ')}`)
}

const mostTold = 20

function once(work: () => Promise<void>): () => void {
  let done = false
  return () => {
    if (!done) void work()
    done = true
  }
}
