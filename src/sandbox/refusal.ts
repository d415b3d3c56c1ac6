/** What the Graph API answers when it does not take a request, in Meta's own codes and words. */
export class GraphError extends Error {
  override name = 'GraphError' as const
  readonly code: number
  /** What exactly was wrong (`error_data.details`). */
  readonly details: string

  constructor(code: number, details: string) {
    super(code === 190 ? titleOf(code) : `(#${code}) ${titleOf(code)}`)
    this.code = code
    this.details = details
  }

  get status(): number {
    return statuses[this.code] ?? 400
  }
}

/** Meta's own title of an error. */
export function titleOf(code: number): string {
  return titles[code] ?? 'An error'
}

/** A request to `/sandbox` that cannot be done as it stands: 422, and the sentence says what can. */
export class InvalidRequestError extends Error {
  override name = 'InvalidRequestError' as const
  readonly field: string

  constructor(field: string, message: string) {
    super(message)
    this.field = field
  }
}

const titles: Record<number, string> = {
  0: 'AuthException',
  1: 'An unknown error occurred',
  2: 'Service temporarily unavailable',
  4: 'Application request limit reached',
  10: 'Application does not have permission for this action',
  100: 'Invalid parameter',
  190: 'Invalid OAuth access token - Cannot parse access token',
  368: 'Temporarily blocked for policies violations',
  80007: 'Rate limit issues',
  130429: 'Rate limit hit',
  130472: "User's number is part of an experiment",
  131000: 'Something went wrong',
  131005: 'Access denied',
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
  131016: 'Service unavailable',
  131021: 'Recipient cannot be sender',
  131026: 'Message undeliverable',
  131031: 'Account has been locked',
  131042: 'Business eligibility payment issue',
  131047: 'Re-engagement message',
  131048: 'Spam rate limit hit',
  131049: 'Message not delivered to maintain healthy ecosystem engagement',
  131050: 'User has stopped marketing messages from this business',
  131051: 'Unsupported message type',
  131053: 'Media upload error',
  131056: '(Business Account, Consumer Account) pair rate limit hit',
  131057: 'Account in maintenance mode',
  132000: 'Number of parameters does not match the expected number of params',
  132001: 'Template name does not exist in the translation',
  132012: 'Parameter format does not match format in the created template',
  132015: 'Template is Paused',
  132016: 'Template is Disabled',
}

const statuses: Record<number, number> = {
  0: 401,
  2: 503,
  10: 403,
  190: 401,
  368: 403,
  131000: 500,
  131005: 403,
  131016: 500,
  131031: 403,
  131057: 500,
  132001: 404,
}
