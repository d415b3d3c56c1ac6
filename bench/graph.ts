import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Usage, usageOf, usagePreload } from './usage.ts'

/** What the stand-in of Graph is told, and what it tells. */
export type ToGraph = { webhooks: string[]; tellsStatuses: boolean } | { count: true }
export type FromGraph =
  | { url: string }
  | { isReset: true }
  | { replies: number }
  | { failure: string }
  | { settled: [phone: string, repliedAt: number][] }

/** The stand-in of the Graph API, in a process of its own. */
export class Graph {
  readonly #process: ChildProcess
  /** Who waits for the reply to a customer, the longest first. */
  readonly #waiting = new Map<string, ((repliedAt: number) => void)[]>()
  #failed: (error: Error) => void = () => {}
  /** Rejects when something went wrong that no turn can tell. */
  readonly failure = new Promise<never>((_, reject) => {
    this.#failed = reject
  })

  static async start(): Promise<{ graph: Graph; url: string }> {
    const graph = new Graph()
    const { url } = await graph.#told('url')
    return { graph, url }
  }

  private constructor() {
    const program = fileURLToPath(new URL('programs/graph.ts', import.meta.url))
    this.#process = fork(program, { execArgv: [...usagePreload, '--import', 'tsx'] })
    this.#process.on('message', (message: FromGraph) => this.#hear(message))
    this.#process.on('exit', () => this.#failed(new Error('The stand-in of Graph ended')))
    this.failure.catch(() => {})
  }

  /** From now on statuses, if any, go to this bot, or to these in turn, and replies are counted from 0. */
  async serve(webhooks: string[], { tellsStatuses = true } = {}): Promise<void> {
    this.#tell({ webhooks, tellsStatuses })
    await this.#told('isReset')
  }

  /** Resolves with when the next reply to a customer came (`monotonic()`), once its three statuses are acknowledged. */
  settled(phone: string): Promise<number> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(phone)
      if (waiting) waiting.push(resolve)
      else this.#waiting.set(phone, [resolve])
    })
  }

  /** How many messages the bot has sent. */
  async replies(): Promise<number> {
    this.#tell({ count: true })
    return (await this.#told('replies')).replies
  }

  usage(): Promise<Usage> {
    return usageOf(this.#process)
  }

  stop(): void {
    this.#process.removeAllListeners('exit')
    this.#process.disconnect()
  }

  #hear(message: FromGraph): void {
    if ('failure' in message) this.#failed(new Error(message.failure))
    if (!('settled' in message)) return
    for (const [phone, repliedAt] of message.settled) {
      const [first, ...rest] = this.#waiting.get(phone) ?? []
      if (rest.length > 0) this.#waiting.set(phone, rest)
      else this.#waiting.delete(phone)
      first?.(repliedAt)
    }
  }

  #tell(message: ToGraph): void {
    this.#process.send(message)
  }

  #told<K extends 'url' | 'isReset' | 'replies'>(what: K): Promise<Extract<FromGraph, Record<K, unknown>>> {
    return new Promise((resolve) => {
      const listen = (message: FromGraph) => {
        if (!(what in message)) return
        this.#process.off('message', listen)
        resolve(message as Extract<FromGraph, Record<K, unknown>>)
      }
      this.#process.on('message', listen)
    })
  }
}
