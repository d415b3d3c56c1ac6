import { readAnswer } from './answer.ts'
import { GraphError, NotSentError, UnknownOutcomeError } from './errors.ts'
import { fields, identifier, items, timestamp, words } from './fields.ts'

/** What Meta says of an access token. https://developers.facebook.com/docs/graph-api/reference/debug_token */
export interface TokenState {
  isValid: boolean
  /** Why it is not, in Meta's words. */
  why: string | undefined
  /** Meta's id of the app that it was made for. */
  app: string | undefined
  /** Unix ms; undefined: never. */
  expiresAt: number | undefined
  /** Permissions, and the ids that each is limited to, if it is. */
  scopes: Map<string, string[] | undefined>
}

/** How a number stands at Meta; undefined is what Meta does not say. */
export interface NumberState {
  displayName: string | undefined
  /** CONNECTED, PENDING, FLAGGED, RESTRICTED, BANNED … */
  status: string | undefined
  /** GREEN, YELLOW, RED, NA or UNKNOWN. */
  quality: string | undefined
  /** How many customers the portfolio may contact in 24 hours: TIER_250, TIER_2K … TIER_UNLIMITED. */
  limit: string | undefined
  /** STANDARD (80 messages a second) or HIGH (1,000). */
  throughput: string | undefined
  /** AVAILABLE, LIMITED or BLOCKED. */
  canSend: string | undefined
  /** What keeps it from that, in Meta's words. */
  problems: string[]
}

/** What an app is told of WhatsApp accounts. */
export interface AppSubscription {
  isActive: boolean
  callback: string | undefined
  fields: string[]
}

/** What only looks at an app, a number and an account at Meta, and changes nothing. Each answer is waited for 10 s. */
export class Inspection {
  readonly #root: string
  readonly #host: string
  readonly #timeout: number
  /** By how many ms this machine's clock is ahead of Meta's, as its last answer tells, to about a second. */
  ahead: number | undefined

  constructor({
    apiUrl,
    apiVersion,
    timeout = 10_000,
  }: { apiUrl: string; apiVersion: string; timeout?: number }) {
    const { origin, host, pathname } = new URL(apiUrl)
    this.#root = `${origin}${pathname.replace(/\/$/, '')}/${apiVersion}`
    this.#host = host
    this.#timeout = timeout
  }

  /** All methods throw GraphError | NotSentError | UnknownOutcomeError. */
  token(accessToken: string): Promise<TokenState> {
    return this.#get('debug_token', { input_token: accessToken }, accessToken, (answer) => {
      const { data } = fields(answer)
      return data === undefined ? undefined : readToken(fields(data))
    })
  }

  async number(id: string, accessToken: string): Promise<NumberState> {
    const ask = (wanted: string) => this.#get(id, { fields: wanted }, accessToken, readNumber)
    try {
      return await ask(`${always},${lately}`)
    } catch (error) {
      // An older version of the API does not know every field, and then says nothing at all.
      if (error instanceof GraphError && error.code === 100 && /nonexist/i.test(error.details))
        return ask(always)
      throw error
    }
  }

  /** Ids of the apps that are told what happens in a business account. */
  subscribed(account: string, accessToken: string): Promise<string[]> {
    return this.#get(`${encodeURIComponent(account)}/subscribed_apps`, {}, accessToken, (answer) => {
      const { data } = fields(answer)
      if (!Array.isArray(data)) return undefined
      return data.flatMap((each) => identifier(fields(fields(each).whatsapp_business_api_data).id) ?? [])
    })
  }

  /** What an app is told of WhatsApp accounts; undefined: nothing. It takes the app's secret, not the number's token. */
  async subscription(app: string, appSecret: string): Promise<AppSubscription | undefined> {
    const path = `${encodeURIComponent(app)}/subscriptions`
    const all = await this.#get(path, {}, `${app}|${appSecret}`, (answer) => {
      const { data } = fields(answer)
      return Array.isArray(data) ? data.map(fields) : undefined
    })
    const found = all.find(({ object }) => object === 'whatsapp_business_account')
    return (
      found && {
        isActive: found.active !== false,
        callback: words(found.callback_url),
        fields: items(found.fields).flatMap((each) => words(each) ?? words(fields(each).name) ?? []),
      }
    )
  }

  async #get<T>(
    path: string,
    search: Record<string, string>,
    token: string,
    read: (answer: unknown) => T | undefined,
  ): Promise<T> {
    const url = `${this.#root}/${path}?${new URLSearchParams(search)}`
    const asked = Date.now()
    const response = await this.#fetch(url, token)
    const date = Date.parse(response.headers.get('date') ?? '')
    if (Number.isFinite(date)) this.ahead = aheadOf(date, asked, Date.now())
    return readAnswer(response, this.#host, read)
  }

  async #fetch(url: string, token: string): Promise<Response> {
    try {
      const response = await fetch(url, {
        headers: { authorization: `Bearer ${token}` },
        // The token goes nowhere else.
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#timeout),
      })
      const text = await response.text()
      return new Response(text, { status: readable(response.status), headers: response.headers })
    } catch (error) {
      if ((error as Error).name === 'TimeoutError')
        throw new UnknownOutcomeError(this.#host, new Error(`no answer within ${this.#timeout} ms`))
      throw new NotSentError(this.#host, (error as Error).cause ?? error)
    }
  }
}

/** Meta's date is in whole seconds, cut off, and stands for some moment between the question and the answer. */
function aheadOf(date: number, asked: number, answered: number): number {
  if (date > answered) return answered - date
  return Math.max(0, asked - (date + 1_000))
}

const always = 'verified_name,status,quality_rating,throughput'
/** From v24.0 on. */
const lately = 'whatsapp_business_manager_messaging_limit,health_status'

/** A `Response` cannot be made with every status that one can have. */
function readable(status: number): number {
  return status === 204 || status === 205 || status === 304 ? 400 : status
}

function readToken({ is_valid, app_id, expires_at, scopes, granular_scopes, error }: Fields): TokenState {
  const granted = new Map<string, string[] | undefined>(
    items(scopes).flatMap((each) => (typeof each === 'string' ? [[each, undefined] as const] : [])),
  )
  for (const each of items(granular_scopes)) {
    const { scope, target_ids } = fields(each)
    if (typeof scope !== 'string') continue
    granted.set(
      scope,
      target_ids === undefined ? undefined : items(target_ids).flatMap((id) => words(id) ?? []),
    )
  }
  return {
    isValid: is_valid === true,
    why: words(fields(error).message),
    app: identifier(app_id),
    expiresAt: timestamp(expires_at),
    scopes: granted,
  }
}

function readNumber(answer: unknown): NumberState | undefined {
  const read = fields(answer)
  if (identifier(read.id) === undefined) return undefined
  const health = fields(read.health_status)
  const errors = items(health.entities).flatMap((entity) => items(fields(entity).errors))
  return {
    displayName: words(read.verified_name),
    status: words(read.status),
    quality: words(read.quality_rating),
    limit: words(read.whatsapp_business_manager_messaging_limit),
    throughput: words(fields(read.throughput).level),
    canSend: words(health.can_send_message),
    problems: errors.flatMap((each) => words(fields(each).error_description) ?? []),
  }
}

type Fields = ReturnType<typeof fields>
