import { z } from 'zod'
import type { Post } from '../conversation/speak.ts'
import { template, text } from '../whatsapp/messages.ts'
import { refuse } from './refusal.ts'

/** Reads the body of `POST /api/v1/messages`: a message in Meta's own shape, and optionally a template to fall back on. */
export function readPost(body: unknown): { to: string; post: Post } {
  const { success, data, error } = schema.safeParse(body)
  if (!success) {
    const [issue] = error.issues
    const field = issue?.path.join('.')
    return refuse(422, 'invalid', `${field || 'The body'}: ${issue?.message}`, field)
  }
  const to = data.to.replace(/\D/g, '')
  const fallback = data.fallback ? templateOf(data.fallback) : null
  if (data.type === 'text') {
    const { body: words } = data.text
    return { to, post: { from: 'bot', text: words, body: text(words), fallback, proactive: true } }
  }
  const asTemplate = templateOf(data.template)
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
const to = z
  .string()
  .regex(/^\+?[\d\s()-]{8,24}$/, 'must be a phone with its country code, such as 59899123456')
const schema = z.discriminatedUnion('type', [
  z.object({
    to,
    type: z.literal('text'),
    text: z.object({ body: z.string().min(1) }),
    fallback: templateSchema.optional(),
  }),
  z.object({ to, type: z.literal('template'), template: templateSchema, fallback: z.undefined().optional() }),
])

function templateOf({ name, language, components }: z.infer<typeof templateSchema>) {
  const values = components.flatMap((component) => component.parameters.map((each) => each.text))
  return template({ name, language: language.code, values, payloads: [] })
}
