import { z } from 'zod'
import type { Post } from '../conversation/speak.ts'
import type { Templates } from '../conversation/template.ts'
import { misfitOf } from '../conversation/templateFit.ts'
import { canonical } from '../whatsapp/canonical.ts'
import { MessageLimitError } from '../whatsapp/errors.ts'
import { checked, type OutboundBody, type TemplateBody } from '../whatsapp/messages.ts'
import { wordsOf } from '../whatsapp/wordsOf.ts'
import { phone } from './phone.ts'
import { refuse } from './refusal.ts'

/** What is about the message; all the rest is the message, and judged by Meta's limits. */
export const addressedMessage = z
  .looseObject({
    to: phone,
    type: z.string().describe('`text`, `image`, `document`, `template` …: which of the other fields it is.'),
    fallback: z
      .unknown()
      .optional()
      .describe('A template, as it stands in `template`, for whoever has not written for 24 hours.'),
    messaging_product: z.literal('whatsapp', 'must be whatsapp').optional(),
    recipient_type: z.literal('individual', 'must be individual').optional(),
  })
  .meta({ examples: [{ to: '59899123456', type: 'text', text: { body: 'Tu auto está pronto' } }] })

/**
 * Reads a message of any kind in Meta's own shape, and optionally a template to fall back on. Templates that the workshop
 * knows must have their values; others are Meta's to judge. Links in it are Meta's to follow.
 */
export function readPost(body: z.output<typeof addressedMessage>, templates: Templates): { post: Post } {
  const { to: _, fallback, messaging_product, recipient_type, ...content } = body
  const message = sound(content)
  if (message.type === 'template') {
    if (fallback !== undefined) refuse(422, 'invalid', 'fallback: a template needs none', 'fallback')
    checkValues(message, templates, 'template')
  }
  const instead = message.type === 'template' ? message : fallbackOf(fallback, templates)
  return { post: { from: 'bot', text: wordsOf(message), body: message, fallback: instead, proactive: true } }
}

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
    return refuse(422, 'invalid', `${field || 'The body'}: Meta wants ${error.limit}`, field)
  }
}

function checkValues(message: TemplateBody, templates: Templates, name: string): void {
  const misfit = misfitOf(message, templates)
  if (!misfit) return
  const field = `${name}.${misfit.field}`
  refuse(422, 'invalid', `${field}: ${misfit.what}`, field)
}
