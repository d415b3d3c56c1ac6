import { z } from 'zod'
import { quote, readYaml } from '../yaml/yaml.ts'
import type { Templates } from './speech.ts'
import { placeholders } from './templateUse.ts'

/** The message templates of `flows/templates.yaml`, by name. Throws FileError. */
export function loadTemplates(file: string): Templates {
  return readYaml(file, schema)
}

/** Meta takes placeholders that are numbered from 1 without a gap; their order in the body is free. */
function numbered({ value, issues }: z.core.ParsePayload<string>): void {
  const report = (message: string) => issues.push({ code: 'custom', message, input: value })
  const numbers = placeholders(value)
  const missing = numbers.findIndex((_, index) => !numbers.includes(index + 1)) + 1
  if (missing > 0)
    report(`has no {{${missing}}}; number its placeholders from {{1}} to {{${numbers.length}}}`)
  const [stray] = value.replace(/\{\{\d+\}\}/g, '').match(/\{+[^{}\s]*\}*|\}+/) ?? []
  if (stray) report(`has ${quote(stray)}, which Meta does not fill in; write placeholders as {{1}}, {{2}}`)
}

/** Meta's limits for a template: name, body and quick replies. */
const schema = z.record(
  z.string().regex(/^[a-z0-9_]{1,512}$/, 'a template’s name has lower-case letters, digits and _ only'),
  z.strictObject({
    language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'a language is written like es or es_AR'),
    category: z.enum(['utility', 'marketing', 'authentication']),
    body: z.string().min(1).max(1024).check(numbered),
    buttons: z.array(z.string().min(1).max(25)).max(10).default([]),
  }),
)
