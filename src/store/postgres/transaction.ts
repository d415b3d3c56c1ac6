import type { Runner, Statement } from './database.ts'

/** One transaction; statements that are run at once travel together. */
export class Transaction implements Runner {
  readonly run: Runner['run']
  readonly #release: () => void
  #isOver = false

  private constructor(run: Runner['run'], release: () => void) {
    this.run = run
    this.#release = release
  }

  /** @param release gives the connection back */
  static async begin(run: Runner['run'], release: () => void): Promise<Transaction> {
    try {
      await run(begin, [])
    } catch (error) {
      release()
      throw error
    }
    return new Transaction(run, release)
  }

  /** Runs the last statements and makes it all durable. If one of them fails, nothing of the transaction was changed. */
  async commit(last: [Statement, unknown[]][] = []): Promise<void> {
    const outcomes = await Promise.allSettled([
      ...last.map(([statement, values]) => this.run(statement, values)),
      this.run(commit, []),
    ])
    this.#end()
    const failed = outcomes.find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
  }

  /** Undoes it, unless it is over. */
  async rollback(): Promise<void> {
    if (this.#isOver) return
    await this.run(rollback, []).catch(() => {})
    this.#end()
  }

  #end(): void {
    this.#isOver = true
    this.#release()
  }
}

const begin = { name: 'begin', text: 'begin' }
const commit = { name: 'commit', text: 'commit' }
const rollback = { name: 'rollback', text: 'rollback' }
