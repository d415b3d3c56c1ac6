import ky, { type KyInstance } from 'ky'
import { type AnswerOf, readAnswer } from './answer.ts'
import { fields, identifier, items, words } from './fields.ts'
import { createFetch } from './transport.ts'

/** A template as Meta takes it when it is created. */
export interface TemplateForm {
  name: string
  language: string
  /** UTILITY, MARKETING or AUTHENTICATION. */
  category: string
  parameter_format: 'positional' | 'named'
  components: object[]
}

/** A template that Meta has. */
export interface ShelvedTemplate {
  id: string
  name: string
  language: string
  /** APPROVED, PENDING, REJECTED, PAUSED, DISABLED … */
  status: string
  category: string
  components: object[]
  /** Why it was rejected, such as INVALID_FORMAT. */
  rejectedReason?: string
}

/**
 * A WhatsApp Business Account: the templates of all its numbers. Methods throw `GraphError` when Graph refused,
 * `NotSentError` when it could not be reached and `UnknownOutcomeError` when the answer was lost. The token needs the
 * permission `whatsapp_business_management`.
 */
export class BusinessAccount {
  readonly #api: KyInstance
  readonly #id: string
  readonly #host: string

  constructor(options: {
    accessToken: string
    businessAccountId: string
    apiUrl: string
    apiVersion: string
    /** For each call, in milliseconds. */
    timeout?: number
  }) {
    const { accessToken, businessAccountId, apiUrl, apiVersion, timeout } = options
    const { origin, host, pathname } = new URL(apiUrl)
    this.#id = encodeURIComponent(businessAccountId)
    this.#host = host
    this.#api = ky.create({
      prefixUrl: `${origin}${pathname.replace(/\/$/, '')}/${apiVersion}`,
      fetch: createFetch({
        origin,
        headers: { authorization: `Bearer ${accessToken.trim()}` },
        largestAnswer: 16 * 1024 * 1024,
        ...(timeout !== undefined && { timeout }),
      }) as unknown as typeof fetch,
      retry: 0,
      timeout: false,
      throwHttpErrors: false,
    })
  }

  /** All templates, page by page. */
  async templates(): Promise<ShelvedTemplate[]> {
    const all: ShelvedTemplate[] = []
    let after: string | undefined
    do {
      const searchParams = { fields: wanted, limit: 100, ...(after !== undefined && { after }) }
      // Only the cursor is taken of a page: its link to the next one is no place for the token to go.
      const page = await this.#read(
        await this.#api.get(`${this.#id}/message_templates`, { searchParams }),
        readPage,
      )
      all.push(...page.items)
      after = page.after
    } while (after !== undefined)
    return all
  }

  /** Hands a new template in to be approved. */
  async create(form: TemplateForm): Promise<{ id: string; status: string }> {
    return this.#read(await this.#api.post(`${this.#id}/message_templates`, { json: form }), (answer) => {
      const { id, status } = fields(answer)
      const known = identifier(id)
      return known === undefined ? undefined : { id: known, status: words(status) ?? 'PENDING' }
    })
  }

  /** Hands other words in for one that is there; Meta then judges it anew. */
  async edit(id: string, change: Pick<TemplateForm, 'components'> & { category?: string }): Promise<void> {
    await this.#read(
      await this.#api.post(encodeURIComponent(id), { json: change }),
      (answer) => fields(answer).success === true || undefined,
    )
  }

  #read<T>(response: AnswerOf, read: (answer: unknown) => T | undefined): Promise<T> {
    return readAnswer(response, this.#host, read)
  }
}

const wanted = 'id,name,language,status,category,components,rejected_reason'

function readPage(answer: unknown): { items: ShelvedTemplate[]; after: string | undefined } | undefined {
  const { data, paging } = fields(answer)
  if (!Array.isArray(data)) return undefined
  const { cursors, next } = fields(paging)
  // The last page has a cursor, too; only what comes before another page has a `next`.
  const after = next === undefined ? undefined : identifier(fields(cursors).after)
  return { items: data.flatMap(readTemplate), after }
}

function readTemplate(item: unknown): ShelvedTemplate[] {
  const { id, name, language, status, category, components, rejected_reason } = fields(item)
  const known = identifier(id)
  const [called, spoken] = [words(name), words(language)]
  if (known === undefined || called === undefined || spoken === undefined) return []
  const reason = words(rejected_reason)
  return [
    {
      id: known,
      name: called,
      language: spoken,
      status: words(status) ?? 'UNKNOWN',
      category: words(category) ?? '',
      components: items(components) as object[],
      ...(reason && reason !== 'NONE' && { rejectedReason: reason }),
    },
  ]
}
