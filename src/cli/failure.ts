/** A command did what it could and it was not enough: the sentence goes to stderr, and it exits with 1. */
export class CommandFailure extends Error {
  override name = 'CommandFailure' as const
}
