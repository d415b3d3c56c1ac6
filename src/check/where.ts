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
      const last = written(owner).at(-1)
      if (!last) return otherwise
      const { source, node } = last
      return placeOf(source.file, within(node, key, value) ?? node)
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

function within(node: Node, key: string | undefined, value: unknown): Node | undefined {
  const property = key === undefined ? undefined : propertyOf(node, key)
  if (!property) return value === undefined ? undefined : literalIn(node, value)
  // In a list, or on a line below its key.
  return (value === undefined ? undefined : literalIn(property, value)) ?? property
}

function propertyOf(node: Node, key: string): Node | undefined {
  if (node.type !== 'ObjectExpression') return undefined
  return node.properties.find((each) => nameOf(each) === key)
}

function literalIn(node: Node, value: unknown): Node | undefined {
  for (const each of walk(bare(node))) {
    if ((each.type === 'StringLiteral' || each.type === 'NumericLiteral') && each.value === value) return each
  }
  return undefined
}
