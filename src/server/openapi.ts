import { z } from 'zod'
import { type Answer, type Declared, prefix, type Route, type Routes } from './routes.ts'
import { refusal } from './shapes.ts'

type Json = Record<string, unknown>

/**
 * `GET /api/v1/openapi.json`: every route as it was declared, in OpenAPI 3.1. Nothing in it is secret, but it stands
 * behind the token like the rest: the world needs nothing of this server but the webhook and the health checks.
 */
export function openapi(routes: Routes): void {
  let document: Json | undefined
  routes.add(
    'get',
    '/openapi.json',
    {
      tag: 'document',
      summary: 'This document.',
      isOfServer: true,
      answers: { 200: { what: 'OpenAPI 3.1.', schema: z.record(z.string(), z.unknown()) } },
    },
    (ctx) => {
      document ??= documentOf(routes.declared)
      ctx.body = document
    },
  )
}

/** https://spec.openapis.org/oas/v3.1.1.html */
export function documentOf(declared: Declared[]): Json {
  const components = new Components()
  const paths: Record<string, Json> = {}
  for (const { method, path, route } of declared) {
    const name = `${prefix}${path.replace(/:(\w+)/g, '{$1}')}`
    paths[name] = { ...paths[name], [method]: operation(method, path, route, components) }
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Chasqui', version: '1', description: about },
    servers: [{ url: '/' }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description:
            '`API_TOKEN`, or one of `API_TOKENS`; one of the scope `read` is refused where something is written.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'chasqui_session',
          description: 'What a page was given for a token.',
        },
      },
    },
  }
}

const about =
  'Appointments, conversations, messages and customers of vehicle workshops on WhatsApp. Lists are `{items, next}`: `next` is the `cursor` of the next page. Errors are `{error: {code, message, field?}}`. In a sandbox without a token this machine needs none.'

function operation(method: string, path: string, route: Route, components: Components): Json {
  const { tag, summary, description, params, query, body, takesBytes, isRepeatable } = route
  const parameters = [
    ...parametersOf('path', params, components),
    ...parametersOf('query', query, components),
    ...(isRepeatable ? [idempotencyKey] : []),
  ]
  const content = takesBytes
    ? { 'application/octet-stream': {} }
    : body && { 'application/json': { schema: components.input(body) } }
  return {
    operationId: nameOf(method, path),
    tags: [tag],
    summary,
    ...(description && { description }),
    ...(parameters.length > 0 && { parameters }),
    ...(content && { requestBody: { required: true, content } }),
    responses: responsesOf(method, route, components),
  }
}

function responsesOf(method: string, route: Route, components: Components): Json {
  const isWrite = method !== 'get'
  const hasBody = route.body !== undefined || route.takesBytes === true
  const refusals: Record<number, string | Answer> = {
    ...(hasBody && { 400: 'The body cannot be read.' }),
    401: 'Without a token that is known.',
    403: isWrite
      ? '`readOnly`: this token may only read. Also for whoever may not even read.'
      : 'Not for you.',
    ...(route.params && { 404: 'There is none of that name.' }),
    ...(hasBody && { 413: 'The body is too large.', 415: 'The body is of another kind.' }),
    422: '`invalid`: `field` says what of the request is wrong.',
    ...route.refusals,
    500: 'Something failed on our side.',
    503: '`unavailable`: nothing can be stored, or Meta not be reached, at present.',
  }
  const all = [
    ...Object.entries(route.answers).map(([status, answer]) => [status, responseOf(answer, components)]),
    ...Object.entries(refusals).map(([status, refused]) => {
      const answer = typeof refused === 'string' ? { what: refused } : refused
      return [status, responseOf({ schema: refusal, ...answer }, components)]
    }),
  ]
  return Object.fromEntries(all)
}

function responseOf({ what, schema, type = 'application/json' }: Answer, components: Components): Json {
  const isEmpty = schema === undefined && type === 'application/json'
  return {
    description: what,
    ...(!isEmpty && { content: { [type]: schema ? { schema: components.output(schema) } : {} } }),
  }
}

function parametersOf(where: 'path' | 'query', all: z.ZodObject | undefined, components: Components): Json[] {
  if (!all) return []
  const { properties = {}, required = [] } = components.input(all) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: where,
    ...(where === 'path' || required.includes(name) ? { required: true } : {}),
    ...(description ? { description } : {}),
    schema,
  }))
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Sent again with the same key within 8 days, the request does nothing twice.',
  schema: { type: 'string', maxLength: 255 },
}

/** Schemas that have a name of their own stand once. */
class Components {
  readonly schemas: Json = {}

  /** Of what is sent, before it is read. */
  input(schema: z.ZodType): Json {
    return this.#plain(schema, 'input')
  }

  /** Of what is answered. Clients are to be ready for more fields than these. */
  output(schema: z.ZodType): Json {
    return this.#plain(schema, 'output')
  }

  #plain(schema: z.ZodType, io: 'input' | 'output'): Json {
    const override = io === 'output' ? leftOpen : () => {}
    const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', override })
    const {
      $schema: _,
      $defs = {},
      ...own
    } = JSON.parse(JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json
    Object.assign(this.schemas, $defs)
    return own
  }
}

function leftOpen({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
}

/** `get /appointments/:id` is `getAppointmentsId`. */
function nameOf(method: string, path: string): string {
  const words = path.split(/[^a-zA-Z]+/).filter(Boolean)
  return method + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')
}
