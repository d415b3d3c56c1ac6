import type { Log } from '../../src/log.ts'

/** A log for tests: says nothing, unless LOG=1 asks for warnings and errors. */
export const quiet: Log = {
  debug() {},
  info() {},
  isLevelEnabled: () => false,
  warn: tell,
  error: tell,
}

function tell(...args: unknown[]): void {
  if (process.env.LOG) console.error(...args)
}
