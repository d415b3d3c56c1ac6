import Router from '@koa/router'
import { z } from 'zod'
import type { Engine } from '../conversation/engine.ts'
import { push, standings } from '../conversation/templateShelf.ts'
import type { BusinessAccount } from '../whatsapp/account.ts'
import { GraphError, NotSentError, UnknownOutcomeError } from '../whatsapp/errors.ts'
import { chosen } from './chosen.ts'
import { read } from './read.ts'
import { refuse } from './refusal.ts'

export interface TemplatesOptions {
  engine: Engine
  /** The business account of a workshop, or what is still missing to ask it, a sentence. */
  account: (workshop: string) => BusinessAccount | string
}

/**
 * `GET /api/v1/templates`: how the templates of the file stand at Meta. `POST /api/v1/templates {name, language}`: hands
 * one in, where Meta has none or another.
 */
export function templates({ engine, account }: TemplatesOptions): Router {
  const router = new Router({ prefix: '/api/v1' })

  router.get('/templates', async (ctx) => {
    const { workshop, voice } = chosen(engine, ctx).house
    const items = await asked(() => standings(open(workshop.id), voice.templates))
    ctx.body = { items, next: null }
  })

  router.post('/templates', async (ctx) => {
    const { workshop, voice } = chosen(engine, ctx).house
    const { name, language } = read(wanted, ctx.request.body)
    const known = Object.hasOwn(voice.templates, name) ? voice.templates[name] : undefined
    if (!known) refuse(404, 'notFound', `flows/templates.yaml has no template ${name}.`)
    if (language !== known.language && !Object.hasOwn(known.languages, language))
      refuse(404, 'notFound', `${name} is not written in ${language}.`)
    ctx.body = await asked(() => push(open(workshop.id), voice.templates, { name, language }))
  })

  return router

  function open(workshop: string): BusinessAccount {
    const found = account(workshop)
    return typeof found === 'string' ? refuse(409, 'notSetUp', found) : found
  }
}

const wanted = z.object({ name: z.string().min(1), language: z.string().min(1) })

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof GraphError) return refuse(502, 'refusedByMeta', error.message)
    if (error instanceof NotSentError || error instanceof UnknownOutcomeError)
      return refuse(503, 'unavailable', error.message)
    throw error
  }
}
