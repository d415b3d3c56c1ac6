/** The WhatsApp Cloud API: a client, builders for what it sends, and the errors it throws. */
export { type ClientOptions, type SendOptions, WhatsAppClient } from './client.ts'
export type { ErrorClass, Scope } from './codes.ts'
export { GraphError, MessageLimitError, NotSentError, UnknownOutcomeError } from './errors.ts'
export { DownloadError, FileTooLargeError, WrongFileError } from './fileErrors.ts'
export { fit } from './fit.ts'
export * from './messages.ts'
