import { readFileSync } from 'node:fs'
import { type Document, isAlias, isMap, isNode, isPair, isSeq, LineCounter, parseDocument } from 'yaml'
import type { core, ZodType } from 'zod'
import { schemaSentence } from './schemaSentence.ts'
import { syntaxProblems } from './syntax.ts'

export { nearMiss, quote } from './nearMiss.ts'

/** One thing that is wrong in a file: where (line and column from 1, and the keys that lead there), what, and its cure. */
export interface Problem {
  line: number
  column: number
  where: string
  what: string
  /** Which kind of mistake it is, where that is known. */
  rule?: string
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
  const source = read(file)
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) throw new FileError(file, syntaxProblems(source, lines, document.errors))
  const result = schema.safeParse(plain(file, document), { error: schemaSentence })
  if (result.success) return result.data
  throw new FileError(
    file,
    result.error.issues.flatMap((issue) => problems(document, lines, issue)),
  )
}

/** What is wrong with the value at a path of a file that was read before: only beside another file does it show. */
export function problemAt(file: string, path: readonly string[], what: string): FileError {
  const lines = new LineCounter()
  const document = parseDocument(read(file), { lineCounter: lines, prettyErrors: false })
  return new FileError(file, [{ ...locate(document, lines, path), where: path.join('.'), what }])
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

function line(file: string, { line, column, where, what }: Problem): string {
  return `${file}${line > 0 ? `:${line}:${column}` : ''}${where ? ` ${where}` : ''}: ${what}`
}

function read(file: string): string {
  const source = bytes(file).toString('utf8')
  // What another encoding left, or an editor that took one for the other and saved the file.
  const unreadable = source.indexOf('\ufffd')
  if (unreadable < 0) return source
  const before = source.slice(0, unreadable).split('\n')
  const what =
    'a letter here cannot be read; save the file as UTF-8, and write this letter again if it is lost'
  throw new FileError(file, [{ line: before.length, column: before.at(-1)!.length + 1, where: '', what }])
}

function bytes(file: string): Buffer {
  try {
    return readFileSync(file)
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
    ...ruleOf(issue),
  })
  if (issue.code === 'invalid_key') return [problem(issue.path, issue.message, 'key')]
  if (issue.code !== 'unrecognized_keys') return [problem(issue.path, issue.message)]
  const whats = issue.message.split('\n')
  return issue.keys.map((key, index) => problem([...issue.path, key], whats[index] ?? issue.message, 'key'))
}

/** A check of our own says which kind of mistake it found. */
function ruleOf(issue: core.$ZodIssue): { rule?: string } {
  const rule = issue.code === 'custom' ? issue.params?.rule : undefined
  return typeof rule === 'string' ? { rule } : {}
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
