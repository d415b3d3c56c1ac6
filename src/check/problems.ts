import { FilesError } from '../yaml/gather.ts'
import { FileError, type Problem } from '../yaml/yaml.ts'
import type { Finding } from './finding.ts'

/** What is wrong in a YAML file, as findings. @param rule of those that have none of their own */
export function findingsOf(file: string, problems: Problem[], rule: string): Finding[] {
  return problems.map((problem) => {
    const { message, cure } = split(problem.what)
    return {
      rule: problem.rule ?? rule,
      file,
      line: Math.max(1, problem.line),
      column: problem.column,
      message: problem.where ? `${problem.where} ${message}` : message,
      cure,
    }
  })
}

/** Does the work, and makes findings of what is thrown because of a file. */
export function collect<T>(troubles: Finding[], rule: string, work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    const errors = error instanceof FilesError ? error.errors : [error]
    for (const each of errors) {
      if (!(each instanceof FileError)) throw each
      troubles.push(...findingsOf(each.file, each.problems, rule))
    }
    return undefined
  }
}

/** A sentence of what is wrong and how to mend it is parted at its semicolon. */
function split(what: string): { message: string; cure: string } {
  const at = what.indexOf('; ')
  return at < 0
    ? { message: what, cure: 'mend this line' }
    : { message: what.slice(0, at), cure: what.slice(at + 2) }
}
