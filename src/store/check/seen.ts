import { seenFor } from '../prune.ts'
import { cures, type Finding, type Looking } from './finding.ts'

const day = 86_400_000

/** What is remembered as seen, and should have been forgotten. */
export class Seen {
  readonly #oldest: number
  #forgotten = 0

  constructor({ machineNow }: Looking) {
    this.#oldest = machineNow - seenFor - day
  }

  look(seen: { day: number; arrivedAt: number }): void {
    if (seen.day < Math.floor(this.#oldest / day) && seen.arrivedAt < this.#oldest) this.#forgotten++
  }

  *findings(): Generator<Finding> {
    const what = `${this.#forgotten} are older than ${seenFor / day} days`
    if (this.#forgotten > 0) yield { where: 'messages seen', what, cure: cures.start }
  }
}
