import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { closeAfterTest } from './open.ts'
import { root } from './process.ts'

/** Whether this machine can give a program less room than the disk has. */
export const canNarrow = spawnSync('prlimit', ['--version']).status === 0

export interface Narrow {
  child: ChildProcess
  /** What it printed so far. */
  output(): string
  /** Lets its files grow as they like. */
  widen(): void
}

/**
 * Runs a program whose files cannot grow beyond so many KiB: each write past that fails, as on a full disk, until there
 * is room again. Half a page (2 KiB) over a whole one, since LMDB itself survives only a page that is written in part:
 * the reason for which one wholly fails is longer than its buffer for it.
 */
export function startNarrow(kibibytes: number, args: string[], environment: Record<string, string>): Narrow {
  const { PATH = '', HOME = '' } = process.env
  const script = `ulimit -S -f ${kibibytes} && exec "$@"`
  const child = spawn('bash', ['-c', script, 'bash', process.execPath, '--import', 'tsx', ...args], {
    cwd: root,
    env: { PATH, HOME, ...environment },
    // LMDB itself prints each failure.
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  closeAfterTest(() => child.kill('SIGKILL'))
  let printed = ''
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  return {
    child,
    output: () => printed,
    widen: () => {
      execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:'])
    },
  }
}
