import type { BusinessAccount, ShelvedTemplate, TemplateForm } from '../whatsapp/account.ts'
import { type Templates, wordings } from './template.ts'
import { formOf, missingOf } from './templateForm.ts'

/** How a template of the file stands at Meta, or one at Meta that is not in the file. */
export interface Standing {
  name: string
  language: string
  /** Meta’s, in lower case (approved, pending, rejected, paused, disabled …); `missing` where Meta has none. */
  status: string
  /** Why Meta rejected it. */
  reason?: string
  /** What Meta has otherwise than the file: category, header, body, footer, buttons. Empty when it is the same. */
  differs: string[]
  isInFile: boolean
}

/** What became of a template that was to be handed in. */
export type Pushed = Pick<Standing, 'name' | 'language'> & {
  did: 'created' | 'edited' | 'nothing' | 'failed'
  /** Meta’s status, or why nothing was done. */
  why: string
}

/** How all templates stand: those of the file in its order, then the others that Meta has. */
export async function standings(account: BusinessAccount, templates: Templates): Promise<Standing[]> {
  const shelved = await account.templates()
  const ours = namesOf(templates).map(({ name, language }) => {
    const found = find(shelved, name, language)
    if (!found) return { name, language, status: 'missing', differs: [], isInFile: true }
    const differs = differences(formOf(name, templates[name]!, language), found)
    return { ...shown(found), differs, isInFile: true }
  })
  const others = shelved.filter(
    ({ name, language }) => !ours.some((each) => each.name === name && each.language === language),
  )
  return [...ours, ...others.map((each) => ({ ...shown(each), differs: [], isInFile: false }))]
}

/**
 * Hands one template of the file in: creates it where Meta has none, edits it where Meta’s is another.
 * @throws GraphError | NotSentError | UnknownOutcomeError
 */
export async function push(
  account: BusinessAccount,
  templates: Templates,
  { name, language }: Pick<Standing, 'name' | 'language'>,
  shelved?: ShelvedTemplate[],
): Promise<Pushed> {
  const template = templates[name]!
  const found = find(shelved ?? (await account.templates()), name, language)
  const form = formOf(name, template, language)
  const differs = found ? differences(form, found) : []
  if (found && differs.length === 0)
    return { name, language, did: 'nothing', why: found.status.toLowerCase() }
  const missing = missingOf(template, language)
  if (missing !== undefined) return { name, language, did: 'failed', why: missing }
  if (!found) {
    const { status } = await account.create(form)
    return { name, language, did: 'created', why: status.toLowerCase() }
  }
  if (!editable.has(found.status)) {
    const why = `Meta edits none that is ${found.status.toLowerCase()}: wait until it has judged it, or delete it in WhatsApp Manager`
    return { name, language, did: 'failed', why }
  }
  const isApproved = found.status === 'APPROVED'
  if (isApproved && differs.includes('category') && differs.length === 1) {
    const why = `Meta has it as ${found.category.toLowerCase()}, and changes no category of an approved one`
    return { name, language, did: 'failed', why }
  }
  const { components, category } = form
  await account.edit(found.id, { components, ...(!isApproved && { category }) })
  return { name, language, did: 'edited', why: `it differed in ${differs.join(', ')}` }
}

/** Every template of a file in every language it has. */
export function namesOf(templates: Templates): Pick<Standing, 'name' | 'language'>[] {
  return Object.entries(templates).flatMap(([name, template]) =>
    wordings(template).map(([language]) => ({ name, language })),
  )
}

/** Meta edits no others. */
const editable = new Set(['APPROVED', 'REJECTED', 'PAUSED'])

function find(shelved: ShelvedTemplate[], name: string, language: string): ShelvedTemplate | undefined {
  return shelved.find((each) => each.name === name && each.language === language)
}

function shown({ name, language, status, rejectedReason }: ShelvedTemplate) {
  return { name, language, status: status.toLowerCase(), ...(rejectedReason && { reason: rejectedReason }) }
}

function differences(form: TemplateForm, shelved: ShelvedTemplate): string[] {
  const parts = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS'].filter(
    (type) => gist(form.components, type) !== gist(shelved.components, type),
  )
  const isOther = form.category !== shelved.category.toUpperCase()
  return [...(isOther ? ['category'] : []), ...parts.map((part) => part.toLowerCase())]
}

/** What customers see of a part: examples, and what Meta adds to it, are left out. */
function gist(components: object[], type: string): string {
  const part = components.find((each) => upper((each as Part).type) === type) as Part | undefined
  if (!part) return ''
  const { format, text, buttons } = part
  const shown = (buttons ?? []).map((each) => [
    upper(each.type),
    each.type?.toUpperCase() === 'COPY_CODE' ? '' : (each.text ?? ''),
    each.url ?? '',
    (each.phone_number ?? '').replace(/\D/g, ''),
    each.flow_id === undefined ? '' : String(each.flow_id),
  ])
  return JSON.stringify([upper(format ?? (type === 'HEADER' ? 'TEXT' : '')), (text ?? '').trim(), shown])
}

interface Part {
  type?: string
  format?: string
  text?: string
  buttons?: { type?: string; text?: string; url?: string; phone_number?: string; flow_id?: string | number }[]
}

function upper(word: string | undefined): string {
  return (word ?? '').toUpperCase()
}
