import { z } from 'zod'
import { push, standings } from '../conversation/templateShelf.ts'
import type { BusinessAccount } from '../whatsapp/account.ts'
import { askedOfMeta, refusedByMeta } from './askedOfMeta.ts'
import { pageOf } from './paging.ts'
import { cursor, limit } from './parts.ts'
import { refuse } from './refusal.ts'
import type { Routes } from './routes.ts'
import { page, pushed, standing } from './shapes.ts'

/** The business account of a workshop, or what is still missing to ask it, a sentence. */
export type AccountOf = (workshop: string) => BusinessAccount | string

/** How the templates of the file stand at Meta, and handing them in. */
export function templates(routes: Routes, account: AccountOf): void {
  routes.add(
    'get',
    '/templates',
    {
      tag: 'templates',
      summary: 'Lists how the templates of the file stand at Meta, and those that Meta has beside them.',
      query: z.strictObject({ limit, cursor: cursor(/^[^ ]+ [^ ]+$/) }),
      answers: {
        200: { what: 'A page of them, those of the file first, in its order.', schema: page(standing) },
      },
      refusals,
    },
    async (ctx, { reception, query }) => {
      const { workshop, voice } = reception.house
      const all = await askedOfMeta(() => standings(open(workshop.id), voice.templates))
      ctx.body = pageOf(all, query, ({ name, language }) => `${name} ${language}`)
    },
  )

  routes.add(
    'post',
    '/templates',
    {
      tag: 'templates',
      summary: 'Hands a template of the file in, where Meta has none or another.',
      body: wanted,
      answers: { 200: { what: 'What became of it.', schema: pushed } },
      refusals: { ...refusals, 404: 'The file has no such template, or not in that language.' },
    },
    async (ctx, { reception, body }) => {
      const { workshop, voice } = reception.house
      const { name, language } = body
      const known = Object.hasOwn(voice.templates, name) ? voice.templates[name] : undefined
      if (!known) refuse(404, 'notFound', `flows/templates.yaml has no template ${name}.`)
      if (language !== known.language && !Object.hasOwn(known.languages, language))
        refuse(404, 'notFound', `${name} is not written in ${language}.`)
      ctx.body = await askedOfMeta(() => push(open(workshop.id), voice.templates, { name, language }))
    },
  )

  function open(workshop: string): BusinessAccount {
    const found = account(workshop)
    return typeof found === 'string' ? refuse(409, 'notSetUp', found) : found
  }
}

const wanted = z
  .strictObject({ name: z.string().min(1), language: z.string().min(1) })
  .meta({ examples: [{ name: 'appointment_reminder', language: 'es' }] })

const refusals = {
  409: '`notSetUp`: what is still missing to ask Meta.',
  502: refusedByMeta,
}
