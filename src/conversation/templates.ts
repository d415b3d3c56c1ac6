import { z } from 'zod'
import { readYaml } from '../yaml/yaml.ts'
import type { Templates } from './speech.ts'

/** The message templates of `flows/templates.yaml`, by name. Throws FileError. */
export function loadTemplates(file: string): Templates {
  return readYaml(file, schema)
}

/** Meta's limits for a template: name, body and quick replies. */
const schema = z.record(
  z.string().regex(/^[a-z0-9_]{1,512}$/, 'a template’s name has lower-case letters, digits and _ only'),
  z.strictObject({
    language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'a language is written like es or es_AR'),
    category: z.enum(['utility', 'marketing', 'authentication']),
    body: z.string().min(1).max(1024),
    buttons: z.array(z.string().min(1).max(25)).max(10).default([]),
  }),
)
