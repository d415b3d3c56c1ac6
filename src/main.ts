import { defaultFlows } from './defaultFlows.ts'
import { settingsNow } from './environment.ts'
import { supervise } from './supervise.ts'
import { areMany, readWorkshops } from './workshops/files.ts'
import { modeOf } from './workshops/numbers.ts'

/** Runs the server. In the sandbox a supervisor stands beside it, so that the plug can be pulled and put back. */
async function main(): Promise<void> {
  const settings = settingsNow()
  // Of one workshop the environment alone tells the mode; of several, their files name what to look for there.
  const files = areMany(defaultFlows) ? readWorkshops(defaultFlows) : undefined
  const mode = files ? modeOf(files, settings) : settings.mode
  if (mode === 'sandbox' && !process.connected) return supervise()
  // The supervisor needs nothing of a server, and is there the sooner.
  const { serve } = await import('./serve.ts')
  await serve(settings, mode, files)
}

main().catch((error: Error) => {
  console.error(`Chasqui cannot start: ${error.message}`)
  process.exit(1)
})
