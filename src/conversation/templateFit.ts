import type { TemplateBody, TemplateComponent } from '../whatsapp/messages.ts'
import {
  isNamed,
  placeholders,
  type TemplateButton,
  type Templates,
  type Wording,
  wordingIn,
  wordings,
} from './template.ts'

/** Why a message does not fit the template it names: where in the message, and a sentence. */
export interface Misfit {
  field: string
  what: string
}

/**
 * Compares a template message with the file: language, and number and kind of what fills it. One that the file does not
 * have is for Meta to judge.
 */
export function misfitOf({ template }: TemplateBody, templates: Templates): Misfit | undefined {
  const { name, language, components = [] } = template
  const known = Object.hasOwn(templates, name) ? templates[name] : undefined
  if (!known) return undefined
  const of = `the template ${name} of flows/templates.yaml`
  const wording = wordingIn(known, language.code)
  if (!wording) {
    const all = wordings(known).map(([each]) => each)
    return { field: 'language.code', what: `${of} is written in ${all.join(', ')}, not in ${language.code}` }
  }
  const what = inHeader(wording, components) ?? inBody(wording, components) ?? inButtons(wording, components)
  return what === undefined ? undefined : { field: 'components', what: `${of} ${what}` }
}

function inHeader({ header }: Wording, components: TemplateComponent[]): string | undefined {
  const given = components.find(({ type }) => type === 'header')?.parameters[0]?.type
  const holes = header?.kind === 'text' ? placeholders(header.text).length : 1
  const wanted = header && holes > 0 ? header.kind : undefined
  if (wanted === given) return undefined
  if (wanted === undefined) return `takes nothing in its header, not ${given}`
  return `needs ${wanted} in its header, not ${given ?? 'nothing'}`
}

function inBody({ body }: Wording, components: TemplateComponent[]): string | undefined {
  const found = components.find(({ type }) => type === 'body')
  const values = found?.type === 'body' ? found.parameters : []
  const names = placeholders(body)
  if (names.length !== values.length) return `needs ${names.length} values in its body, not ${values.length}`
  if (!isNamed(body)) {
    const named = values.find(({ parameter_name }) => parameter_name !== undefined)
    return named && `has numbers for placeholders, and no ${named.parameter_name}`
  }
  const missing = names.find((name) => !values.some(({ parameter_name }) => parameter_name === name))
  return missing && `needs a value with the parameter_name ${missing}`
}

function inButtons({ buttons }: Wording, components: TemplateComponent[]): string | undefined {
  const given = components.filter((each) => each.type === 'button')
  for (const { sub_type, index } of given) {
    const button = buttons[Number(index)]
    const takes = button && subTypes[button.kind]
    if (takes !== sub_type) return `has no ${sub_type} button at ${index}${takes ? `, but ${takes}` : ''}`
    if (button?.kind === 'url' && !needsValue(button))
      return `takes nothing in its button ${index}: its link is whole`
  }
  const missing = buttons.findIndex(
    (button, place) => needsValue(button) && !given.some(({ index }) => Number(index) === place),
  )
  return missing < 0
    ? undefined
    : `needs a value in its ${subTypes[buttons[missing]!.kind]} button at ${missing}`
}

function needsValue(button: TemplateButton): boolean {
  return button.kind === 'code' || (button.kind === 'url' && placeholders(button.url).length > 0)
}

const subTypes: Record<TemplateButton['kind'], string | undefined> = {
  reply: 'quick_reply',
  url: 'url',
  phone: undefined,
  code: 'copy_code',
  flow: 'flow',
}
