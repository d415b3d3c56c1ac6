import ky, { type KyInstance } from 'ky'
import { type AnswerOf, readAnswer, readDone, readSent, readUploaded } from './answer.ts'
import { GraphError } from './errors.ts'
import { readUserId } from './fields.ts'
import { DownloadError, WrongFileError } from './fileErrors.ts'
import { type Found, fetchFound, readFound } from './media.ts'
import { type Addressed, addressed, document, type Source, template, text } from './messages.ts'
import type { OutboundBody } from './outbound.ts'
import { createFetch } from './transport.ts'

export interface ClientOptions {
  accessToken: string
  /** The id that Meta gives the number, not the number itself. */
  phoneNumberId: string
  apiUrl?: string
  apiVersion?: string
  /** For each call, in milliseconds. */
  timeout?: number
}

export interface SendOptions {
  /** Comes back in every status of the message; at most 512 characters. */
  opaque?: string
  /** Gives up on the answer; what was already sent stays sent. */
  signal?: AbortSignal
}

/**
 * Meta's WhatsApp Cloud API, for one number. Nothing is tried twice: a send that is repeated is a second message. All
 * methods throw `GraphError` when Graph refused, `NotSentError` when it could not be reached and `UnknownOutcomeError`
 * when the answer was lost. `to` is a phone with its country code, with or without `+`, spaces and dashes, or a
 * business-scoped user id (`UY.1349…`).
 */
export class WhatsAppClient {
  readonly #fetch: ReturnType<typeof createFetch>
  readonly #api: KyInstance
  readonly #host: string
  readonly #root: string
  readonly #number: string
  readonly #credentials: Required<Pick<ClientOptions, 'accessToken' | 'phoneNumberId' | 'apiUrl'>>

  constructor(options: ClientOptions) {
    const { phoneNumberId, apiUrl = 'https://graph.facebook.com', apiVersion = 'v25.0', timeout } = options
    const base = new URL(apiUrl)
    const accessToken = validToken(options.accessToken)
    this.#host = base.host
    this.#root = `${base.origin}${base.pathname.replace(/\/$/, '')}/${apiVersion}`
    this.#credentials = { accessToken, phoneNumberId, apiUrl }
    this.#fetch = createFetch({
      origin: base.origin,
      headers: { authorization: `Bearer ${accessToken}` },
      ...(timeout !== undefined && { timeout }),
    })
    this.#number = `${this.#root}/${encodeURIComponent(phoneNumberId)}`
    this.#api = ky.create({
      prefixUrl: this.#number,
      fetch: this.#fetch as unknown as typeof fetch,
      retry: 0,
      timeout: false,
      throwHttpErrors: false,
    })
  }

  /** Posts a message as `addressed` makes it. Accepted is not delivered: statuses tell what became of it. */
  async send(message: Addressed, { signal }: Pick<SendOptions, 'signal'> = {}): Promise<{ wamid: string }> {
    return this.#say(message, signal, readSent)
  }

  /** Sends free text, which Meta takes only within 24 hours of the customer's last message. */
  async sendText(to: string, body: string, options: SendOptions = {}): Promise<{ wamid: string }> {
    return this.#sendTo(to, text(body), options)
  }

  /** Sends an approved template, at any time. `values` fill the placeholders of its body in order. */
  async sendTemplate(
    to: string,
    name: string,
    language: string,
    values: string[] = [],
    options: SendOptions = {},
  ): Promise<{ wamid: string }> {
    return this.#sendTo(to, template({ name, language, values, payloads: [] }), options)
  }

  /** Sends a file that was uploaded before (`id`) or that Meta fetches by itself (`link`). */
  async sendDocument(
    to: string,
    file: Source & { filename: string; caption?: string },
    options: SendOptions = {},
  ): Promise<{ wamid: string }> {
    return this.#sendTo(to, document(file), options)
  }

  /**
   * Marks a customer's message, and those before it, as read. With `typing` the customer also sees that an answer is
   * being written, until it comes or for 25 seconds.
   */
  async markRead(wamid: string, { typing = false, signal }: { typing?: boolean; signal?: AbortSignal } = {}) {
    const json = {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: wamid,
      ...(typing && { typing_indicator: { type: 'text' } }),
    }
    await this.#say(json, signal, readDone)
  }

  /** Gives Meta a file to be sent by its id, which is valid for 30 days. */
  async uploadMedia(bytes: Uint8Array<ArrayBuffer>, mime: string, filename: string): Promise<{ id: string }> {
    const body = new FormData()
    body.set('messaging_product', 'whatsapp')
    body.set('type', mime)
    body.set('file', new Blob([bytes], { type: mime }), filename)
    return this.#read(await this.#api.post('media', { body }), readUploaded)
  }

  /**
   * Fetches a file that a customer sent, by the id that their message brought: for 7 days, as often as wanted.
   * @param file where it is written, the digest that the message brought (hex), and the most that is taken, in bytes
   * @throws GraphError when Meta does not give it, DownloadError when it may work later, WrongFileError when something
   * else came, FileTooLargeError; and whatever the disk says. What was written until then stays.
   */
  async fetchMedia(
    id: string,
    file: { path: string; sha256?: string | undefined; limit: number; signal: AbortSignal },
  ): Promise<{ sha256: string; size: number; mime?: string }> {
    const { sha256, ...rest } = file
    return fetchFound(await this.#lookUp(id, file.signal), sha256, { ...this.#credentials, ...rest })
  }

  async #lookUp(id: string, signal: AbortSignal): Promise<Found> {
    // It is put into the path: nothing that would lead elsewhere.
    if (!/^[\w-]+$/.test(id)) throw new WrongFileError('The id of the file is none of Meta’s.')
    const searchParams = { phone_number_id: this.#credentials.phoneNumberId }
    try {
      const response = await this.#api.get(id, { prefixUrl: this.#root, searchParams, signal })
      return await this.#read(response, readFound)
    } catch (error) {
      // To look twice does no harm, so it does not matter what became of the first time.
      throw error instanceof GraphError ? error : new DownloadError(this.#host, error)
    }
  }

  async #sendTo(to: string, body: OutboundBody, { opaque, signal }: SendOptions): Promise<{ wamid: string }> {
    const userId = readUserId(to)
    return this.send(addressed(body, userId ? { userId } : { phone: to }, opaque), signal && { signal })
  }

  /** What is posted all day goes without ky, which would make a `Request` of it first. */
  async #say<T>(
    message: object,
    signal: AbortSignal | undefined,
    read: (answer: unknown) => T | undefined,
  ): Promise<T> {
    const post = { url: `${this.#number}/messages`, json: JSON.stringify(message), signal }
    return this.#read(await this.#fetch(post), read)
  }

  #read<T>(response: AnswerOf, read: (answer: unknown) => T | undefined): Promise<T> {
    return readAnswer(response, this.#host, read)
  }
}

/** A header cannot carry it otherwise, and the complaint of the one who builds the header would show the token. */
function validToken(token: string): string {
  const trimmed = token.trim()
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed
  throw new TypeError(
    'The access token is empty or has characters that no token has; copy it from Meta again.',
  )
}
