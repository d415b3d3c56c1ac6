/** What the Graph API answers when it does not take a request, in Meta's own codes and words. */
export class GraphError extends Error {
  override name = 'GraphError' as const
  readonly code: GraphErrorCode
  /** What exactly was wrong (`error_data.details`). */
  readonly details: string

  constructor(code: GraphErrorCode, details: string) {
    super(code === 190 ? titles[code] : `(#${code}) ${titles[code]}`)
    this.code = code
    this.details = details
  }

  get status(): number {
    return statuses[this.code] ?? 400
  }
}

export type GraphErrorCode = keyof typeof titles

/** A request to `/sandbox` that cannot be done as it stands: 422, and the sentence says what can. */
export class InvalidRequestError extends Error {
  override name = 'InvalidRequestError' as const
  readonly field: string

  constructor(field: string, message: string) {
    super(message)
    this.field = field
  }
}

const titles = {
  100: 'Invalid parameter',
  190: 'Invalid OAuth access token - Cannot parse access token',
  131000: 'Something went wrong',
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
  131047: 'Re-engagement message',
  132000: 'Number of parameters does not match the expected number of params',
  132001: 'Template name does not exist in the translation',
  132012: 'Parameter format does not match format in the created template',
  132015: 'Template is Paused',
  132016: 'Template is Disabled',
}

const statuses: Partial<Record<GraphErrorCode, number>> = { 190: 401, 131000: 500, 132001: 404 }
