import type { Webhook } from './change.ts'

/** Every key of the sandbox's documents. */
export const keys = {
  clock: ['clock'],
  customer: (chat: string) => ['customer', chat],
  customers: { start: ['customer'], end: ['customer', ':'] },
  message: (chat: string, number: number) => ['message', chat, number],
  messages: (chat: string, from: number) => ({
    start: ['message', chat, from],
    end: ['message', chat, Infinity],
  }),
  newestFirst: (chat: string) => ({
    start: ['message', chat, Infinity],
    end: ['message', chat],
    reverse: true,
  }),
  id: (id: string) => ['id', id],
  file: (id: string) => ['file', id],
  webhook: ({ phone, message, step }: Webhook) => ['webhook', phone, message, step],
  webhooks: { start: ['webhook'], end: ['webhook', ':'] },
}
