import type { Finding, Place } from './finding.ts'
import type { Model } from './model.ts'

/** Looks for one kind of mistake. */
export type Rule = (model: Model) => Iterable<Found>

export type Found = { at: Place; message: string; cure: string }

/** For what can only be judged when all flow files are there: else much would be missing because of one. */
export function ifWhole(rule: Rule): Rule {
  return (model) => (model.troubles.some(({ rule: name }) => breaking.has(name)) ? [] : rule(model))
}

const breaking = new Set(['flow-syntax', 'flow-fails', 'file-missing', 'unknown-import'])

/** The kind of mistake that is told of while files are loaded. */
export function onLoading(name: string): Rule {
  return ({ troubles }) =>
    troubles
      .filter(({ rule }) => rule === name)
      .map(({ message, cure, file, line, column }) => ({
        at: { file, line, ...(column !== undefined && { column }) },
        message,
        cure,
      }))
}

export function findingOf(rule: string, { at, message, cure }: Found): Finding {
  const { file, line, column } = at
  return { rule, file, line, ...(column !== undefined && { column }), message, cure }
}
