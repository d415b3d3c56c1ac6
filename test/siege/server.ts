import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { closeAfterTest } from '../helpers/open.ts'
import { root, run } from '../helpers/process.ts'

/** The real server, as a process that can be killed and started again on the same folder. */
export class Server {
  /** Where it listens; undefined while it does not. */
  url: string | undefined
  /** Messages of which it said that what became of them could not be stored: nobody knows whether they arrived. */
  readonly unsettled = new Set<string>()
  readonly #environment: Record<string, string>
  readonly #project: string
  #child: ChildProcess | undefined

  /** `project`: the folder of the program. */
  constructor(environment: Record<string, string>, project = root) {
    this.#project = project
    this.#environment = environment
    closeAfterTest(() => this.kill())
  }

  /** Resolves once it listens, or was killed before. */
  async start(): Promise<void> {
    const { child, output } = run(
      'node',
      ['--import', 'tsx', 'src/main.ts'],
      this.#environment,
      this.#project,
    )
    this.#child = child
    createInterface({ input: child.stderr! }).on('line', (line) => this.#note(line))
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', () => {
        this.url ??= /http:\/\/[\d.]+:\d+/.exec(output())?.[0]
        if (this.url) resolve()
      })
      child.once('exit', (_, signal) => {
        if (signal === 'SIGKILL') resolve()
        else reject(new Error(`The server ended by itself: ${output()}`))
      })
    })
  }

  /** kill -9 */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** It is told to end, and ends. */
  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  #note(line: string): void {
    const [, message] = /"message":"(\w+\.\d+)".*The outbox could not go on/.exec(line) ?? []
    if (message) this.unsettled.add(message)
  }

  async #end(how: NodeJS.Signals): Promise<void> {
    const child = this.#child
    this.#child = undefined
    this.url = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(how)
    await exited
  }
}
