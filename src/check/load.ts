import { existsSync, readdirSync } from 'node:fs'
import { createRequire, SourceMap } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { Script } from 'node:vm'
import { type TransformFailure, transform } from 'esbuild'
import { type Captured, capture } from '../conversation/captured.ts'
import type { Finding, Place } from './finding.ts'
import { importsOf } from './imports.ts'
import { instrument } from './instrument.ts'
import { type Node, placeOfError, readSource, type Source } from './source.ts'

/** Where in the flow files a value was written: the literal first, then each call that handed it on. */
export type Written = { source: Source; node: Node }[]

export interface Loaded {
  sources: Map<string, Source>
  /** What each file exports. */
  exports: Map<string, Record<string, unknown>>
  charts: Captured[]
  written: (value: unknown) => Written
  troubles: Finding[]
}

/**
 * Runs the flow files of some folders as the server does, but each one by itself: what is wrong in one keeps no other from
 * being looked at, and of each object it is known where it was written.
 *
 * @param kit what flows import as `chasqui`
 */
export async function loadFlows(folders: string[], kit: Record<string, unknown>): Promise<Loaded> {
  const troubles: Finding[] = []
  const places = new WeakMap<object, Written>()
  const sources = readAll(folders, troubles)
  const { xstate, charts, during } = capture()
  const exports = new Map<string, Record<string, unknown>>()
  for (const source of sources.values()) troubles.push(...importsOf(source, sources, kit, xstate))
  const programs = await compileAll([...sources.values()], troubles)
  const given: Record<string, unknown> = { chasqui: kit, xstate }

  function run(file: string): Record<string, unknown> {
    const known = exports.get(file)
    if (known) return known
    const module = { exports: {} as Record<string, unknown> }
    exports.set(file, module.exports)
    const program = programs.get(file)
    if (!program) return module.exports
    const require = (name: string) => {
      if (name.startsWith('.')) return run(resolve(dirname(file), name))
      return given[name] ?? createRequire(file)(name)
    }
    const mark = (index: number, value: unknown) => {
      if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
        const before = places.get(value) ?? []
        const node = program.nodes[index]!
        if (before.length < mostMarks) places.set(value, [...before, { source: program.source, node }])
      }
      return value
    }
    try {
      during(file, () => program.body(module.exports, require, module, mark))
    } catch (error) {
      troubles.push({
        rule: 'flow-fails',
        ...placeIn(program, error),
        message: `the file fails when it is loaded: ${error instanceof Error ? error.message : String(error)}`,
        cure: 'mend what this line does',
      })
      module.exports = {}
    }
    exports.set(file, module.exports)
    return module.exports
  }

  for (const file of sources.keys()) run(file)
  return {
    sources,
    exports,
    charts,
    troubles,
    written: (value) =>
      typeof value === 'object' || typeof value === 'function' ? (places.get(value as object) ?? []) : [],
  }
}

/** An object that is handed on again and again was written where it was first. */
const mostMarks = 8

interface Program {
  source: Source
  nodes: Node[]
  map: SourceMap
  body: (exports: object, require: (name: string) => unknown, module: object, mark: unknown) => void
}

function readAll(folders: string[], troubles: Finding[]): Map<string, Source> {
  const sources = new Map<string, Source>()
  for (const folder of folders) {
    for (const name of namesIn(folder)) {
      const file = join(folder, name)
      try {
        sources.set(file, readSource(file))
      } catch (error) {
        troubles.push({
          rule: 'flow-syntax',
          ...placeOfError(file, error),
          message: `it cannot be read from here: ${(error as Error).message.replace(/ \(\d+:\d+\)$/, '')}`,
          cure: 'check the brackets, quotes and commas here and on the line before',
        })
      }
    }
  }
  return sources
}

/** `index.ts` comes first. */
function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  return names.sort((a, b) => Number(b === 'index.ts') - Number(a === 'index.ts') || a.localeCompare(b))
}

async function compileAll(sources: Source[], troubles: Finding[]): Promise<Map<string, Program>> {
  const programs = new Map<string, Program>()
  const each = async (source: Source) => {
    try {
      programs.set(source.file, await compile(source))
    } catch (error) {
      troubles.push(uncompiled(source, error))
    }
  }
  await Promise.all(sources.map(each))
  return programs
}

/** Such as a file that waits (`await`) while it is loaded. */
function uncompiled({ file }: Source, error: unknown): Finding {
  const [first] = (error as Partial<TransformFailure>).errors ?? []
  const told = first?.text ?? (error as Error).message
  const why = told.startsWith('Top-level await') ? 'it waits while it is loaded' : told
  return {
    rule: 'flow-fails',
    file,
    line: first?.location?.line ?? 1,
    message: `the file cannot be loaded: ${why}`,
    cure: 'mend this line; a flow waits for nothing by itself (await): it invokes a service',
  }
}

async function compile(source: Source): Promise<Program> {
  const { text, nodes } = instrument(source)
  const { code, map } = await transform(text, {
    loader: 'ts',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'external',
    sourcefile: source.file,
    logLevel: 'silent',
  })
  const script = new Script(`(function (exports, require, module, __at) {${code}\n})`, {
    filename: source.file,
  })
  return { source, nodes, map: new SourceMap(JSON.parse(map)), body: script.runInThisContext() }
}

/** Where in a file it was thrown; at its beginning, if that cannot be told. */
function placeIn({ source: { file }, map }: Program, error: unknown): Place {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const row = stack.split('\n').find((line) => line.includes(`${file}:`))
  const [, line, column] = row?.match(/:(\d+):(\d+)\)?$/) ?? []
  if (line === undefined) return { file, line: 1 }
  const entry = map.findEntry(Number(line) - 1, Number(column) - 1)
  return { file, line: 'originalLine' in entry ? entry.originalLine + 1 : 1 }
}
