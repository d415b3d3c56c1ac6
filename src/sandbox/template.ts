import type { Content, Option } from './chat.ts'
import type { TemplateMessage } from './outgoing.ts'
import { GraphError } from './refusal.ts'
import type { Shelved, ShelvedButton } from './templateShapes.ts'
import type { TemplateShelf } from './templateShelf.ts'

/** A template as Meta approved it, the short way. */
export interface TemplateDefinition {
  /** With placeholders `{{1}}`, `{{2}}` … or `{{name}}`. */
  body: string
  /** Titles of its quick replies, in order. */
  buttons?: string[]
  /** `es` unless told otherwise. */
  language?: string
  /** `utility` unless told otherwise. */
  category?: string
}

/**
 * The words and quick replies of a template message. Of a name that is taken unknown, only its values are.
 * Throws `GraphError`: 132001, 132015 or 132016 if none of that name and language may be sent, 132000 if the number of
 * values does not fit, 132012 if their kind does not.
 */
export function fillTemplate(
  message: TemplateMessage,
  shelf?: TemplateShelf,
): Pick<Content, 'text' | 'options' | 'header' | 'footer'> {
  const payloads = payloadsOf(message)
  const values = message.components?.find(({ type }) => type === 'body')?.parameters ?? []
  const shelved = shelf?.toSend(message.name, message.language.code)
  if (!shelved) {
    const text = [message.name, values.map(({ text }) => text).join(', ')].filter(Boolean).join(': ')
    return { text, options: [...payloads.values()].map((payload) => ({ id: payload, title: payload })) }
  }
  const part = (type: string) => shelved.components.find((each) => each.type === type)
  const header = headerOf(shelved, message)
  const footer = part('FOOTER')?.text
  const buttons = part('BUTTONS')?.buttons ?? []
  checkButtons(buttons, message)
  return {
    text: fill('body', part('BODY')?.text ?? '', values),
    options: buttons.flatMap(({ type, text = '' }, index): Option[] =>
      type === 'QUICK_REPLY' ? [{ id: payloads.get(index) ?? text, title: text }] : [],
    ),
    ...(header && { header }),
    ...(footer && { footer }),
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

/** The words of a header; undefined where it has none. */
function headerOf({ components }: Shelved, message: TemplateMessage): string | undefined {
  const header = components.find(({ type }) => type === 'HEADER')
  const given = message.components?.find(({ type }) => type === 'header')?.parameters ?? []
  const format = (header?.format ?? 'TEXT').toUpperCase()
  if (header && format !== 'TEXT') {
    const received = given[0]?.type.toUpperCase() ?? 'UNKNOWN'
    if (received === format) return undefined
    throw new GraphError(132012, `header: Format mismatch, expected ${format}, received ${received}`)
  }
  const strange = given.find(({ type }) => type !== 'text')
  if (strange)
    throw new GraphError(
      132012,
      `header: Format mismatch, expected TEXT, received ${strange.type.toUpperCase()}`,
    )
  return fill('header', header?.text ?? '', given) || undefined
}

/** Links that end with a placeholder need its value; no button takes what another kind takes. */
function checkButtons(buttons: ShelvedButton[], message: TemplateMessage): void {
  const given = (message.components ?? []).filter(({ type }) => type === 'button')
  for (const { sub_type, index = 0 } of given) {
    const type = sub_type?.toUpperCase()
    if (buttons[index]?.type !== type)
      throw new GraphError(132012, `buttons: there is no ${type} button at index ${index}`)
  }
  buttons.forEach(({ type, url = '' }, place) => {
    const isOpen = type === 'URL' && url.includes('{{')
    if (isOpen && !given.some(({ index = 0 }) => index === place))
      throw new GraphError(131008, `buttons: Button at index ${place} of type Url requires a parameter`)
  })
}

function fill(
  part: string,
  words: string,
  values: { text?: string | undefined; parameter_name?: string | undefined }[],
): string {
  const expected = new Set([...words.matchAll(placeholder)].map(([, name]) => name))
  if (expected.size !== values.length) {
    throw new GraphError(
      132000,
      `${part}: number of localizable_params (${values.length}) does not match the expected number of params (${expected.size})`,
    )
  }
  const byName = new Map(
    values.map(({ text, parameter_name }, index) => [parameter_name ?? `${index + 1}`, text]),
  )
  return words.replace(placeholder, (whole, name) => byName.get(name) ?? whole)
}

const placeholder = /\{\{\s*(\w+)\s*\}\}/g
