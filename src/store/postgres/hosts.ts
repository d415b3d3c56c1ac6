/**
 * The servers that `DATABASE_URL` names, `postgres://user@a:5432,b/db`: one of them takes writes, and after a failover
 * another one does.
 */
export class Hosts {
  readonly #urls: string[]
  #present = 0

  /** @throws an Error when it is no URL of a PostgreSQL */
  constructor(url: string) {
    const [, beginning, hosts, rest] = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/.exec(url) ?? []
    if (beginning === undefined) throw new Error('write it as postgres://user:password@host:5432/database')
    // libpq's way to ask for the one that takes writes; that is what is looked for anyway.
    const cleaned = rest!.replace(/([?&])target_session_attrs=[^&#]*&?/, '$1').replace(/[?&]$/, '')
    this.#urls = hosts!.split(',').map((host) => `${beginning}${host}${cleaned}`)
  }

  get count(): number {
    return this.#urls.length
  }

  /** The one that is tried first. */
  get present(): string {
    return this.#urls[this.#present]!
  }

  /** It did not answer, or takes no writes: the next one is tried, unless that was decided already. */
  leave(url: string): void {
    if (url === this.present) this.#present = (this.#present + 1) % this.#urls.length
  }
}

/** A database as it may be shown: without the password and what else is asked for. */
export function nameOf(url: string): string {
  return url.replace(/\?.*$/s, '').replace(/:[^:@/]*@/, '@')
}
