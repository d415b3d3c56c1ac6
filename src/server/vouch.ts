import { isSignedBy } from '../whatsapp/signature.ts'
import type { Credentials } from '../workshops/credentials.ts'
import type { Numbers } from '../workshops/numbers.ts'
import { accountsOf, numbersOf } from './accounts.ts'

export interface Arrived {
  raw: Buffer
  /** `X-Hub-Signature-256`. */
  signature: string | undefined
  /** Whose URL it came to, if it came to one of a workshop's own. */
  workshop: string | undefined
}

/** What a webhook says, and the workshops with whose secret it was signed: it is to be believed of their numbers alone. */
export interface Vouched {
  payload: unknown
  by: Credentials[]
}

/**
 * Judges a webhook's bytes by the secret of whose URL they came to, or of whose business accounts they are about.
 * @returns the status to refuse it with: 401 without a right signature, 400 when it is no JSON, 503 while the secret is unknown
 */
export function vouch(numbers: Numbers, { raw, signature, workshop }: Arrived): Vouched | 401 | 400 | 503 {
  const isForAnyone = numbers.areMany && workshop === undefined
  // Nobody has vouched for it yet: it only tells whose secret is to be tried.
  const claimed = isForAnyone ? parse(raw) : undefined
  const signers = isForAnyone ? numbers.owning(accountsOf(claimed)) : numbers.named(workshop)
  if (signers.length > 0 && signers.every(({ appSecrets }) => appSecrets.length === 0)) return 503
  const by = signers.filter(({ appSecrets }) => isSignedBy(appSecrets, raw, signature))
  if (by.length === 0) return 401
  const payload = isForAnyone ? claimed : parse(raw)
  return payload === undefined ? 400 : { payload, by }
}

/** Whose share of the server it takes: of several workshops in one account, of those whose numbers it names. */
export function addressees({ payload, by }: Vouched): string[] {
  const named = by.length > 1 ? numbersOf(payload) : undefined
  const meant = named && by.filter(({ phoneNumberId = '' }) => named.has(phoneNumberId))
  return (meant?.length ? meant : by).map(({ workshop }) => workshop)
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    return undefined
  }
}
