import { z } from 'zod'
import { quote } from '../yaml/yaml.ts'
import { placeholders } from './template.ts'

export type Issues<T> = z.core.ParsePayload<T>

/**
 * Meta takes placeholders that are numbered from 1 without a gap, their order in the body being free, or that are all
 * names in lower case.
 */
export function numbered({ value, issues }: Issues<string>): void {
  const report = (message: string) => issues.push({ code: 'custom', message, input: value })
  const all = placeholders(value)
  const named = all.filter((name) => !/^\d+$/.test(name))
  const areNames = named.length > 0 && named.length === all.length
  if (areNames && named.every((name) => /^[a-z][a-z0-9_]*$/.test(name)) && !strayIn(value, /\{\{\w+\}\}/g))
    return
  const numbers = all.filter((name) => /^\d+$/.test(name)).map(Number)
  const missing = numbers.findIndex((_, index) => !numbers.includes(index + 1)) + 1
  if (missing > 0)
    report(`has no {{${missing}}}; number its placeholders from {{1}} to {{${numbers.length}}}`)
  const stray = strayIn(value, /\{\{\d+\}\}/g)
  if (stray) report(`has ${quote(stray)}, which Meta does not fill in; write placeholders as {{1}}, {{2}}`)
}

function strayIn(value: string, filled: RegExp): string | undefined {
  return value.replace(filled, '').match(/\{+[^{}\s]*\}*|\}+/)?.[0]
}

export const upTo = (most: number) => z.string().min(1).max(most)
const example = upTo(2000).optional()

/** A text alone, or what kind of thing stands on top; `sample` is the handle of a file that Meta judges by. */
export const header = z
  .preprocess(
    (written) => (typeof written === 'string' ? { kind: 'text', text: written } : withKind(written)),
    z.discriminatedUnion('kind', [
      z
        .strictObject({ kind: z.literal('text'), text: upTo(60).check(numbered), example })
        .refine(({ text }) => placeholders(text).length <= 1, 'has several placeholders; a header takes one'),
      z.strictObject({ kind: z.literal('image'), sample: example }),
      z.strictObject({ kind: z.literal('video'), sample: example }),
      z.strictObject({ kind: z.literal('document'), sample: example }),
      z.strictObject({ kind: z.literal('location') }),
    ]),
  )
  .nullable()
  .default(null)

function withKind(written: unknown): unknown {
  const isText = typeof written === 'object' && written !== null && 'text' in written && !('kind' in written)
  return isText ? { kind: 'text', ...written } : written
}

const title = upTo(25)
const button = z.preprocess(
  (written) => (typeof written === 'string' ? { kind: 'reply', title: written } : kindOf(written)),
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('reply'), title }),
    z.strictObject({
      kind: z.literal('url'),
      title,
      url: upTo(2000)
        .regex(/^https?:\/\/./, 'is no link; write it like https://torke.example/')
        .regex(/^([^{}]|\{\{1\}\}$)*$/, 'may have {{1}} at its end, and no other placeholder'),
      example,
    }),
    z.strictObject({
      kind: z.literal('phone'),
      title,
      phone: z.string().regex(/^\+?\d{8,15}$/, 'is no phone; write it like +59829000000'),
    }),
    z.strictObject({ kind: z.literal('code'), example: upTo(20) }),
    z.strictObject({ kind: z.literal('flow'), title, flow: upTo(100), screen: upTo(100).optional() }),
  ]),
)

/** Which kind a button is can be seen by what it has: `url`, `phone`, `code` or `flow`. */
function kindOf(written: unknown): unknown {
  if (typeof written !== 'object' || written === null || 'kind' in written) return written
  if ('code' in written) {
    const { code, ...rest } = written
    return { kind: 'code', example: code, ...rest }
  }
  const kind = ['url', 'phone', 'flow'].find((each) => each in written) ?? 'reply'
  return { kind, ...written }
}

export const buttons = z.array(button).max(10).default([]).check(within)

/** How many of each kind Meta takes. */
const most = { url: 2, phone: 1, code: 1, flow: 1 }

function within({ value, issues }: Issues<z.infer<typeof button>[]>): void {
  for (const [kind, limit] of Object.entries(most)) {
    const places = value.flatMap((each, index) => (each.kind === kind ? [index] : []))
    if (places.length <= limit) continue
    const message = `is one too many: Meta takes ${limit} with ${kind}`
    issues.push({ code: 'custom', path: [places[limit]!], message, input: value })
  }
}
