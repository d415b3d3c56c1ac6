import type { LineCounter, YAMLParseError } from 'yaml'
import type { Problem } from './yaml.ts'

/** What YAML's parser found, in words for who wrote the file; the slips that people make get their own. */
export function syntaxProblems(source: string, lines: LineCounter, errors: YAMLParseError[]): Problem[] {
  const rows = source.split('\n')
  const found = errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0])
    const row = rows[line - 1] ?? ''
    return {
      problem: { line, column: col, where: '', what: sentence(error, row), rule: 'yaml-syntax' },
      isTab: tab.test(row),
    }
  })
  // A tab spoils whatever follows it.
  const first = found.find(({ isTab }) => isTab)
  return first ? [{ ...first.problem, what: noTabs }] : found.map(({ problem }) => problem)
}

/** `name:Taller`, as it was meant: `name: Taller`; undefined if that is not what is wrong. */
export function withSpace(written: string): string | undefined {
  const [, key, value] = written.match(/^\s*(?:- +)?([\w-]+):([^\s:].*)$/s) ?? []
  return key && value && `${key}: ${value}`
}

const tab = /^ *\t/
const noTabs = 'this line begins with a tab; use spaces instead of tabs, here and in the whole file'
const hint = '; check the spaces, quotes and brackets here and on the line before'

function sentence({ code, message }: YAMLParseError, row: string): string {
  const meant = withSpace(row.trimEnd())
  if (code === 'DUPLICATE_KEY') return 'this key stands twice; keep one of them'
  if (meant && (code === 'MISSING_CHAR' || code === 'MULTILINE_IMPLICIT_KEY'))
    return `there is no space after the colon; write ${meant}`
  if (code === 'BLOCK_AS_IMPLICIT_KEY')
    return 'this line has a second colon; put the whole text after the first one in quotes'
  if (code === 'UNEXPECTED_TOKEN' && message.endsWith('at node end'))
    return 'the value ends before this; put the whole text in quotes'
  if (code === 'BAD_SCALAR_START') return 'a text cannot begin with this sign; put the whole text in quotes'
  return `${message}${hint}`
}
