import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'

const program = fileURLToPath(new URL('../../bin/chasqui.js', import.meta.url))

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

/** What the command is given; nothing else of this process's environment reaches it but the way to Node. */
export interface Given {
  environment?: Record<string, string>
  /** Standard input. */
  input?: string
  /** Where it is run, and looks for `.env`; an empty folder by default. */
  folder?: string
}

/** Runs the command to its end. */
export async function run(command: string[], given: Given = {}): Promise<Ran> {
  const child = begin(command, given)
  child.stdin!.end(given.input ?? '')
  const [[code], stdout, stderr] = await Promise.all([
    once(child, 'close'),
    text(child.stdout!),
    text(child.stderr!),
  ])
  return { code: code as number | null, stdout, stderr }
}

/** Starts the command; it is ended after the test at the latest. */
export function begin(
  command: string[],
  { environment = {}, folder = temporaryFolder() }: Given = {},
): ChildProcess {
  const env = { PATH: process.env.PATH, HOME: folder, ...environment }
  const child = spawn(process.execPath, [program, ...command], { cwd: folder, env })
  closeAfterTest(() => void child.kill('SIGKILL'))
  return child
}

/** The environment in which the command finds this server. */
export function pointingTo(url: string): Record<string, string> {
  return { PORT: new URL(url).port }
}

/** A port on which nobody answers. */
export const nobodysPort = { PORT: '1' }
