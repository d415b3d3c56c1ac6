/**
 * What a refusal by Graph means for the one who sends:
 *
 * - `transient`: it passes by itself; try again, later and later
 * - `throttled`: too fast for `scope`; slow that down and try again
 * - `message`: this message can never be sent; others can
 * - `customer`: this customer takes none of this kind
 * - `account`: nothing of this account, or number, leaves until a person mends it
 * - `ours`: the request itself is wrong
 */
export type ErrorClass = 'transient' | 'throttled' | 'message' | 'customer' | 'account' | 'ours'

/** What a refusal concerns: this customer with this number, the number, a template, or the app with all its numbers. */
export type Scope = 'pair' | 'number' | 'template' | 'app'

export interface Classified {
  class: ErrorClass
  scope?: Scope
}

/**
 * Classes Graph's code. HTTP statuses do not tell (Meta answers 400 and 403 to the same code), so the status only counts
 * where the code is unknown or missing; a refusal without a code did not come from Graph, so something is wrong with the
 * way there.
 */
export function classify(code: number | undefined, httpStatus = 400): Classified {
  const known = code === undefined ? undefined : (classes.get(code) ?? inRange(code))
  if (known) return known
  if (httpStatus === 429) return { class: 'throttled', scope: 'app' }
  if (httpStatus >= 500) return { class: 'transient' }
  return code === undefined ? { class: 'account', scope: 'app' } : { class: 'message' }
}

/** Whether it is one of Meta's codes that are known by themselves: there are about a hundred. */
export function isKnown(code: number): boolean {
  return classes.has(code)
}

const classes = new Map<number, Classified>([
  ...all({ class: 'transient' }, [1, 2, 131000, 131016, 133004, 134101]),
  // 131057: the number is being moved to a higher throughput, about a minute. 2494100: it is in maintenance.
  ...all({ class: 'transient', scope: 'number' }, [131057, 133015, 2494100]),
  ...all({ class: 'throttled', scope: 'app' }, [4, 80007]),
  ...all({ class: 'throttled', scope: 'number' }, [130429, 131208, 133008, 133009, 133016]),
  ...all({ class: 'throttled', scope: 'pair' }, [131056]),
  // A paused template runs again by itself after 3 or 6 hours.
  ...all({ class: 'throttled', scope: 'template' }, [132015, 132069]),
  // 131049: Meta chose not to deliver it to this customer now. 131026: not on WhatsApp, or Meta does not say why.
  ...all(
    { class: 'message' },
    [
      130472, 130497, 130501, 131014, 131020, 131021, 131026, 131030, 131041, 131047, 131049, 131052, 131053,
      131060, 131062, 132005, 137000, 1752041,
    ],
  ),
  ...all({ class: 'customer', scope: 'pair' }, [131050]),
  ...all(
    { class: 'account', scope: 'app' },
    [0, 3, 10, 190, 368, 131005, 131031, 131042, 131044, 131064, 134011],
  ),
  ...all({ class: 'account', scope: 'number' }, [33, 131037, 131045, 131048, 133000, 133006, 133010]),
  ...all(
    { class: 'ours', scope: 'template' },
    [132000, 132001, 132007, 132008, 132012, 132016, 132018, 132068, 134102],
  ),
  ...all(
    { class: 'ours' },
    [
      100, 131008, 131009, 131051, 131055, 131059, 131063, 133005, 134100, 135000, 136025, 2388019, 2388040,
      2388047, 2388072, 2388073, 2388293, 2388299,
    ],
  ),
])

function all(classified: Classified, codes: number[]): [number, Classified][] {
  return codes.map((code) => [code, classified])
}

function inRange(code: number): Classified | undefined {
  // Permissions that were never granted or were taken away.
  if (code >= 200 && code <= 299) return { class: 'account', scope: 'app' }
  // Groups, and calls.
  if ((code >= 131201 && code <= 131215) || (code >= 138000 && code <= 138018)) return { class: 'message' }
  // Flows, the block list, user names.
  if ((code >= 139000 && code <= 139103) || (code >= 147001 && code <= 147005)) return { class: 'ours' }
  return undefined
}
