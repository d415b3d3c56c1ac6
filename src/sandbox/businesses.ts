import type { Business } from './payload.ts'
import { InvalidRequestError } from './refusal.ts'

/** A number that the sandbox has. */
export interface Staged extends Business {
  /** Whose it is, where there are several workshops. */
  workshop?: string
  /** The workshop's time zone, such as `America/Montevideo`. */
  zone: string
}

/** The numbers that the sandbox has: one or, where there are several workshops, one of each. */
export class Businesses {
  readonly first: Staged
  readonly #all: Staged[]

  constructor(first: Staged, others: Staged[] = []) {
    this.first = first
    this.#all = [first, ...others]
  }

  /** The one of this workshop; without one, the first. */
  of(workshop: unknown): Staged {
    if (workshop === undefined) return this.first
    const found = this.#all.find((each) => each.workshop === workshop)
    if (found) return found
    const ids = this.#all.flatMap((each) => each.workshop ?? []).slice(0, mostNamed)
    throw new InvalidRequestError('workshop', `There is no such workshop. There are: ${ids.join(', ')}.`)
  }

  withNumber(phoneNumberId: unknown): Staged | undefined {
    return this.#all.find((each) => each.phoneNumberId === phoneNumberId)
  }
}

const mostNamed = 20
