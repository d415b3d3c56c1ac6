import pino from 'pino'
import { type Chasqui, openChasqui } from './chasqui.ts'
import { settingsNow } from './environment.ts'
import type { Log } from './log.ts'
import type { Settings } from './settings.ts'
import { supervise } from './supervise.ts'

/** Runs the server. In the sandbox a supervisor stands beside it, so that the plug can be pulled and put back. */
async function main(): Promise<void> {
  const settings = settingsNow()
  if (settings.mode === 'sandbox' && !process.connected) return supervise()
  const log = pino({ level: settings.logLevel }, pino.destination({ dest: 2, sync: true }))
  const chasqui = await openChasqui({ settings, log })
  const address = await chasqui.listen()
  announce(settings, address)
  const stop = once(async () => {
    setTimeout(() => process.exit(1), 9_000).unref()
    await chasqui.close()
    process.exit(0)
  })
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)
  process.on('SIGHUP', () => void readAgain(chasqui, log))
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

function announce({ mode, missing }: Settings, address: string): void {
  if (mode === 'sandbox') console.log(`Chasqui: abrí ${address} y escribí «Hola, quiero agendar»`)
  else if (mode === 'live') console.log(`Chasqui is live on ${address}`)
  else console.log(`Chasqui on ${address} waits for its credentials: ${missing.join('; ')}`)
}

function once(work: () => Promise<void>): () => void {
  let done = false
  return () => {
    if (!done) void work()
    done = true
  }
}

main().catch((error: Error) => {
  console.error(`Chasqui cannot start: ${error.message}`)
  process.exit(1)
})
