import pino from 'pino'
import { openChasqui } from '../../src/chasqui.ts'
import { readSettings } from '../../src/settings.ts'

/** A server with the workshops of a folder of flows of its own; it prints where it listens. */
const [flows = 'flows'] = process.argv.slice(2)
const started = performance.now()
const chasqui = await openChasqui({
  settings: readSettings(process.env),
  log: pino({ level: 'silent' }),
  flows,
})
const url = await chasqui.listen()
process.send?.({ url, startedIn: performance.now() - started, rss: process.memoryUsage.rss() / 1e6 })
process.on('disconnect', () => void chasqui.close().then(() => process.exit(0)))
