import type { TemplateForm } from '../whatsapp/account.ts'
import {
  isNamed,
  placeholders,
  type Template,
  type TemplateButton,
  type TemplateHeader,
  type Wording,
  wordingIn,
  wordings,
} from './template.ts'

/** A template in one of its languages, as Meta takes it when it is created. @param language one that it has */
export function formOf(name: string, template: Template, language: string): TemplateForm {
  const wording = wordingIn(template, language)!
  return {
    name,
    language,
    category: template.category.toUpperCase(),
    parameter_format: isNamed(wording.body) ? 'named' : 'positional',
    components: componentsOf(wording),
  }
}

/** All forms of a file. */
export function formsOf(templates: Record<string, Template>): TemplateForm[] {
  return Object.entries(templates).flatMap(([name, template]) =>
    wordings(template).map(([language]) => formOf(name, template, language)),
  )
}

/** What is still to be written before Meta takes it, a sentence; undefined when nothing is. */
export function missingOf(template: Template, language: string): string | undefined {
  const { header, body, buttons, examples } = wordingIn(template, language)!
  if (template.category === 'authentication')
    return 'Meta writes the words of authentication templates itself: create it in WhatsApp Manager'
  const count = placeholders(body).length
  if (count > 0 && examples === null)
    return `Meta wants an example for each placeholder: write examples: with ${count} of them`
  if (header?.kind === 'text' && placeholders(header.text).length > 0 && header.example === undefined)
    return 'Meta wants an example for the placeholder of the header: write it as {text: …, example: …}'
  if (header && (header.kind === 'image' || header.kind === 'video' || header.kind === 'document')) {
    if (header.sample === undefined)
      return `Meta wants a sample of the ${header.kind}: create it in WhatsApp Manager, or write its handle as sample:`
  }
  const link = buttons.find((each) => each.kind === 'url' && placeholders(each.url).length > 0)
  if (link?.kind === 'url' && link.example === undefined)
    return `Meta wants an example of the link of "${link.title}": write example: with the whole of it`
  return undefined
}

function componentsOf(wording: Wording): object[] {
  const { header, body, footer, buttons, examples } = wording
  return [
    ...(header ? [headerOf(header)] : []),
    {
      type: 'BODY',
      text: body,
      ...(examples && placeholders(body).length > 0 && { example: exampleOf(body, examples) }),
    },
    ...(footer === null ? [] : [{ type: 'FOOTER', text: footer }]),
    ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map(buttonOf) }]),
  ]
}

function headerOf(header: TemplateHeader): object {
  const { kind } = header
  const format = kind.toUpperCase()
  if (kind === 'location') return { type: 'HEADER', format }
  if (kind !== 'text')
    return { type: 'HEADER', format, ...(header.sample && { example: { header_handle: [header.sample] } }) }
  const { text, example } = header
  if (example === undefined) return { type: 'HEADER', format, text }
  const [name = '1'] = placeholders(text)
  const shown = isNamed(text)
    ? { header_text_named_params: [{ param_name: name, example }] }
    : { header_text: [example] }
  return { type: 'HEADER', format, text, example: shown }
}

function exampleOf(body: string, examples: string[]): object {
  if (!isNamed(body)) return { body_text: [examples] }
  const names = placeholders(body)
  return {
    body_text_named_params: names.map((name, index) => ({ param_name: name, example: examples[index] })),
  }
}

function buttonOf(button: TemplateButton): object {
  switch (button.kind) {
    case 'reply':
      return { type: 'QUICK_REPLY', text: button.title }
    case 'url':
      return {
        type: 'URL',
        text: button.title,
        url: button.url,
        ...(button.example && { example: [button.example] }),
      }
    case 'phone':
      return { type: 'PHONE_NUMBER', text: button.title, phone_number: button.phone }
    case 'code':
      return { type: 'COPY_CODE', example: button.example }
    case 'flow':
      return {
        type: 'FLOW',
        text: button.title,
        flow_id: button.flow,
        flow_action: 'navigate',
        ...(button.screen && { navigate_screen: button.screen }),
      }
  }
}
