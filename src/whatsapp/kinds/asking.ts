import { z } from 'zod'
import { type Interactive, interactive } from './interactive.ts'
import { Body } from './parts.ts'

export type AskLocationBody = Interactive<typeof AskLocation>
export type AskPhoneBody = Interactive<typeof AskPhone>
export type AskCallBody = Interactive<typeof AskCall>

/** Asks with a button where the customer is. */
export function askLocation(body: string): AskLocationBody {
  return interactive(AskLocation, {
    type: 'location_request_message',
    body: { text: body },
    action: { name: 'send_location' },
  })
}

/** Asks a customer whose phone is hidden for it. */
export function askPhone(body: string): AskPhoneBody {
  return interactive(AskPhone, {
    type: 'request_contact_info',
    body: { text: body },
    action: { name: 'request_contact_info' },
  })
}

/** Asks whether the workshop may call on WhatsApp. */
export function askCall(body: string): AskCallBody {
  return interactive(AskCall, {
    type: 'call_permission_request',
    body: { text: body },
    action: { name: 'call_permission_request' },
  })
}

export const AskLocation = asking('location_request_message', 'send_location')
export const AskPhone = asking('request_contact_info', 'request_contact_info')
export const AskCall = asking('call_permission_request', 'call_permission_request')

function asking<Type extends string, Name extends string>(type: Type, name: Name) {
  return z.strictObject({
    type: z.literal(type),
    body: Body,
    action: z.strictObject({ name: z.literal(name) }),
  })
}
