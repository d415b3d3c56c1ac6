import { type Files, withTexts } from './files.ts'
import { changeOptions } from './options.ts'
import { removeFlow } from './removeFlow.ts'
import type { Standing } from './standing.ts'
import { addQuestion, breakState, removeState, renameState } from './states.ts'
import { ways } from './ways.ts'

type Of = (files: Files, target: Standing) => Files

/** What people do to flows while customers are in the middle of them: to the files, at a state. */
export const kinds = {
  'a renamed state': inFile(renameState),
  'a removed state': inFile((source, path, name) =>
    removeState(source, path, ways[name]!.instead.split('.')),
  ),
  'a new question in the middle': inFile(addQuestion),
  'a changed option list': inFile(changeOptions),
  'a removed flow': (files, { flow }) => removeFlow(files, flow),
  'a syntax error': inFile(breakState),
} satisfies Record<string, Of>

export type Kind = keyof typeof kinds

/** One thing that is edited, and where. */
export interface Edit {
  kind: Kind
  target: Standing
}

/** The files of flows once they were edited so. */
export function edited(files: Files, edits: Edit[]): Files {
  return withTexts(
    files,
    edits.reduce((after, { kind, target }) => kinds[kind](after, target), files),
  )
}

/** Whether there is something to edit so. */
export function concerns(kind: Kind, { name, invokes }: Standing): boolean {
  // The options are those of the flow that is invoked, and who just began was asked nothing.
  return kind !== 'a changed option list' || (invokes === undefined && name !== 'greeting.listening')
}

function inFile(edit: (source: string, path: string[], name: string) => string): Of {
  return (files, { flow, path, name }) => {
    const file = `${flow}.ts`
    return { ...files, [file]: edit(files[file]!, path, name) }
  }
}
