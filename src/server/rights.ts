import { z } from 'zod'
import { isoIn } from '../agenda/zone.ts'
import { showConsent, showRecalls } from '../conversation/consent.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import { showReadings } from '../conversation/odometer.ts'
import { vehiclesOf } from '../conversation/vehicles.ts'
import type { Store } from '../store/store.ts'
import type { Customers } from './customers.ts'
import { customer } from './parts.ts'
import type { Routes } from './routes.ts'
import { exported } from './shapes.ts'
import { showTranscript } from './show.ts'

interface Options {
  store: Store<Conversation, Message>
  customers: Customers
}

/** What a customer may ask of the workshop by law: all that is stored of them, and that it be deleted. */
export function rights(routes: Routes, { store, customers }: Options): void {
  const params = z.object({ customer })

  routes.add(
    'get',
    '/customers/:customer/export',
    {
      tag: 'customers',
      summary: 'Gives all that is stored of a customer.',
      params,
      answers: { 200: { what: 'All of it, as a file to save.', schema: exported } },
    },
    async (ctx, { reception, params }) => {
      const { workshop } = reception.house
      const conversation = await customers.known(workshop, params.customer)
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
        ...showConsent(conversation, workshop),
        recalls: showRecalls(conversation, workshop),
        kilometres: showReadings(conversation, workshop),
        appointments,
        messages: showTranscript(conversation, messages, workshop),
      }
    },
  )

  routes.add(
    'delete',
    '/customers/:customer',
    {
      tag: 'customers',
      summary: 'Forgets a customer.',
      description: 'Conversation, messages, files and name go; what they had ahead is cancelled.',
      params,
      answers: { 204: { what: 'Nothing of them is stored any more.' } },
    },
    async (ctx, { reception, params }) => {
      const { key } = await customers.known(reception.house.workshop, params.customer)
      await reception.forget(key)
      ctx.status = 204
    },
  )
}
