import type { Option } from './chat.ts'
import type { TemplateMessage } from './outgoing.ts'
import { GraphError } from './refusal.ts'

/** A template as Meta approved it. */
export interface TemplateDefinition {
  /** With placeholders `{{1}}`, `{{2}}` … or `{{name}}`. */
  body: string
  /** Titles of its quick replies, in order. */
  buttons?: string[]
  /** Any language will do unless told otherwise. */
  language?: string
  /** `utility` unless told otherwise. */
  category?: string
}

/**
 * The words and quick replies of a template message. Without definitions every name is taken and only its values are
 * known. Throws `GraphError`: 132001 if the name, or its language, is not among the definitions, 132000 if the values do not fit the body.
 */
export function fillTemplate(
  message: TemplateMessage,
  definitions?: Record<string, TemplateDefinition>,
): { text: string; options: Option[] } {
  const payloads = payloadsOf(message)
  const values = message.components?.find(({ type }) => type === 'body')?.parameters ?? []
  if (!definitions) {
    const text = [message.name, values.map(({ text }) => text).join(', ')].filter(Boolean).join(': ')
    return { text, options: [...payloads.values()].map((payload) => ({ id: payload, title: payload })) }
  }
  const definition = Object.hasOwn(definitions, message.name) ? definitions[message.name] : undefined
  if (!definition || (definition.language ?? message.language.code) !== message.language.code) {
    throw new GraphError(132001, `template name (${message.name}) does not exist in ${message.language.code}`)
  }
  return {
    text: fill(definition.body, values),
    options: (definition.buttons ?? []).map((title, index) => ({ id: payloads.get(index) ?? title, title })),
  }
}

/** What each quick reply sends back, by its place among the buttons. */
function payloadsOf(message: TemplateMessage): Map<number, string> {
  const payloads = new Map<number, string>()
  for (const { type, sub_type, index, parameters } of message.components ?? []) {
    const payload = parameters?.[0]?.payload
    if (type === 'button' && sub_type === 'quick_reply' && payload !== undefined)
      payloads.set(index ?? 0, payload)
  }
  return payloads
}

function fill(
  body: string,
  values: { text?: string | undefined; parameter_name?: string | undefined }[],
): string {
  const expected = new Set([...body.matchAll(placeholder)].map(([, name]) => name))
  if (expected.size !== values.length) {
    throw new GraphError(
      132000,
      `body: number of localizable_params (${values.length}) does not match the expected number of params (${expected.size})`,
    )
  }
  const byName = new Map(
    values.map(({ text, parameter_name }, index) => [parameter_name ?? `${index + 1}`, text]),
  )
  return body.replace(placeholder, (whole, name) => byName.get(name) ?? whole)
}

const placeholder = /\{\{\s*(\w+)\s*\}\}/g
