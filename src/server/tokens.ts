import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from 'koa'
import type { ApiToken } from '../apiTokens.ts'

export const sessionCookie = 'chasqui_session'

/** Who may use the API and the pages. They can be replaced while it runs. */
export class Tokens {
  #all: Known[] = []

  constructor(tokens: ApiToken[]) {
    this.replace(tokens)
  }

  get isEmpty(): boolean {
    return this.#all.length === 0
  }

  /** From now on these are all there are: sessions of those that are gone have ended. */
  replace(tokens: ApiToken[]): void {
    this.#all = tokens.map((each) => ({
      ...each,
      bearer: digest(`Bearer ${each.token}`),
      session: digest(sessionOf(each)),
    }))
  }

  /** The token that a request carries, in its header or as a page's cookie. */
  of(ctx: Context): ApiToken | undefined {
    const bearer = digest(ctx.get('authorization'))
    const session = digest(ctx.cookies.get(sessionCookie) ?? '')
    return this.#among((each) => same(each.bearer, bearer) || same(each.session, session))
  }

  named(token: string): ApiToken | undefined {
    const bearer = digest(`Bearer ${token}`)
    return this.#among((each) => same(each.bearer, bearer))
  }

  /** Looks at all of them, so that the time tells nothing of which one it was. */
  #among(isIt: (known: Known) => boolean): ApiToken | undefined {
    const [found] = this.#all.filter(isIt)
    return found
  }
}

/** What the cookie of a page holds in place of the token. */
export function sessionOf({ token }: ApiToken): string {
  return createHmac('sha256', token).update('chasqui session').digest('base64url')
}

/** In constant time. */
export function equal(a: string, b: string): boolean {
  return same(digest(a), digest(b))
}

interface Known extends ApiToken {
  bearer: Buffer
  session: Buffer
}

/** Of one length, and not to be foreseen: neither length nor content of a text shows in the time that comparing takes. */
function digest(text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

const key = randomBytes(32)

const same = timingSafeEqual
