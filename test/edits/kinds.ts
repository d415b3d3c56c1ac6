import { type Files, withTexts } from './files.ts'
import { changeOptions } from './options.ts'
import { removeFlow } from './removeFlow.ts'
import type { Standing } from './standing.ts'
import { addQuestion, breakStates, removeState, renameState } from './states.ts'
import { ways } from './ways.ts'

/** What people do to flows while customers are in the middle of them: to the files, at these states. */
export const kinds = {
  'a renamed state': inEach(renameState),
  'a removed state': inEach((source, path, name) => removeState(source, path, ways[name]!.instead.split('.'))),
  'a new question in the middle': inEach(addQuestion),
  'a changed option list': inEach(changeOptions),
  'a removed flow': (files: Files, targets: Standing[]) =>
    [...new Set(targets.map(({ flow }) => flow))].reduce(removeFlow, files),
  'a syntax error': (files: Files, targets: Standing[]): Files => ({
    ...files,
    ...Object.fromEntries(
      [...new Set(targets.map(({ flow }) => flow))].map((flow) => {
        const paths = targets.filter((each) => each.flow === flow).map(({ path }) => path)
        return [`${flow}.ts`, breakStates(files[`${flow}.ts`]!, paths)]
      }),
    ),
  }),
}

export type Kind = keyof typeof kinds

/** The files of flows once they were edited so at these states. */
export function edited(kind: Kind, files: Files, targets: Standing[]): Files {
  return withTexts(files, kinds[kind](files, targets))
}

/** Whether there is something to edit so. */
export function concerns(kind: Kind, { name, waitsFor }: Standing): boolean {
  // The options are those of the flow that is invoked, and who just began was asked nothing.
  return kind !== 'a changed option list' || (waitsFor === 'customer' && name !== 'greeting.listening')
}

function inEach(edit: (source: string, path: string[], name: string) => string) {
  return (files: Files, targets: Standing[]): Files =>
    targets.reduce((after, { flow, path, name }) => {
      const file = `${flow}.ts`
      return { ...after, [file]: edit(after[file]!, path, name) }
    }, files)
}
