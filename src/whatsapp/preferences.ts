import { type Fields, fields, identifier, items, readPhone, words } from './fields.ts'
import type { Inbound, Sender } from './inbound.ts'
import { other, recordable } from './record.ts'

/** `user_preferences`: customers who stop marketing messages in WhatsApp itself, or take them again. */
export function readPreferences(lists: Fields, number: string | undefined): Inbound[] {
  return items(lists.user_preferences).map((item) => {
    const { wa_id, user_id, category, value } = fields(item)
    const [phone, userId] = [readPhone(words(wa_id)), identifier(user_id)]
    const sender: Sender = { ...(phone && { phone }), ...(userId && { userId }) }
    const wish = words(value)
    const isKnown = words(category) === 'marketing_messages' && (wish === 'stop' || wish === 'resume')
    if (!isKnown || number === undefined || (!phone && !userId))
      return other('user_preferences', item, number)
    return { kind: 'preference', number, sender, takesMarketing: wish === 'resume', raw: recordable(item) }
  })
}

/**
 * How many customers the numbers of a business may contact outside their windows in 24 hours, as
 * `business_capability_update` and `phone_number_quality_update` say it: a number, or a name such as `TIER_2K`.
 * @returns null for any number; undefined where nothing is said of it
 */
export function readCustomersADay(value: unknown): number | null | undefined {
  const { max_daily_conversations_per_business, max_daily_conversation_per_phone } = fields(value)
  const said = words(max_daily_conversations_per_business ?? max_daily_conversation_per_phone)
  if (said === undefined) return undefined
  if (/UNLIMITED/i.test(said) || said === '-1') return null
  const [, digits, unit] = /^(?:TIER_)?(\d{1,9})(K?)$/i.exec(said) ?? []
  return digits === undefined ? undefined : Number(digits) * (unit ? 1_000 : 1)
}

/** Meta's fields that may say how many customers a business may contact. */
export const capabilityFields = new Set(['business_capability_update', 'phone_number_quality_update'])
