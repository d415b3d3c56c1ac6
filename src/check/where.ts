import type { Place } from './finding.ts'
import type { Written } from './load.ts'
import { bare, type Node, nameOf, placeOf, type Source, walk } from './source.ts'

/** Finds where in the flow files a value stands. */
export interface Where {
  /**
   * The place of an object, as near to who reads the chart as can be: the last call that made it.
   * @param value of a key of it, to be found in what was handed to that call
   */
  of(owner: unknown, key?: string, value?: unknown): Place
  written(value: unknown): Written
  /** The place of what a file exports under a name. */
  export(file: string, name: string): Place | undefined
}

/** @param otherwise where to look if nothing is known */
export function whereIn(
  written: (value: unknown) => Written,
  sources: Map<string, Source>,
  otherwise: Place,
): Where {
  return {
    written,
    of(owner, key, value) {
      const marks = written(owner).toReversed()
      const [last] = marks
      if (!last) return otherwise
      // The very word, wherever on the way it was written; else the key; else what was written last.
      for (const { source, node } of marks) {
        const word = value === undefined ? undefined : literalIn(propertyOf(node, key) ?? node, value)
        if (word && (key === undefined || !isElsewhere(node, key))) return placeOf(source.file, word)
      }
      return placeOf(last.source.file, propertyOf(last.node, key) ?? last.node)
    },
    export(file, name) {
      for (const statement of sources.get(file)?.program.body ?? []) {
        if (statement.type !== 'ExportNamedDeclaration') continue
        const { declaration } = statement
        if (declaration?.type !== 'VariableDeclaration') continue
        const found = declaration.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name)
        if (found) return placeOf(file, found)
      }
      return undefined
    },
  }
}

/** An object in which the key cannot be: the same word stands for something else there. */
function isElsewhere(node: Node, key: string): boolean {
  return node.type === 'ObjectExpression' && !propertyOf(node, key) && !hasSpread(node)
}

function hasSpread(node: Node & { type: 'ObjectExpression' }): boolean {
  return node.properties.some(({ type }) => type === 'SpreadElement')
}

function propertyOf(node: Node, key: string | undefined): Node | undefined {
  if (node.type !== 'ObjectExpression' || key === undefined) return undefined
  return node.properties.find((each) => nameOf(each) === key)
}

function literalIn(node: Node, value: unknown): Node | undefined {
  for (const each of walk(bare(node))) {
    if ((each.type === 'StringLiteral' || each.type === 'NumericLiteral') && each.value === value) return each
  }
  return undefined
}
