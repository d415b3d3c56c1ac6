import type { Business } from '../src/sandbox/payload.ts'

/** Who everybody in the bench is: nothing here is a secret of anyone. */
export const business: Business = {
  phoneNumberId: '123456789',
  displayPhoneNumber: '59899000000',
  businessAccountId: '102290129340398',
}

export const appSecret = 'app secret of the bench'
export const accessToken = 'access-token-of-the-bench'
export const apiVersion = 'v25.0'

/** Meta's id of a message, as long as its own are; it names the customer, so that a copied conversation has ids of its own. */
export function newWamid(phone: string): string {
  return `wamid.HBgL${phone}FQIAEhgU${Math.random().toString(36).slice(2).padEnd(28, '0').slice(0, 28)}A=`
}

/** Milliseconds on a clock that all processes of this machine share, and that nobody sets. */
export function monotonic(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
