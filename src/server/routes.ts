import Router from '@koa/router'
import type { Context } from 'koa'
import { z } from 'zod'
import type { Engine } from '../conversation/engine.ts'
import type { Reception } from '../conversation/reception.ts'
import { chosen } from './chosen.ts'
import { read } from './read.ts'
import { refuse } from './refusal.ts'

export type Method = 'get' | 'post' | 'patch' | 'delete'

/** A route of the API, told once: what it judges requests by is what the document of the API says of them. */
export interface Route<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
> {
  tag: string
  /** What it does, a line; more of it in `description`. */
  summary: string
  description?: string
  /** What stands in its path: where that cannot be, there is nothing. */
  params?: P
  query?: Q
  body?: B
  /** Its body is bytes, not JSON. */
  takesBytes?: true
  /** It may be sent again with the same `Idempotency-Key`. */
  isRepeatable?: true
  /** It is about the server, not about one of its workshops; who names one with each request may do so here, too. */
  isOfServer?: true
  /** What it answers when all goes well, by status. */
  answers: Record<number, Answer>
  /** How it may refuse, by status, beside what every route may. */
  refusals?: Record<number, string | Answer>
}

export interface Answer {
  what: string
  schema?: z.ZodType
  /** JSON if it is not said. */
  type?: string
}

/** What a request says, judged. */
export interface Given<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  params: z.output<P>
  query: z.output<Q>
  body: z.output<B>
  /** Of the workshop that it is about. */
  reception: Reception
}

export interface Declared {
  method: Method
  /** As the router knows it, such as `/appointments/:id`. */
  path: string
  route: Route
}

export const prefix = '/api/v1'

/** The routes of the API: each is declared where it is made, and none can be made without. */
export class Routes {
  readonly router = new Router({ prefix })
  readonly declared: Declared[] = []
  readonly #engine: Engine

  constructor(engine: Engine) {
    this.#engine = engine
  }

  add<
    P extends z.ZodObject = typeof nothing,
    Q extends z.ZodObject = typeof nothing,
    B extends z.ZodType = z.ZodUndefined,
  >(
    method: Method,
    path: string,
    route: Route<P, Q, B>,
    work: (ctx: Context, given: Given<P, Q, B>) => unknown,
  ): void {
    const query = (route.query ?? nothing).safeExtend({ workshop })
    this.declared.push({ method, path, route: { ...route, query } as unknown as Route })
    this.router[method](path, async (ctx) => {
      const given = {
        reception: route.isOfServer ? undefined : chosen(this.#engine, ctx),
        params: inPath(route.params, ctx),
        query: read(query, { ...ctx.query }),
        body: route.body && read(route.body, ctx.request.body),
      }
      await work(ctx, given as Given<P, Q, B>)
    })
  }
}

const nothing = z.strictObject({})

const workshop = z.string().optional().describe('Of several workshops, the id of the one that it is about.')

function inPath(params: z.ZodObject | undefined, ctx: Context): unknown {
  const { success, data } = (params ?? nothing).safeParse(ctx.params)
  if (!success) refuse(404, 'notFound', 'There is nothing of that name: no id or phone looks like that.')
  return data
}
