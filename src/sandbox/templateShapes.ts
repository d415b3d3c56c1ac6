import { z } from 'zod'
import { GraphError } from './refusal.ts'

/** A template as Meta keeps it. */
export interface Shelved {
  id: string
  name: string
  language: string
  status: string
  category: string
  parameter_format: string
  components: ShelvedComponent[]
  rejected_reason: string
}

export interface ShelvedComponent {
  type: string
  format?: string | undefined
  text?: string | undefined
  example?: unknown
  buttons?: ShelvedButton[] | undefined
}

export interface ShelvedButton {
  type: string
  text?: string | undefined
  url?: string | undefined
  phone_number?: string | undefined
  example?: unknown
}

const button = z.looseObject({
  type: z.string().transform((type) => type.toUpperCase()),
  text: z.string().max(25).optional(),
  url: z.string().max(2000).optional(),
  phone_number: z.string().optional(),
})
const component = z.looseObject({
  type: z.string().transform((type) => type.toUpperCase()),
  format: z.string().optional(),
  text: z.string().min(1).max(1024).optional(),
  example: z.unknown().optional(),
  buttons: z.array(button).max(10).optional(),
})
const components = z.array(component).min(1)
const category = z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION'])
export const creation = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().min(2).max(15),
  category,
  parameter_format: z
    .string()
    .default('positional')
    .transform((format) => format.toUpperCase()),
  components,
})
export const change = z.object({ components: components.optional(), category: category.optional() })

/** Meta judges no text with placeholders, and no file, without an example. */
export function checkExamples(components: ShelvedComponent[]): void {
  for (const { type, format = 'TEXT', text = '', example } of components) {
    const isFile = type === 'HEADER' && !['TEXT', 'LOCATION'].includes(format)
    if (example === undefined && (isFile || text.includes('{{')))
      throw new GraphError(100, `component of type ${type} is missing expected field(s) (example)`)
  }
}

export function read<T>(schema: z.ZodType<T>, written: unknown): T {
  const { success, data, error } = schema.safeParse(written)
  if (success) return data
  const [issue] = error.issues
  throw new GraphError(100, `Param ${issue?.path.join('.')}: ${issue?.message}.`)
}
