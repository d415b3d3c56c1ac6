import { z } from 'zod'
import type { Businesses } from './businesses.ts'
import { chatOf } from './chat.ts'
import type { Chats } from './chats.ts'

/**
 * Takes a webhook payload from elsewhere as if these customers had just written here: their messages join their chats
 * and open the 24 h window, so that they can be answered. What is not a customer's message is left out.
 */
export async function takeReplayed(chats: Chats, businesses: Businesses, payload: unknown): Promise<void> {
  for (const { name, number, message } of messagesIn(payload)) {
    const business = businesses.withNumber(number) ?? businesses.first
    await chats.change(chatOf(message.from, business), (change) => {
      if (chats.find(message.id)) return
      if (name) change.customer.name = name
      const text = message.text?.body ?? ''
      const at = Math.min(Number(message.timestamp) * 1000, change.at)
      change.add('customer', { type: message.type, text, options: [] }, { id: message.id, at })
    })
  }
}

const payloadSchema = z.looseObject({
  entry: z.array(z.looseObject({ changes: z.array(z.looseObject({ value: z.unknown() })) })),
})

const valueSchema = z.looseObject({
  metadata: z.looseObject({ phone_number_id: z.string() }).optional().catch(undefined),
  contacts: z
    .array(
      z.looseObject({
        wa_id: z.string().optional(),
        profile: z.looseObject({ name: z.string() }).optional(),
      }),
    )
    .default([]),
  messages: z.array(z.unknown()),
})

const messageSchema = z.looseObject({
  from: z.string().regex(/^\d{8,15}$/),
  id: z.string().max(500),
  timestamp: z.string().regex(/^\d{1,12}$/),
  type: z.string(),
  text: z.looseObject({ body: z.string() }).optional().catch(undefined),
})

function messagesIn(
  payload: unknown,
): { name: string | undefined; number: string | undefined; message: z.infer<typeof messageSchema> }[] {
  const entries = payloadSchema.safeParse(payload).data?.entry ?? []
  const values = entries.flatMap(({ changes }) =>
    changes.map(({ value }) => valueSchema.safeParse(value).data),
  )
  return values.flatMap((value) =>
    (value?.messages ?? []).flatMap((item) => {
      const message = messageSchema.safeParse(item).data
      if (!message) return []
      const contact = value?.contacts.find(({ wa_id }) => wa_id === message.from)
      return [{ name: contact?.profile?.name, number: value?.metadata?.phone_number_id, message }]
    }),
  )
}
