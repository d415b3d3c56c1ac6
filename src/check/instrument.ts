import { isFunction, type Node, type Source, walk } from './source.ts'

/**
 * The source with each object, list, function and call wrapped, so that what they become at run time is known by where it
 * was written: `{ a }` is `__at(7, { a })`. Lines stay where they are.
 */
export function instrument({ text, program }: Source): { text: string; nodes: Node[] } {
  const nodes: Node[] = []
  const opened: Edit[] = []
  const closed: Edit[] = []
  const declared: string[] = []
  for (const node of walk(program)) {
    const { start, end } = node
    if (node.type === 'FunctionDeclaration' && node.id && program.body.some((each) => holds(each, node))) {
      declared.push(`__at(${nodes.length}, ${node.id.name});`)
      nodes.push(node)
    }
    if (!isKept(node) || start == null || end == null) continue
    opened.push({ at: start, text: `__at(${nodes.length}, ` })
    // From the outside in: what closes at one place closes the other way round.
    closed.unshift({ at: end, text: ')' })
    nodes.push(node)
  }
  const edits = [...closed, ...opened].sort((a, b) => a.at - b.at)
  let result = declared.join(' ')
  let from = 0
  for (const { at, text: inserted } of edits) {
    result += text.slice(from, at) + inserted
    from = at
  }
  return { text: result + text.slice(from), nodes }
}

interface Edit {
  at: number
  text: string
}

function isKept(node: Node): boolean {
  if (node.type === 'CallExpression') return node.callee.type !== 'Import' && node.callee.type !== 'Super'
  if (node.type === 'ObjectExpression' || node.type === 'ArrayExpression') return true
  return isFunction(node) && node.type !== 'FunctionDeclaration'
}

function holds(statement: Node, declaration: Node): boolean {
  if (statement === declaration) return true
  return statement.type === 'ExportNamedDeclaration' && statement.declaration === declaration
}
