import { z } from 'zod'
import type { Post } from '../conversation/speak.ts'
import type { Templates } from '../conversation/template.ts'
import { misfitOf } from '../conversation/templateFit.ts'
import { canonical } from '../whatsapp/canonical.ts'
import { MessageLimitError } from '../whatsapp/errors.ts'
import { checked, type OutboundBody, type TemplateBody } from '../whatsapp/messages.ts'
import { wordsOf } from '../whatsapp/wordsOf.ts'
import { read } from './read.ts'
import { refuse } from './refusal.ts'

/**
 * Reads the body of `POST /api/v1/messages`: a message of any kind in Meta's own shape, and optionally a template to
 * fall back on. Templates that the workshop knows must have their values; others are Meta's to judge. Links in it are
 * Meta's to follow.
 */
export function readPost(body: unknown, templates: Templates): { to: string; post: Post } {
  const { to, fallback, messaging_product, recipient_type, ...content } = read(schema, body)
  const message = sound(content)
  if (message.type === 'template') {
    if (fallback !== undefined) refuse(422, 'invalid', 'fallback: a template needs none', 'fallback')
    checkValues(message, templates, 'template')
  }
  const instead = message.type === 'template' ? message : fallbackOf(fallback, templates)
  return {
    to,
    post: { from: 'bot', text: wordsOf(message), body: message, fallback: instead, proactive: true },
  }
}

const notAPhone = 'must be a phone with its country code, 8 to 15 digits such as 59899123456'
const to = z
  .string()
  .regex(/^\s*\+?[\d\s()-]*$/, notAPhone)
  .transform((phone) => phone.replace(/\D/g, ''))
  .pipe(z.string().regex(/^\d{8,15}$/, notAPhone))

/** What is about the message; all the rest is the message, and judged by Meta's limits. */
const schema = z.looseObject({
  to,
  type: z.string(),
  fallback: z.unknown().optional(),
  messaging_product: z.literal('whatsapp').optional(),
  recipient_type: z.literal('individual').optional(),
})

function fallbackOf(fallback: unknown, templates: Templates): OutboundBody | null {
  if (fallback === undefined || fallback === null) return null
  const message = sound({ type: 'template', template: fallback }, 'fallback') as TemplateBody
  checkValues(message, templates, 'fallback')
  return message
}

/** @param name what the template is called in the request */
function sound(body: object, name = 'template'): OutboundBody {
  try {
    return checked(canonical(body)) as OutboundBody
  } catch (error) {
    if (!(error instanceof MessageLimitError)) throw error
    const field = error.field.replace(/^template/, name)
    return refuse(422, 'invalid', `${field || 'The body'}: ${error.limit}`, field)
  }
}

function checkValues(message: TemplateBody, templates: Templates, name: string): void {
  const misfit = misfitOf(message, templates)
  if (!misfit) return
  const field = `${name}.${misfit.field}`
  refuse(422, 'invalid', `${field}: ${misfit.what}`, field)
}
