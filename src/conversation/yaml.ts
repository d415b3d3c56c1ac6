import { readFileSync } from 'node:fs'
import { type Document, isAlias, isMap, isNode, isPair, isSeq, LineCounter, parseDocument } from 'yaml'
import type { core, ZodType } from 'zod'

/** One thing that is wrong in a file: where (line and column from 1, and the keys that lead there), what, and its cure. */
export interface Problem {
  line: number
  column: number
  where: string
  what: string
}

/** A file that a person has to mend; the message has a line for each problem, in the order of the file. */
export class FileError extends Error {
  override name = 'FileError' as const
  readonly file: string
  readonly problems: Problem[]

  constructor(file: string, problems: Problem[], options?: ErrorOptions) {
    const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
    super(sorted.map((problem) => line(file, problem)).join('\n'), options)
    this.file = file
    this.problems = sorted
  }
}

/**
 * Reads a YAML file into the shape of `schema`, whose object keys are all known (`strictObject`). All problems are
 * collected: those of syntax first, and once there are none, those of the schema.
 *
 * @throws {FileError}
 */
export function readYaml<T>(file: string, schema: ZodType<T>): T {
  const lines = new LineCounter()
  const document = parseDocument(read(file), { lineCounter: lines, prettyErrors: false })
  const broken = document.errors.map((error) => ({
    ...place(lines, error.pos[0]),
    where: '',
    what:
      error.code === 'DUPLICATE_KEY' ? 'this key stands twice; keep one of them' : `${error.message}${hint}`,
  }))
  if (broken.length > 0) throw new FileError(file, broken)
  const result = schema.safeParse(plain(file, document), { error: sentence })
  if (result.success) return result.data
  throw new FileError(
    file,
    result.error.issues.flatMap((issue) => problems(document, lines, issue)),
  )
}

/** Line and column, from 1, of the value at a path of a document, or of its key; of its nearest parent if it is missing. */
export function locate(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
  which: 'key' | 'value' = 'value',
): { line: number; column: number } {
  let value: unknown = document.contents
  let key: unknown = value
  for (const segment of path) {
    const child = childOf(isAlias(value) ? value.resolve(document) : value, segment)
    if (child === undefined) break
    key = isPair(child) ? child.key : child
    value = isPair(child) ? child.value : child
  }
  // A group of keys begins below its own key, which says better where to look.
  const node = which === 'value' && isNode(value) && !isMap(value) ? value : key
  return place(lines, isNode(node) ? (node.range?.[0] ?? 0) : 0)
}

/** `"minuts"; did you mean "minutes"?`, or what is known if nothing is near. */
export function nearMiss(word: string, known: readonly string[]): string {
  const [nearest] = known
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance)
  if (nearest) return `${quote(word)}; did you mean ${quote(nearest.candidate)}?`
  return `${quote(word)}; here ${known.length > 0 ? `one of these can stand: ${known.join(', ')}` : 'nothing can stand'}`
}

export function quote(value: unknown): string {
  return JSON.stringify(value) ?? String(value)
}

const hint = '; check the spaces, quotes and brackets here and on the line before'

function line(file: string, { line, column, where, what }: Problem): string {
  return `${file}${line > 0 ? `:${line}:${column}` : ''}${where ? ` ${where}` : ''}: ${what}`
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    const what = missing ? 'there is no such file; create it, or check its path' : `cannot be read: ${cause}`
    throw new FileError(file, [{ line: 0, column: 0, where: '', what }], { cause })
  }
}

function plain(file: string, document: Document): unknown {
  try {
    return document.toJS()
  } catch (cause) {
    const what = `${(cause as Error).message}; write the value itself instead of an alias (*)`
    throw new FileError(file, [{ line: 0, column: 0, where: '', what }], { cause })
  }
}

function problems(document: Document, lines: LineCounter, issue: core.$ZodIssue): Problem[] {
  const problem = (path: PropertyKey[], what: string, which: 'key' | 'value' = 'value') => ({
    ...locate(document, lines, path, which),
    // Items of a list go without a number: the line says which one it is.
    where: path.filter((key) => typeof key === 'string').join('.'),
    what,
  })
  if (issue.code === 'invalid_key') return [problem(issue.path, issue.message, 'key')]
  if (issue.code !== 'unrecognized_keys') return [problem(issue.path, issue.message)]
  const whats = issue.message.split('\n')
  return issue.keys.map((key, index) => problem([...issue.path, key], whats[index] ?? issue.message, 'key'))
}

/** What zod found, in words for who wrote the file; of unknown keys a line each. */
function sentence(issue: core.$ZodRawIssue): string | undefined {
  const value = quote(issue.input)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const shape = (issue.inst?._zod.def as { shape?: object } | undefined)?.shape ?? {}
      const known = Object.keys(shape)
      return issue.keys.map((key) => `unknown key ${nearMiss(key, known)}`).join('\n')
    }
    case 'invalid_type': {
      const [noun = issue.expected, cure = ''] = kinds[issue.expected] ?? []
      if (issue.input === undefined) return `is missing; write ${noun}`
      if (issue.input === null) return `is empty; write ${noun}`
      return `${value} is not ${noun}${cure}`
    }
    case 'invalid_key':
      return issue.issues[0]?.message
    case 'invalid_value':
      return `unknown value ${nearMiss(String(issue.input), issue.values.map(String))}`
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'is empty; write a text'
      if (issue.origin === 'array') return 'is an empty list; write one item at least'
      return `${value} is too small; write ${issue.minimum} or more`
    case 'too_big':
      if (issue.origin !== 'string') return `${value} is too big; write ${issue.maximum} or less`
      return `${value} is too long (${String(issue.input).length} characters); write ${issue.maximum} at most`
    default:
      return undefined
  }
}

const group = ['a group of keys, each with its value']
const kinds: Record<string, string[]> = {
  string: ['a text', '; put it in quotes'],
  number: ['a number'],
  int: ['a whole number'],
  object: group,
  record: group,
  array: ['a list', '; write it like [one, two]'],
}

function childOf(container: unknown, key: PropertyKey): unknown {
  if (isSeq(container)) return container.items[Number(key)]
  if (isMap(container)) return container.items.find((pair) => String(pair.key) === String(key))
  return undefined
}

function place(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset)
  return { line, column: col }
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...b].entries()) {
      const change = previous[column]! + (letter === other ? 0 : 1)
      current.push(Math.min(change, previous[column + 1]! + 1, current[column]! + 1))
    }
    previous = current
  }
  return previous.at(-1)!
}
