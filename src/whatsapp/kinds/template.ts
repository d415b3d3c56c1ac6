import type { z } from 'zod'
import { within } from '../limits.ts'
import { asLocation, type Place } from './location.ts'
import type { Source } from './media.ts'
import { type TemplateBody, type TemplateComponent, TemplateSchema } from './templateSchema.ts'

export type { TemplateBody, TemplateComponent } from './templateSchema.ts'

/** What fills the header of a template, which has one kind for good. */
export type TemplateHeader =
  | { text: string; name?: string }
  | { image: Source }
  | { video: Source }
  | { document: Source & { filename?: string } }
  | { location: Place }

/** What fills a button of a template, or comes back when it is tapped; `index` counts all buttons, from 0. */
export type TemplateButton = { index: number } & (
  | { payload: string }
  /** The end of its link. */
  | { url: string }
  /** What is copied, at most 20 characters. */
  | { code: string }
  | { flow: { token?: string; data?: Record<string, unknown> } }
)

/**
 * A template that Meta approved, the only kind of message allowed outside the 24 h window. `values` fill `{{1}}`, `{{2}}` …
 * of its body, or `{{name}}` by name (Meta refuses line breaks in them, so they become spaces); `payloads` are what its
 * quick replies send back, where these are its first buttons.
 */
export function template(message: {
  name: string
  language: string
  values: string[] | Record<string, string>
  payloads?: string[]
  header?: TemplateHeader | undefined
  buttons?: TemplateButton[]
}): TemplateBody {
  const { name, language, values, payloads = [], header, buttons = [] } = message
  const all = [...payloads.map((payload, index) => ({ index, payload })), ...buttons]
  const parameters = valuesOf(values)
  const components = [
    ...(header ? [{ type: 'header', parameters: [headerOf(header)] }] : []),
    ...(parameters.length > 0 ? [{ type: 'body', parameters }] : []),
    ...all.map(buttonOf),
  ]
  return within(TemplateSchema, {
    type: 'template',
    template: {
      name,
      // Meta's API description wants the policy, which has this one value.
      language: { policy: 'deterministic', code: language },
      ...(components.length > 0 && { components: components as TemplateComponent[] }),
    },
  } satisfies z.input<typeof TemplateSchema>)
}

/** A value on one line: Meta refuses line breaks, tabs and more than four spaces in a row. */
export function onOneLine(words: string): string {
  return words.replace(/\s+/g, ' ').trim()
}

function valuesOf(values: string[] | Record<string, string>) {
  if (Array.isArray(values)) return values.map((text) => ({ type: 'text', text: onOneLine(text) }))
  return Object.entries(values).map(([name, text]) => ({
    type: 'text',
    parameter_name: name,
    text: onOneLine(text),
  }))
}

function headerOf(header: TemplateHeader) {
  if ('text' in header) {
    const { text, name } = header
    return { type: 'text', ...(name !== undefined && { parameter_name: name }), text: onOneLine(text) }
  }
  if ('image' in header) return { type: 'image', image: header.image }
  if ('video' in header) return { type: 'video', video: header.video }
  if ('document' in header) return { type: 'document', document: header.document }
  return { type: 'location', location: asLocation(header.location) }
}

function buttonOf(button: TemplateButton) {
  const place = { type: 'button', index: String(button.index) }
  if ('payload' in button) {
    return { ...place, sub_type: 'quick_reply', parameters: [{ type: 'payload', payload: button.payload }] }
  }
  if ('url' in button) return { ...place, sub_type: 'url', parameters: [{ type: 'text', text: button.url }] }
  if ('code' in button) {
    return {
      ...place,
      sub_type: 'copy_code',
      parameters: [{ type: 'coupon_code', coupon_code: button.code }],
    }
  }
  const { token, data } = button.flow
  const action = {
    ...(token !== undefined && { flow_token: token }),
    ...(data && { flow_action_data: data }),
  }
  return { ...place, sub_type: 'flow', parameters: [{ type: 'action', action }] }
}
