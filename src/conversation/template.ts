/** A template's words in one language, as Meta has to approve them. */
export interface Wording {
  header: TemplateHeader | null
  /** With placeholders `{{1}}`, `{{2}}` …, or `{{name}}` alone. */
  body: string
  footer: string | null
  buttons: TemplateButton[]
  /** What Meta is shown in place of the placeholders, in their order; null while nobody wrote any. */
  examples: string[] | null
}

export interface Template extends Wording {
  category: 'utility' | 'marketing' | 'authentication'
  /** What the words above are written in, such as `es` or `es_AR`. */
  language: string
  /** The same in other languages. */
  languages: Record<string, Wording>
}

/** The templates of `templates.yaml`, by name. */
export type Templates = Record<string, Template>

export type TemplateHeader =
  /** With one placeholder at most, and then an example. */
  | { kind: 'text'; text: string; example?: string | undefined }
  /** `sample`: the handle of a file that Meta was given to judge by. */
  | { kind: 'image' | 'video' | 'document'; sample?: string | undefined }
  | { kind: 'location' }

export type TemplateButton =
  | { kind: 'reply'; title: string }
  /** Ends with `{{1}}` where each message has a link of its own, and then has an example of the whole. */
  | { kind: 'url'; title: string; url: string; example?: string | undefined }
  | { kind: 'phone'; title: string; phone: string }
  /** Meta writes the title. `example`: a code. */
  | { kind: 'code'; example: string }
  | { kind: 'flow'; title: string; flow: string; screen?: string | undefined }

/** The words of a template in every language it has, its first one first. */
export function wordings(template: Template): [language: string, Wording][] {
  return [[template.language, template], ...Object.entries(template.languages)]
}

/** The words in this very language; undefined if it has none. */
export function wordingIn(template: Template, language: string): Wording | undefined {
  return wordings(template).find(([each]) => each === language)?.[1]
}

/** The language, of those a template has, that suits whoever speaks `spoken`: `pt_BR` for `pt`; else its first one. */
export function languageFor(template: Template, spoken: string): string {
  const all = wordings(template).map(([each]) => each)
  const plain = (language: string) => language.split('_')[0]
  return all.find((each) => each === spoken) ?? all.find((each) => plain(each) === plain(spoken)) ?? all[0]!
}

/** The names of a text's placeholders, each once, in order of appearance: `{{1}}` is `1`. */
export function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!))]
}

/** Whether the placeholders are names, not numbers. */
export function isNamed(body: string): boolean {
  return placeholders(body).some((name) => !/^\d+$/.test(name))
}

/** Where among all buttons the quick replies stand, from 0. */
export function replyPlaces(buttons: TemplateButton[]): number[] {
  return buttons.flatMap(({ kind }, index) => (kind === 'reply' ? [index] : []))
}

/** What each message has to bring beside the values of the body, in words; undefined if nothing. */
export function needsBeside({ header, buttons }: Wording): string | undefined {
  if (header?.kind === 'text' && placeholders(header.text).length > 0) return 'a value for its header'
  if (header && header.kind !== 'text') return `its ${header.kind}`
  if (buttons.some((each) => each.kind === 'url' && placeholders(each.url).length > 0))
    return 'the end of its link'
  return buttons.some(({ kind }) => kind === 'code') ? 'its code' : undefined
}
