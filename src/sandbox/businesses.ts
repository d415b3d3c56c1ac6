import type { Business } from './payload.ts'
import { InvalidRequestError } from './refusal.ts'

/** A number that the sandbox has. */
export interface Staged extends Business {
  /** Whose it is: the id of the workshop. */
  owner?: string
  /** The same, where there are several workshops: then it is part of what a chat is called. */
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
    const found = this.#all.find(({ owner }) => owner !== undefined && owner === workshop)
    if (found) return found
    const ids = this.#all.flatMap(({ owner }) => owner ?? []).slice(0, mostNamed)
    throw new InvalidRequestError('workshop', `There is no such workshop. There are: ${ids.join(', ')}.`)
  }

  /** Ids of their business accounts, each once. */
  get accounts(): string[] {
    return [...new Set(this.#all.map(({ businessAccountId }) => businessAccountId))]
  }

  withNumber(phoneNumberId: unknown): Staged | undefined {
    return this.#all.find((each) => each.phoneNumberId === phoneNumberId)
  }
}

const mostNamed = 20
