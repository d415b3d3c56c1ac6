import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../../fixtures/webhooks/', import.meta.url)

export type Item = Record<string, unknown>

export interface Webhook {
  object: string
  entry: Entry[]
}

interface Entry {
  id: string
  changes: { field: string; value: Value }[]
}

interface Value extends Item {
  contacts?: Item[]
  messages?: unknown[]
  statuses?: Item[]
  message_echoes?: Item[]
}

/** Names of all payloads of fixtures/webhooks. */
export const names: string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''))

export function webhook(name: string): Webhook {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
}

/** The value of the first change of a payload. */
export function firstValue(payload: Webhook): Value {
  return payload.entry[0]!.changes[0]!.value
}

/** A payload with these messages, from people who are named in these contacts, and with these statuses. */
export function payloadOf(messages: unknown, contacts?: unknown, statuses?: unknown): unknown {
  const value = { metadata: { phone_number_id: '123456789' }, contacts, messages, statuses }
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  }
}

export function textMessage(changes: Item = {}): Item {
  return {
    from: '59899000001',
    id: 'wamid.TEST1',
    timestamp: '1790000000',
    type: 'text',
    text: { body: 'hola' },
    ...changes,
  }
}
