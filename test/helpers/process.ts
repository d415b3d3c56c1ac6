import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { closeAfterTest, temporaryFolder } from './open.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Running {
  url: string
  child: ChildProcess
  /** What it printed so far. */
  output(): string
  /** Sends SIGTERM and resolves with how it ended. */
  stop(): Promise<{ code: number | null; signal: string | null }>
}

/** Runs the server as a person would, with `npm start`, and waits for the line it prints. */
export async function npmStart(environment: Record<string, string>): Promise<Running> {
  const { child, output } = run('npm', ['start'], environment)
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const [found] = /http:\/\/[\d.]+:\d+/.exec(output()) ?? []
      if (found) resolve(found)
    })
    void exited.then(() => reject(new Error(`npm start ended: ${output()}`)))
  })
  const stop = async () => {
    child.kill('SIGTERM')
    const [code, signal] = await exited
    return { code, signal }
  }
  closeAfterTest(async () => {
    if (child.exitCode === null && child.signalCode === null) await stop()
  })
  return { url, child, output, stop }
}

/** Starts a command and collects what it prints; a clean environment, but for what is given. */
export function run(command: string, args: string[], environment: Record<string, string>, cwd = root) {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(command, args, {
    cwd,
    env: { PATH, HOME, BURST_MS: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  child.stderr.on('data', (chunk) => {
    printed += chunk
  })
  return { child, output: () => printed }
}

/** What a workshop has: the project in a folder of its own, whose files it edits. */
export function copyOfProject(): string {
  const copy = temporaryFolder()
  for (const name of ['flows', 'src', 'package.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** Asks again until it is so; what is waited for is another process. */
export async function eventually<T>(ask: () => Promise<T | undefined>, attempts = 500): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask().catch(() => undefined)
    if (answer !== undefined) return answer
    if (attempt === attempts) throw new Error('It never came to be')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
