import { readFileSync } from 'node:fs'
import { type ParserOptions, parse } from '@babel/parser'
import type { Node } from '@babel/types'
import { LRUCache } from 'lru-cache'
import type { Place } from './finding.ts'

export type { Node }

/** A flow file, parsed. */
export interface Source {
  file: string
  text: string
  program: Node & { type: 'Program' }
}

/** Reads and parses a TypeScript file. @throws {SyntaxError} with `loc` where it cannot be read */
export function readSource(file: string): Source {
  const text = readFileSync(file, 'utf8')
  const program = parsed.get(text) ?? parse(text, options).program
  parsed.set(text, program)
  return { file, text, program }
}

/** Whoever checks again has edited few files in between. */
const parsed = new LRUCache<string, Source['program']>({ max: 100 })

/** Where a file does not parse. */
export function placeOfError(file: string, error: unknown): Place {
  const { line = 1, column = 0 } = (error as { loc?: { line?: number; column?: number } }).loc ?? {}
  return { file, line, column: column + 1 }
}

export function placeOf(file: string, node: Node): Place {
  return { file, line: node.loc?.start.line ?? 1, column: (node.loc?.start.column ?? 0) + 1 }
}

/** Every node that stands for something at run time, from the outside in; types are left out. */
export function walk(node: Node): Node[] {
  const known = walked.get(node)
  if (known) return known
  const found: Node[] = []
  visit(node, found)
  walked.set(node, found)
  return found
}

const walked = new WeakMap<Node, Node[]>()

function visit(node: Node, found: Node[]): void {
  if (node.type.startsWith('TS')) {
    if ('expression' in node && isNode(node.expression)) visit(node.expression, found)
    return
  }
  found.push(node)
  for (const key in node) {
    if (aside.has(key)) continue
    const value = (node as unknown as Record<string, unknown>)[key]
    if (Array.isArray(value)) {
      for (const each of value) if (isNode(each)) visit(each, found)
    } else if (isNode(value)) visit(value, found)
  }
}

/** What an expression is without its types and brackets. */
export function bare(node: Node): Node {
  const isTyped =
    node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'TSNonNullExpression' ||
    node.type === 'ParenthesizedExpression'
  return isTyped ? bare(node.expression) : node
}

export function isFunction(
  node: Node,
): node is Node & { type: 'ArrowFunctionExpression' | 'FunctionExpression' | 'FunctionDeclaration' } {
  return /^(?:ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(node.type)
}

/** The name of a property, if it is written down: `a`, `'a'`. */
export function nameOf(property: Node): string | undefined {
  if (!('key' in property) || ('computed' in property && property.computed)) return undefined
  const key = property.key as Node
  if (key.type === 'Identifier') return key.name
  return key.type === 'StringLiteral' || key.type === 'NumericLiteral' ? String(key.value) : undefined
}

const options: ParserOptions = { sourceType: 'module', plugins: ['typescript'] }
const aside = new Set(['loc', 'extra', 'leadingComments', 'trailingComments', 'innerComments', 'errors'])

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}
