import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What a process has used so far. */
export interface Usage {
  /** User and system time of all its threads, ms. */
  cpu: number
  /** All of its memory that is in RAM, MB: also pages of the store's file, which the system takes back when it needs to. */
  rss: number
  /** Its own memory without files, MB; unknown where there is no /proc. */
  anonymous: number | null
}

const hasProc = existsSync('/proc/self/stat')

/** What a process must load so that `usageOf` can ask it, where nobody else can tell. */
export const usagePreload = hasProc
  ? []
  : ['--import', fileURLToPath(new URL('programs/usage.ts', import.meta.url))]

export async function usageOf(child: ChildProcess): Promise<Usage> {
  if (hasProc) return { cpu: cpuOf(child.pid!), ...memoryOf(child.pid!) }
  const answer = once(child, 'message')
  child.send('usage')
  const [{ cpu, rss }] = (await answer) as [{ cpu: number; rss: number }]
  return { cpu, rss: rss / 1e6, anonymous: null }
}

/** CPU of a server and of all processes that it started, those that ended included, ms; NaN where there is no /proc. */
export function usageOfServer(pid: number): number {
  if (!hasProc) return Number.NaN
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
  return cpuOf(pid, { withEnded: true }) + children.reduce((sum, child) => sum + cpuOf(Number(child)), 0)
}

/** The program's name, in brackets, may hold anything; user and system time are the 12th and 13th field after it, those of ended children next. */
function cpuOf(pid: number, { withEnded = false } = {}): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  const ticks = fields.slice(11, withEnded ? 15 : 13).map(Number)
  return ticks.reduce((sum, each) => sum + each) * msPerTick
}

/** Linux tells these times in hundredths of a second, whatever its own clock. */
const msPerTick = 10

function memoryOf(pid: number): Pick<Usage, 'rss' | 'anonymous'> {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1000
  return { rss: megabytes('VmRSS'), anonymous: megabytes('RssAnon') }
}
