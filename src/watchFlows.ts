import { once } from 'node:events'
import { watch } from 'chokidar'
import type { Log } from './log.ts'

/** Files are saved one after another, by editors in several steps: they are looked at when nothing changed for so long, ms. */
const quiet = 300

/**
 * Reloads what a workshop edits whenever it was edited, and tells what became of it; one time after another.
 *
 * @param reload as of `Chasqui`
 * @returns stops watching
 */
export async function watchFlows(
  folder: string,
  reload: () => Promise<void>,
  log: Log,
): Promise<() => Promise<void>> {
  const watcher = watch(folder, { ignoreInitial: true, ignored: isForEditors })
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  watcher.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(() => reloadAndTell(reload, log))
    }, quiet)
  })
  watcher.on('error', (error) =>
    log.warn({ err: error }, `${folder} cannot be watched; SIGHUP reads it again`),
  )
  await once(watcher, 'ready')
  return async () => {
    clearTimeout(timer)
    await watcher.close()
    await running
  }
}

/** Takes what stands in the flows now, and says in the log that it did, or each thing to mend. */
export async function reloadAndTell(reload: () => Promise<void>, log: Log): Promise<void> {
  try {
    await reload()
    log.info('The flows were read again, and are in force')
  } catch (error) {
    const problems = (error as Error).message.split('\n').filter((line) => line.trim() !== '')
    log.error({ problems }, 'The flows were edited but are not in order; those from before stay in force')
  }
}

/** Copies and locks that editors keep beside a file while it is open, and what is only declared to them. */
function isForEditors(path: string): boolean {
  return /(^|\/)(\.[^/]+|[^/]+~|#[^/]*#|4913|[^/]+\.d\.ts)$/.test(path) && !/(^|\/)\.\.?$/.test(path)
}
