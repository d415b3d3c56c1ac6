import { type Classified, classify, type ErrorClass, type Scope } from './codes.ts'

/** A message breaks a limit of Meta's, so it was not sent. Shorten it, or offer less. */
export class MessageLimitError extends Error {
  override name = 'MessageLimitError' as const
  /** Where in the message, such as `text.body`. */
  readonly field: string
  /** What Meta wants there. */
  readonly limit: string
  /** How long the value is: UTF-16 units of a text, items of a list. */
  readonly length: number

  constructor(field: string, limit: string, length: number) {
    super(
      `Meta wants ${limit} in '${field}', which has a length of ${length}; change the message and send it again.`,
    )
    this.field = field
    this.limit = limit
    this.length = length
  }
}

/** Graph read the request and refused it: nothing was sent. `class` says what to do. */
export class GraphError extends Error {
  override name = 'GraphError' as const
  /** Undefined when the refusal carries none: then it is not Graph's own. */
  readonly code: number | undefined
  readonly class: ErrorClass
  readonly scope: Scope | undefined
  /** Meta's explanation, without anything that looks like a phone number or a token. */
  readonly details: string
  /** What Meta's support asks for. */
  readonly fbtraceId: string | undefined

  constructor(refusal: {
    httpStatus: number
    code?: number | undefined
    details?: string | undefined
    fbtraceId?: string | undefined
  }) {
    const { httpStatus, code, fbtraceId } = refusal
    const classified = classify(code, httpStatus)
    const details = redacted(refusal.details ?? 'no explanation')
    const what = code === undefined ? `with HTTP ${httpStatus} and no code` : `with code ${code}`
    super(`Graph refused the request ${what} (${details}). ${advise(code, classified)}`)
    this.code = code
    this.class = classified.class
    this.scope = classified.scope
    this.details = details
    this.fbtraceId = fbtraceId
  }
}

/** The request never left: no name, no connection, no TLS. Sending it again cannot send it twice. */
export class NotSentError extends Error {
  override name = 'NotSentError' as const

  constructor(host: string, cause: unknown) {
    super(
      `Nothing was sent, because ${host} could not be reached (${summary(cause)}); it can be sent again.`,
      { cause },
    )
  }
}

/** The request left, and no answer says what became of it: sending it again may send it twice. */
export class UnknownOutcomeError extends Error {
  override name = 'UnknownOutcomeError' as const

  constructor(host: string, cause: unknown) {
    super(
      `The request left, but no answer of ${host} says what became of it (${summary(cause)}); wait for a status before sending it again.`,
      { cause },
    )
  }
}

const advice: Record<ErrorClass, string> = {
  transient: 'This passes by itself: send it again in a while.',
  throttled: 'Send more slowly, and send this again in a while.',
  message: 'This message cannot be sent as it is; others can.',
  customer: 'This customer does not take such messages: send them no more of the kind.',
  account: 'Nothing can be sent until this is put right in Meta Business Manager or in the settings.',
  ours: 'The request itself is wrong: correct it before sending it again.',
}

const specificAdvice = new Map<number | undefined, string>([
  [undefined, 'This is not an answer of Graph: check WHATSAPP_API_URL, and any proxy on the way.'],
  [0, 'Put a new access token into WHATSAPP_ACCESS_TOKEN.'],
  [190, 'Put a new access token into WHATSAPP_ACCESS_TOKEN.'],
  [33, 'Check WHATSAPP_PHONE_NUMBER_ID: this token sees no such number.'],
  [131030, 'Add the phone to the recipients of the test number, in API Setup.'],
  [131042, 'Add or mend the payment method in Meta Business Manager.'],
  [131047, 'The customer last wrote more than 24 hours ago: send a template.'],
  [132001, 'Create the template in this language, or wait until Meta approves it.'],
  [133010, 'Register the number in API Setup.'],
])

function advise(code: number | undefined, classified: Classified): string {
  const isSpecific = code !== undefined || classified.class === 'account'
  return (isSpecific && specificAdvice.get(code)) || advice[classified.class]
}

/** Meta repeats what it was given in some of its messages: numbers and tokens are taken out, and length is bounded. */
function redacted(text: string): string {
  return text
    .replace(/[\w-]{25,}/g, '…')
    .replace(/\+?\d[\d\s().-]{6,}\d/g, '…')
    .slice(0, 300)
}

function summary(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const { code } = cause as NodeJS.ErrnoException
  return code ?? cause.message
}
