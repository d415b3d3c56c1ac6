import { z } from 'zod'
import type { Post } from '../conversation/speak.ts'
import type { Templates } from '../conversation/speech.ts'
import { placeholders } from '../conversation/templateUse.ts'
import { template, text } from '../whatsapp/messages.ts'
import { refuse } from './refusal.ts'

/**
 * Reads the body of `POST /api/v1/messages`: a message in Meta's own shape, and optionally a template to fall back on.
 * Templates that the workshop knows must have their values; others are Meta's to judge.
 */
export function readPost(body: unknown, templates: Templates): { to: string; post: Post } {
  const { success, data, error } = schema.safeParse(body)
  if (!success) {
    const [issue] = error.issues
    const field = issue?.path.join('.')
    return refuse(422, 'invalid', `${field || 'The body'}: ${issue?.message}`, field)
  }
  const { to } = data
  const fallback = data.fallback ? templateOf(data.fallback, templates, 'fallback') : null
  if (data.type === 'text') {
    const { body: words } = data.text
    return { to, post: { from: 'bot', text: words, body: text(words), fallback, proactive: true } }
  }
  const asTemplate = templateOf(data.template, templates, 'template')
  return {
    to,
    post: { from: 'bot', text: data.template.name, body: asTemplate, fallback: asTemplate, proactive: true },
  }
}

const parameters = z.array(z.object({ type: z.literal('text'), text: z.string() }))
const templateSchema = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'must be the name of a template: a-z, 0-9 and _'),
  language: z.object({ code: z.string().min(2) }),
  components: z
    .array(z.object({ type: z.literal('body'), parameters }))
    .max(1)
    .default([]),
})
const notAPhone = 'must be a phone with its country code, 8 to 15 digits such as 59899123456'
const to = z
  .string()
  .regex(/^\s*\+?[\d\s()-]*$/, notAPhone)
  .transform((phone) => phone.replace(/\D/g, ''))
  .pipe(z.string().regex(/^\d{8,15}$/, notAPhone))
const schema = z.discriminatedUnion('type', [
  z.object({
    to,
    type: z.literal('text'),
    text: z.object({ body: z.string().min(1) }),
    fallback: templateSchema.optional(),
  }),
  z.object({ to, type: z.literal('template'), template: templateSchema, fallback: z.undefined().optional() }),
])

function templateOf(
  { name, language, components }: z.infer<typeof templateSchema>,
  templates: Templates,
  field: string,
) {
  const values = components.flatMap((component) => component.parameters.map((each) => each.text))
  const known = Object.hasOwn(templates, name) ? templates[name] : undefined
  const needed = known ? placeholders(known.body).length : values.length
  if (needed !== values.length) {
    const sentence = `the template ${name} of flows/templates.yaml needs ${needed} values in its body, not ${values.length}`
    refuse(422, 'invalid', `${field}.components: ${sentence}`, `${field}.components`)
  }
  return template({ name, language: language.code, values, payloads: [] })
}
