import { Ajv2020 } from 'ajv/dist/2020.js'

/** A document of OpenAPI 3.1, as far as the tests read it. */
export interface Document {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown> }
}

export interface Operation {
  operationId: string
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema?: Schema }> }
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>
}

export type Schema = Record<string, unknown>

/** What came back for a request. */
export interface Answered {
  status: number
  type: string
  body: unknown
}

export async function answered(response: Response): Promise<Answered> {
  const text = await response.text()
  const type = response.headers.get('content-type')?.split(';')[0] ?? ''
  const isJson = type === 'application/json' && !response.headers.has('content-security-policy')
  return { status: response.status, type, body: isJson ? JSON.parse(text) : text }
}

/** Judges answers by the document, and more sternly than it: of what it names, nothing else may be answered. */
export class Judge {
  readonly #ajv = new Ajv2020({ strict: false, formats: { 'date-time': isTime } })
  readonly #document: Document

  constructor(document: Document) {
    this.#document = document
    const schemas = closed(document.components.schemas) as Record<string, unknown>
    this.#ajv.addSchema({ $id: 'document', components: { schemas } })
  }

  /** What of an answer the document does not have, a line each. */
  misfits(method: string, path: string, { status, type, body }: Answered): string[] {
    const operation = this.#document.paths[path]?.[method]
    const response = operation?.responses[status]
    if (!response) return [`${method} ${path} is not to answer ${status}: ${JSON.stringify(body)}`]
    const { content } = response
    if (!content) return body === '' ? [] : [`${method} ${path} ${status} is to have no body`]
    const schema = (content[type] ?? content['*/*'])?.schema
    if (!content[type] && !content['*/*']) return [`${method} ${path} ${status} is not to be ${type}`]
    if (!schema) return []
    const located = JSON.parse(
      JSON.stringify(closed(schema)).replaceAll('"#/components', '"document#/components'),
    )
    if (this.#ajv.validate(located, body)) return []
    return (this.#ajv.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${method} ${path} ${status}${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }
}

/** The same with objects that have nothing but what is named; parts of a union are told apart by what they name. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]))
  const isOpen = inner.type === 'object' && inner.properties && inner.additionalProperties === undefined
  return isOpen ? { ...inner, additionalProperties: false } : inner
}

function isTime(said: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(said) && !Number.isNaN(Date.parse(said))
  )
}
