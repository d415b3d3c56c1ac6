import { randomBytes } from 'node:crypto'
import type { Credentials } from './credentials.ts'
import type { WorkshopNumber } from './number.ts'

/** Nobody outside this process needs to know them. As with one app at Meta, they are the same for all its numbers. */
export const stageSecrets = {
  accessToken: randomBytes(24).toString('base64url'),
  appSecret: randomBytes(24).toString('base64url'),
}

/** What the number of a workshop is called in the sandbox, by its place among them: its own ids, or ids made up. */
export function stageNumber(number: WorkshopNumber | undefined, place: number) {
  return {
    phoneNumberId: number?.phoneNumberId ?? String(firstNumber + 2 * place),
    businessAccountId: number?.businessAccountId ?? String(firstNumber + 2 * place + 1),
    displayPhoneNumber: String(firstPhone + place),
  }
}

export function stageCredentials(
  workshop: string,
  number: WorkshopNumber | undefined,
  place: number,
  verifyToken: string,
): Credentials {
  const { phoneNumberId, businessAccountId } = stageNumber(number, place)
  const { accessToken, appSecret } = stageSecrets
  return {
    workshop,
    missing: [],
    verifyToken,
    appSecrets: [appSecret],
    accessToken,
    phoneNumberId,
    businessAccountId,
  }
}

const firstNumber = 100_000_000_000_001
const firstPhone = 59_899_000_000
