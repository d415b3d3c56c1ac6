import { type Node, nameOf, walk } from '../../src/check/source.ts'
import { ChartText } from './chart.ts'
import type { Files } from './files.ts'
import { removeState } from './states.ts'
import { ways } from './ways.ts'

/** Takes a flow out with all that begins it: whoever invoked it goes on without it. */
export function removeFlow(files: Files, flow: string): Files {
  const after: Files = {
    ...files,
    [`${flow}.ts`]: undefined,
    'index.ts': withoutEntry(files['index.ts']!, flow),
  }
  for (const [file, source] of Object.entries(files)) {
    if (file === `${flow}.ts` || file === 'index.ts' || !source?.includes(`from './${flow}.ts'`)) continue
    after[file] = withoutCalls(source, file.replace('.ts', ''), flow)
  }
  return after
}

/** Out of the registry; what fell due has to be taken up by another one. */
function withoutEntry(source: string, flow: string): string {
  return source
    .replace(`import { ${flow} } from './${flow}.ts'\n`, '')
    .replace(new RegExp(`^  ${flow},\n`, 'm'), '')
    .replace(new RegExp(`^  (\\w+): '${flow}',\n`, 'gm'), '')
    .replace(
      new RegExp(`^(  '[\\w.]+'): '${flow}',`, 'gm'),
      `$1: '${flow === 'ready' ? 'noShow' : 'ready'}',`,
    )
    .replace(`greets = '${flow}'`, "greets = 'appointments'")
    .replace(new RegExp(`^  ${flow}: \\[.*\\],\n`, 'm'), '')
}

function withoutCalls(source: string, caller: string, flow: string): string {
  const chart = new ChartText(source)
  const calling = chart.states().filter((name) => invokes(chart.state([name]), flow))
  const without = calling.reduce(
    (text, name) => removeState(text, [name], insteadOf(caller, name, calling)),
    source,
  )
  return without
    .replace(new RegExp(`^import \\{ ${flow} \\} from '\\./${flow}\\.ts'\n`, 'm'), '')
    .replace(new RegExp(`(actors: \\{[^}]*?),? ${flow}\\b`), '$1')
}

function insteadOf(caller: string, name: string, gone: string[]): string[] {
  const { instead } = ways[`${caller}.${name}`]!
  return gone.includes(instead) ? insteadOf(caller, instead, gone) : instead.split('.')
}

function invokes(state: Node, flow: string): boolean {
  return walk(state).some(
    (node) =>
      node.type === 'ObjectProperty' &&
      nameOf(node) === 'src' &&
      node.value.type === 'StringLiteral' &&
      node.value.value === flow,
  )
}
