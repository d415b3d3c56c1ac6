import Router from '@koa/router'
import { GraphError } from './refusal.ts'
import { TemplateShelf } from './templateShelf.ts'

/** A shelf of templates for each business account. */
export type Shelves = Map<string, TemplateShelf>

/** @param forms templates in Meta's own form, which each account has, approved; without them names that it has not are taken, too */
export function stockShelves(accounts: string[], forms: object[] | undefined): Shelves {
  return new Map(accounts.map((account) => [account, new TemplateShelf(forms ?? [], forms === undefined)]))
}

/** Has Meta approve what it does not have yet, as a workshop would have done before it uses it. */
export function restockShelves(shelves: Shelves, forms: object[]): void {
  for (const shelf of shelves.values()) shelf.add(forms)
}

/**
 * Meta's doors to templates: `GET`, `POST` and `DELETE /{version}/{business account}/message_templates`, and
 * `POST /{version}/{template id}`. What is none of them goes on.
 */
export function templateDoors(shelves: Shelves, authorize: (header: string) => void): Router {
  const router = new Router()

  router.use('/:version/:account/message_templates', (ctx, next) => {
    authorize(ctx.get('authorization'))
    ctx.state.shelf = shelves.get(String(ctx.params.account))
    if (ctx.state.shelf) return next()
    throw new GraphError(
      100,
      `Unsupported request. Object with ID '${ctx.params.account}' does not exist or does not support it.`,
    )
  })

  router.get('/:version/:account/message_templates', (ctx) => {
    const shelf: TemplateShelf = ctx.state.shelf
    const { name, status, after } = ctx.query
    const limit = Math.min(Math.max(Number(ctx.query.limit ?? 25) || 25, 1), 250)
    const { data, cursors, isLast } = shelf.page({
      limit,
      ...(typeof name === 'string' && { name }),
      ...(typeof status === 'string' && { status }),
      ...(typeof after === 'string' && { after }),
    })
    const query = new URLSearchParams({ limit: String(limit), after: cursors.after })
    const next = `${ctx.protocol}://${ctx.host}${ctx.path}?${query}`
    ctx.body = { data, paging: { cursors, ...(!isLast && { next }) } }
  })

  router.post('/:version/:account/message_templates', (ctx) => {
    const shelf: TemplateShelf = ctx.state.shelf
    const { id, status, category } = shelf.create(ctx.request.body)
    ctx.body = { id, status, category }
  })

  router.delete('/:version/:account/message_templates', (ctx) => {
    const shelf: TemplateShelf = ctx.state.shelf
    const { name, hsm_id: id } = ctx.query
    const isGone = shelf.remove({
      ...(typeof name === 'string' && { name }),
      ...(typeof id === 'string' && { id }),
    })
    if (!isGone) throw new GraphError(100, 'There is no such template.')
    ctx.body = { success: true }
  })

  router.post('/:version/:template', (ctx, next) => {
    const id = String(ctx.params.template)
    const shelf = [...shelves.values()].find((each) => each.has(id))
    if (!shelf) return next()
    authorize(ctx.get('authorization'))
    shelf.edit(id, ctx.request.body)
    ctx.body = { success: true }
  })

  return router
}
