import type { Webhook } from './change.ts'

/** Every key of the sandbox's documents. */
export const keys = {
  clock: ['clock'],
  customer: (phone: string) => ['customer', phone],
  customers: { start: ['customer'], end: ['customer', ':'] },
  message: (phone: string, number: number) => ['message', phone, number],
  messages: (phone: string, from: number) => ({
    start: ['message', phone, from],
    end: ['message', phone, Infinity],
  }),
  newestFirst: (phone: string) => ({
    start: ['message', phone, Infinity],
    end: ['message', phone],
    reverse: true,
  }),
  id: (id: string) => ['id', id],
  webhook: ({ phone, message, step }: Webhook) => ['webhook', phone, message, step],
  webhooks: { start: ['webhook'], end: ['webhook', ':'] },
}
