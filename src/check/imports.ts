import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { nearMiss } from '../yaml/yaml.ts'
import type { Finding } from './finding.ts'
import { type Node, placeOf, type Source } from './source.ts'

/** Of XState, what flows are written with; the rest is the engine's, or gone in its next version. */
const ofXState = ['setup', 'assign', 'raise', 'cancel']

/** What a flow file imports and may not, or what is not there. */
export function importsOf(
  source: Source,
  sources: Map<string, Source>,
  kit: Record<string, unknown>,
  xstate: Record<string, unknown>,
): Finding[] {
  const { file, program } = source
  return program.body.flatMap((node): Finding[] => {
    if (node.type !== 'ImportDeclaration' || node.importKind === 'type') return []
    const from = node.source.value
    const at = (rule: string, message: string, cure: string, where: Node = node): Finding[] => [
      { rule, ...placeOf(file, where), message, cure },
    ]
    const names = node.specifiers.flatMap((each) => {
      if (each.type !== 'ImportSpecifier' || each.importKind === 'type') return []
      return [{ each, name: each.imported.type === 'Identifier' ? each.imported.name : each.imported.value }]
    })
    if (from === 'xstate')
      return names
        .filter(({ name }) => !ofXState.includes(name))
        .flatMap(({ each, name }) =>
          name in xstate
            ? at(
                'forbidden-xstate',
                `${name} of XState has no place in a flow`,
                `flows are written with ${ofXState.join(', ')}; name an action and let the engine do it`,
                each,
              )
            : at(
                'unknown-import',
                `XState has no ${name}`,
                `flows are written with ${ofXState.join(', ')}`,
                each,
              ),
        )
    if (!from.startsWith('.') && from !== 'chasqui')
      return at(
        'forbidden-import',
        `flows import no ${from}`,
        "they know 'chasqui', 'xstate' and files beside them; what touches the world is a service of the engine",
      )
    const path = resolve(dirname(file), from)
    const exports = from === 'chasqui' ? Object.keys(kit) : exportsOf(sources.get(path))
    // What is there and cannot be read is told of by itself.
    if (!exports && existsSync(path)) return []
    if (!exports) return at('unknown-import', `there is no file ${from} here`, 'write it, or mend its name')
    return names
      .filter(({ name }) => !exports.includes(name))
      .flatMap(({ each, name }) =>
        at(
          'unknown-import',
          `${from} exports no ${nearMiss(name, exports)}`,
          'mend the name, or export it there; a type is imported with "type" before it',
          each,
        ),
      )
  })
}

function exportsOf(source: Source | undefined): string[] | undefined {
  return source?.program.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration') return []
    const { declaration, specifiers } = node
    const named = specifiers.flatMap((each) =>
      each.type === 'ExportSpecifier' && each.exported.type === 'Identifier' ? [each.exported.name] : [],
    )
    if (!declaration) return named
    if (declaration.type === 'VariableDeclaration')
      return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
    return 'id' in declaration && declaration.id && 'name' in declaration.id
      ? [declaration.id.name as string]
      : []
  })
}
