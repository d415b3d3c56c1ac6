import type { Settings } from '../settings.ts'
import { BusinessAccount } from '../whatsapp/account.ts'
import type { Credentials } from './credentials.ts'

/** The business account of a workshop at Meta, or what is still missing to ask it, a sentence. */
export function accountOf(
  {
    accessToken,
    businessAccountId,
    missing,
  }: Pick<Credentials, 'accessToken' | 'businessAccountId' | 'missing'>,
  { apiUrl, apiVersion }: Pick<Settings, 'apiUrl' | 'apiVersion'>,
): BusinessAccount | string {
  const numberless = missing.find((each) => each.includes('has no number'))
  if (businessAccountId === undefined)
    return `Meta’s templates cannot be asked for: ${numberless ?? 'WHATSAPP_BUSINESS_ACCOUNT_ID is not set. Your app > WhatsApp > API Setup shows it.'}`
  if (accessToken === undefined)
    return 'Meta’s templates cannot be asked for: the access token is not set. It needs the permission whatsapp_business_management.'
  return new BusinessAccount({ accessToken, businessAccountId, apiUrl, apiVersion })
}
