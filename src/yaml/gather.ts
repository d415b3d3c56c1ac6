import { FileError } from './yaml.ts'

/** Several files that a person has to mend; the message has a line for each problem of each. */
export class FilesError extends Error {
  override name = 'FilesError' as const
  readonly errors: FileError[]

  constructor(errors: FileError[]) {
    super(errors.map(({ message }) => message).join('\n'))
    this.errors = errors
  }
}

/**
 * Does the work for each item, and for the others also where one of their files is wrong, so that all that is to be
 * mended is told at once.
 *
 * @throws {FileError | FilesError}
 */
export function gather<Item, Result>(items: Item[], work: (item: Item) => Result): Result[] {
  const errors: FileError[] = []
  const results = items.flatMap((item) => {
    try {
      return [work(item)]
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      errors.push(error)
      return []
    }
  })
  if (errors.length > 1) throw new FilesError(errors)
  if (errors[0]) throw errors[0]
  return results
}
