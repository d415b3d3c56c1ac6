import { z } from 'zod'
import { quote, readYaml } from '../yaml/yaml.ts'
import { rightOne } from './oddOne.ts'
import { isNamed, placeholders, type Templates } from './template.ts'
import { buttons, header, type Issues, numbered, upTo } from './templateParts.ts'

/** The message templates of `flows/templates.yaml`, by name. Throws FileError. */
export function loadTemplates(file: string): Templates {
  return readYaml(file, schema) as Templates
}

/** In the order of the placeholders, or by their names. */
const examples = z
  .union([z.array(z.coerce.string().min(1)), z.record(z.string(), z.coerce.string().min(1))])
  .nullable()
  .default(null)

const wording = {
  header,
  body: upTo(1024).check(numbered),
  footer: upTo(60).nullable().default(null),
  buttons,
  examples,
}

const language = z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'a language is written like es or es_AR')
const Wording = z.strictObject(wording).check(fitting).transform(ordered)

/** Meta's limits for a template. */
const schema = z.record(
  z.string().regex(/^[a-z0-9_]{1,512}$/, 'a template’s name has lower-case letters, digits and _ only'),
  z
    .strictObject({
      language,
      category: z.enum(['utility', 'marketing', 'authentication']),
      ...wording,
      languages: z.record(language, Wording).default({}),
    })
    .check(fitting)
    .check(alike)
    .transform(ordered),
)

type Examples = z.infer<typeof examples>

/** Examples that are written by name are those of the placeholders; how many there are is for `checkTemplateUse`. */
function fitting({ value, issues }: Issues<{ body: string; examples: Examples }>): void {
  const { body, examples: given } = value
  if (given === null || Array.isArray(given)) return
  const names = placeholders(body)
  const wrong =
    names.find((name) => !(name in given)) ?? Object.keys(given).find((name) => !names.includes(name))
  if (wrong === undefined) return
  const message = `does not go with the body at ${quote(wrong)}; write one for each placeholder`
  issues.push({ code: 'custom', path: ['examples'], message, input: value })
}

/** What fills one language fills the others. */
function alike({
  value,
  issues,
}: Issues<{ language: string; body: string; languages: Record<string, { body: string }> }>): void {
  const others = Object.entries(value.languages).map(([language, { body }]) => ({
    language,
    values: sorted(body),
    path: ['languages', language, 'body'],
  }))
  const all = [{ language: value.language, values: sorted(value.body), path: ['body'] }, ...others]
  const right = rightOne(all, value.language)
  for (const { values, path } of all) {
    if (values === right.values) continue
    const than = right.path.length === 1 ? 'the first language' : right.language
    const message = `has other placeholders than ${than}; write the same ones`
    issues.push({ code: 'custom', path, message, input: value })
  }
}

function sorted(body: string): string {
  return placeholders(body).sort().join(' ')
}

/** Examples in the order in which Meta wants them: by number, or of appearance. */
function ordered<T extends { body: string; examples: Examples }>(
  value: T,
): T & { examples: string[] | null } {
  const { examples: given, body } = value
  if (given === null || Array.isArray(given)) return { ...value, examples: given }
  const names = placeholders(body)
  if (!isNamed(body)) names.sort((a, b) => Number(a) - Number(b))
  return { ...value, examples: names.map((name) => given[name]!) }
}
