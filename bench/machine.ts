import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { monotonic } from './stage.ts'
import { median } from './statistics.ts'

/** What figures depend on beside the program. */
export function describeMachine(folder: string): Record<string, string | number> {
  return {
    node: process.version,
    system: `${platform()} ${release()}`,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    'memory, GB': Math.round(totalmem() / 1e9),
    'load before': Number(loadavg()[0]!.toFixed(2)),
    'one durable write to the disk, ms': Number(durableWrite(folder).toFixed(3)),
  }
}

/** What a store that keeps its word cannot be faster than, for a message that comes alone. */
function durableWrite(folder: string): number {
  const path = join(folder, 'write')
  const file = openSync(path, 'w')
  const page = Buffer.alloc(4096, 'x')
  const times = Array.from({ length: 50 }, () => {
    const start = monotonic()
    writeSync(file, page)
    fsyncSync(file)
    return monotonic() - start
  })
  closeSync(file)
  rmSync(path)
  return median(times)
}
