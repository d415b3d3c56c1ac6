import type Router from '@koa/router'
import type { Workshop } from '../agenda/workshop.ts'
import { isoIn } from '../agenda/zone.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import type { Engine } from '../conversation/engine.ts'
import { vehiclesOf } from '../conversation/vehicles.ts'
import type { Store } from '../store/store.ts'
import { chosen } from './chosen.ts'
import { showConversation } from './show.ts'

interface Options {
  engine: Engine
  store: Store<Conversation, Message>
  /** The customer who is known by our key or by a phone; else 404. */
  known: (workshop: Workshop, customer: string) => Promise<Conversation>
}

/** What a customer may ask of the workshop by law: all that is stored of them, and that it be deleted. */
export function rights(router: Router, { engine, store, known }: Options): void {
  router.get('/customers/:customer/export', async (ctx) => {
    const { workshop } = chosen(engine, ctx).house
    const conversation = await known(workshop, ctx.params.customer!)
    const { key, aliases, phone, userId, name, saidName, language } = conversation
    const { optedOut, noMarketing, lastHeardAt, notice } = conversation
    const appointments = []
    let cursor: string | undefined
    do {
      const page = await store.appointments(workshop.id, {
        limit: 500,
        keep: ({ customer }) => customer === key,
        ...(cursor && { cursor }),
      })
      appointments.push(...page.items)
      cursor = page.next ?? undefined
    } while (cursor)
    const messages = await store.messages(workshop.id, key, { limit: conversation.last.message })
    ctx.attachment(`${key}.json`)
    ctx.type = 'application/json'
    ctx.body = {
      customer: key,
      workshop: { id: workshop.id, name: workshop.name },
      name,
      saidName: saidName ?? null,
      phone,
      userId,
      knownBy: aliases,
      language: language ?? null,
      vehicles: vehiclesOf(conversation),
      optedOut,
      noMarketing: noMarketing ?? false,
      lastHeardAt: lastHeardAt === null ? null : isoIn(workshop.zone, lastHeardAt),
      ...(notice && {
        notice: {
          text: notice.text,
          at: isoIn(workshop.zone, notice.at),
          message: `${key}.${notice.message}`,
        },
      }),
      appointments,
      messages: showConversation(conversation, messages, workshop).messages,
    }
  })

  router.delete('/customers/:customer', async (ctx) => {
    const reception = chosen(engine, ctx)
    const { key } = await known(reception.house.workshop, ctx.params.customer!)
    await reception.forget(key)
    ctx.status = 204
  })
}
