import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { prepareDataFolder } from '../../dataFolder.ts'
import type { Settings } from '../../settings.ts'
import { openRecords, placeOf } from '../../store/openRecords.ts'
import { freeAt, reserve } from '../../store/room.ts'
import type { Finding } from '../finding.ts'
import { findingsIn, flowsFolder } from '../flows.ts'

export function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const what = `Node.js ${process.versions.node}`
  if (major > 20 || (major === 20 && minor >= 19)) return { mark: '✓', what }
  return { mark: '✗', what, next: 'install 20.19 or newer from nodejs.org' }
}

export async function store(settings: Settings): Promise<Finding> {
  const { databaseUrl } = settings
  if (databaseUrl === undefined) return folder(settings)
  const where = `DATABASE_URL (${placeOf(settings)})`
  try {
    const { pingPostgres } = await import('../../store/postgres/ping.ts')
    await pingPostgres(databaseUrl)
    return { mark: '✓', what: `${where} can be reached, and takes writes` }
  } catch (error) {
    return { mark: '✗', what: `${where} cannot be used: ${(error as Error).message}` }
  }
}

function folder({ dataDir }: Settings): Finding {
  try {
    prepareDataFolder(dataDir)
    return { mark: '✓', what: `DATA_DIR (${dataDir}) can be written` }
  } catch (error) {
    return { mark: '✗', what: (error as Error).message.replace(/\.$/, '') }
  }
}

/** What must stay free for customers' files, in bytes: with less none are fetched. */
const forFiles = 512 * 1024 * 1024

/** How much is free where customers' files are kept and, without a database, everything. */
export function disk({ dataDir }: Settings): Finding[] {
  let place = resolve(dataDir)
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place)
  return aboutDisk(freeAt(place))
}

/** @param free in bytes */
export function aboutDisk(free: number): Finding[] {
  const what = `${(free / 1024 ** 3).toFixed(1)} GB are free on its disk`
  if (free >= forFiles) return [{ mark: '✓', what }]
  if (free >= reserve)
    return [{ mark: '–', what, next: 'make room: with less than 0.5 GB no files of customers are fetched' }]
  return [{ mark: '✗', what, next: 'make room: nothing can be stored' }]
}

/** What fell due is done within moments; what is this late is stuck, or nobody is there, in ms. */
const patience = 60_000

/** Whether something stored should have been done by now. It may be asked while a server runs. */
export async function overdue(settings: Settings, isServed: boolean): Promise<Finding[]> {
  try {
    const records = await openRecords(settings)
    if (!records) return []
    try {
      const late = await records.overdue(Date.now() - patience, most)
      return aboutOverdue(late, isServed)
    } finally {
      await records.close()
    }
  } catch (error) {
    return [{ mark: '–', what: `what is stored could not be read: ${(error as Error).message}` }]
  }
}

const most = 1_000

function aboutOverdue(
  { count, since }: { count: number; since: number | undefined },
  isServed: boolean,
): Finding[] {
  if (count === 0 || since === undefined) return [{ mark: '✓', what: 'nothing that fell due is left undone' }]
  const some = `${count}${count === most ? ' or more' : ''} ${count === 1 ? 'conversation has' : 'conversations have'}`
  const what = `${some} something that should have been done, the first on ${new Date(since).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  if (!isServed) return [{ mark: '–', what, next: 'it is done once a server runs: npm start' }]
  return [{ mark: '✗', what, next: 'see the log for why; npx chasqui store check looks for what is wrong' }]
}

export async function flows(): Promise<Finding[]> {
  const findings = await findingsIn(flowsFolder)
  if (findings.length === 0) return [{ mark: '✓', what: 'flows/ is in order' }]
  return [{ mark: '✗', what: `flows/ has something to mend`, next: 'npx chasqui flows check' }]
}
