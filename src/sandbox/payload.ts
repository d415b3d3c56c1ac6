import { createHmac } from 'node:crypto'
import type { Customer } from './chat.ts'

/** The workshop's number, as Meta names it. */
export interface Business {
  phoneNumberId: string
  displayPhoneNumber: string
  businessAccountId: string
}

/** The webhook that tells of a customer's message; `content` is its `type` and the member named after it. */
export function messagePayload(
  business: Business,
  customer: Customer,
  message: { id: string; at: number; content: object },
): object {
  return payload(business, {
    contacts: contacts(customer),
    messages: [{ from: customer.phone, id: message.id, timestamp: seconds(message.at), ...message.content }],
  })
}

export const deliveryStatuses = ['sent', 'delivered', 'read'] as const

export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** Why a message failed, in Meta's words. */
export interface Failure {
  code: number
  title: string
}

/** The webhook that tells how far a message of the workshop came. Meta gives the price with `sent` and `delivered`. */
export function statusPayload(
  business: Business,
  customer: Customer,
  message: {
    id: string
    at: number
    status: DeliveryStatus | 'failed'
    category: string
    opaque: string | undefined
    failure?: Failure | undefined
  },
): object {
  const { id, at, status, category, opaque, failure } = message
  return payload(business, {
    // Of one that failed Meta names nobody.
    ...(status !== 'failed' && { contacts: contacts(customer) }),
    statuses: [
      {
        id,
        status,
        timestamp: seconds(at),
        recipient_id: customer.phone,
        ...(opaque !== undefined && { biz_opaque_callback_data: opaque }),
        ...(failure && {
          errors: [{ ...failure, message: failure.title, error_data: { details: failure.title } }],
        }),
        ...((status === 'sent' || status === 'delivered') && {
          pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category },
        }),
      },
    ],
  })
}

/** The webhook that tells how many customers a business may contact in 24 hours; null: any number. */
export function capabilityPayload(account: string, customersADay: number | null): object {
  const value = {
    max_daily_conversations_per_business: customersADay ?? 'TIER_UNLIMITED',
    max_phone_numbers_per_business: 20,
  }
  const time = Math.floor(Date.now() / 1000)
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: account, time, changes: [{ field: 'business_capability_update', value }] }],
  }
}

/** The bytes of a webhook: non-ASCII as lower-case `\uXXXX` and slashes escaped, as Meta writes its JSON. */
export function encodePayload(payload: unknown): Buffer {
  const ascii = JSON.stringify(payload)
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/')
  return Buffer.from(ascii, 'latin1')
}

/** The value of `X-Hub-Signature-256`: HMAC-SHA256 of the raw bytes under the app secret. */
export function sign(bytes: Buffer, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}`
}

function payload(business: Business, value: object): object {
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: business.businessAccountId,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: {
                display_phone_number: business.displayPhoneNumber,
                phone_number_id: business.phoneNumberId,
              },
              ...value,
            },
          },
        ],
      },
    ],
  }
}

function contacts(customer: Customer): object[] {
  return [{ profile: { name: customer.name }, wa_id: customer.phone }]
}

function seconds(at: number): string {
  return String(Math.floor(at / 1000))
}
