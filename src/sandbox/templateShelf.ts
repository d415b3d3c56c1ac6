import { randomInt } from 'node:crypto'
import Router from '@koa/router'
import { z } from 'zod'
import { GraphError, InvalidRequestError } from './refusal.ts'
import type { TemplateDefinition } from './template.ts'
import { change, checkExamples, creation, read, type Shelved } from './templateShapes.ts'

/**
 * The templates of the sandbox's business account, kept while it runs. It starts with those that were given, approved;
 * what is handed in is approved at once, unless `rule` said otherwise.
 */
export class TemplateShelf {
  readonly #all: Shelved[] = []
  /** What becomes of what is handed in, by name. */
  readonly #verdicts = new Map<string, { status: string; reason: string }>()

  /** Whether a name that is not here may be sent, as if it were approved. */
  readonly #takesAny: boolean

  constructor(forms: unknown[], takesAny: boolean) {
    this.#takesAny = takesAny
    this.add(forms)
  }

  /** Takes those that are not here yet. */
  add(forms: unknown[]): void {
    for (const each of forms) {
      const form = read(creation, each)
      if (!this.#find(form.name, form.language)) this.#put(form)
    }
  }

  /** @throws GraphError where there is one in this language, or its shape is wrong */
  create(written: unknown): Shelved {
    const form = read(creation, written)
    checkExamples(form.components)
    if (this.#find(form.name, form.language))
      throw new GraphError(
        100,
        `There is already content in this language (${form.language}) for ${form.name}.`,
      )
    return this.#put(form)
  }

  /** @throws GraphError where Meta edits none of its state */
  edit(id: string, written: unknown): boolean {
    const found = this.#all.find((each) => each.id === id)
    if (!found) return false
    const { components, category } = read(change, written)
    checkExamples(components ?? [])
    if (!['APPROVED', 'REJECTED', 'PAUSED'].includes(found.status))
      throw new GraphError(100, `A template that is ${found.status} cannot be edited.`)
    if (category !== undefined && category !== found.category && found.status === 'APPROVED')
      throw new GraphError(100, 'The category of an approved template cannot be changed.')
    const { status, reason } = this.#verdicts.get(found.name) ?? approved
    Object.assign(found, {
      ...(components && { components }),
      ...(category && { category }),
      status,
      rejected_reason: reason,
    })
    return true
  }

  remove({ name, id }: { name?: string; id?: string }): boolean {
    const gone = this.#all.filter((each) => (id === undefined ? each.name === name : each.id === id))
    for (const each of gone) this.#all.splice(this.#all.indexOf(each), 1)
    return gone.length > 0
  }

  /** Those in this state, with this name, or all; in pages. */
  page({ name, status, limit, after }: { name?: string; status?: string; limit: number; after?: string }) {
    const asked = this.#all.filter(
      (each) =>
        (name === undefined || each.name === name) && (status === undefined || each.status === status),
    )
    const start = after === undefined ? 0 : Number(Buffer.from(after, 'base64url').toString())
    const data = asked.slice(start, start + limit)
    const cursor = (place: number) => Buffer.from(String(place)).toString('base64url')
    return {
      data,
      cursors: { before: cursor(start), after: cursor(start + data.length) },
      isLast: start + data.length >= asked.length,
    }
  }

  has(id: string): boolean {
    return this.#all.some((each) => each.id === id)
  }

  /**
   * The template that may be sent; undefined for a name of which nothing is known, where any is taken.
   * @throws GraphError 132001 where there is none that was approved in this language, 132015 paused, 132016 disabled
   */
  toSend(name: string, language: string): Shelved | undefined {
    if (this.#takesAny && !this.#all.some((each) => each.name === name)) return undefined
    const found = this.#find(name, language)
    if (found?.status === 'PAUSED')
      throw new GraphError(132015, `Template ${name} is paused due to low quality.`)
    if (found?.status === 'DISABLED') throw new GraphError(132016, `Template ${name} is disabled.`)
    if (found?.status === 'APPROVED') return found
    throw new GraphError(132001, `template name (${name}) does not exist in ${language}`)
  }

  /** Gives templates of this name a state, also those that are yet to be handed in. */
  rule(name: string, status: string, reason: string): void {
    this.#verdicts.set(name, { status, reason })
    for (const each of this.#all)
      if (each.name === name) Object.assign(each, { status, rejected_reason: reason })
  }

  category(name: string): string | undefined {
    return this.#all.find((each) => each.name === name)?.category.toLowerCase()
  }

  #put(form: z.infer<typeof creation>): Shelved {
    const { status, reason } = this.#verdicts.get(form.name) ?? approved
    const shelved = { id: String(randomInt(1e14, 2e14)), ...form, status, rejected_reason: reason }
    this.#all.push(shelved)
    return shelved
  }

  #find(name: string, language: string): Shelved | undefined {
    return this.#all.find((each) => each.name === name && each.language === language)
  }
}

/** Templates that were written the short way, in Meta's own form. */
export function formsOf(definitions: Record<string, TemplateDefinition>): object[] {
  return Object.entries(definitions).map(
    ([name, { body, buttons = [], language = 'es', category = 'utility' }]) => ({
      name,
      language,
      category: category.toUpperCase(),
      components: [
        { type: 'BODY', text: body, example: { body_text: [['x']] } },
        ...(buttons.length > 0
          ? [{ type: 'BUTTONS', buttons: buttons.map((text) => ({ type: 'QUICK_REPLY', text })) }]
          : []),
      ],
    }),
  )
}

/** `POST /sandbox/templates {name, status, reason?}`: what Meta says of a template, now and whenever it is handed in. */
export function templateControls(shelves: Map<string, TemplateShelf>): Router {
  const router = new Router()
  router.post('/sandbox/templates', (ctx) => {
    const { success, data, error } = ruling.safeParse(ctx.request.body)
    if (!success) {
      const [issue] = error.issues
      throw new InvalidRequestError(String(issue?.path[0] ?? 'name'), issue?.message ?? 'cannot be read')
    }
    for (const shelf of shelves.values()) shelf.rule(data.name, data.status, data.reason)
    ctx.body = data
  })
  return router
}

const approved = { status: 'APPROVED', reason: 'NONE' }

const status = z.enum(['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'IN_APPEAL'])
const ruling = z.strictObject({
  name: z.string().min(1),
  status,
  reason: z.string().min(1).default('NONE'),
})
