import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Finding, lineOf, shown } from '../check/finding.ts'
import { CommandFailure } from './failure.ts'

/** What a workshop edits. */
export const flowsFolder = fileURLToPath(new URL('../../flows', import.meta.url))

/**
 * Looks for every kind of mistake in what a workshop edits, and prints a line for each. Keeps the keys of the texts, for
 * editors and the compiler, as the texts are.
 * @param json prints them as one list for machines, as `{rule, file, line, column, message, cure}`
 * @throws CommandFailure if there is any
 */
export async function checkFlows(
  folder = flowsFolder,
  { json = false }: { json?: boolean } = {},
): Promise<void> {
  const findings = await findingsIn(folder)
  const { writeTextKeys } = await import('../check/textKeys.ts')
  const written = writeTextKeys(resolve(folder))
  if (written && !json) console.log(`${shown(written)} has the keys of the texts as they are now.`)
  if (json) console.log(JSON.stringify(findings, null, 2))
  else for (const finding of findings) console.log(lineOf(finding))
  if (findings.length > 0) throw new CommandFailure(`flows/ has ${things(findings.length)} to mend.`)
  if (!json) console.log('flows/ is in order.')
}

/** What is wrong in a folder of flows. @throws CommandFailure if there is no such folder */
export async function findingsIn(folder: string): Promise<Finding[]> {
  const path = resolve(folder)
  if (!existsSync(path))
    throw new CommandFailure(`There is no folder ${folder}. Give the one that has index.ts in it.`)
  // Its parsers are needed here alone.
  return (await import('../check/check.ts')).checkFolder(path)
}

function things(count: number): string {
  return count === 1 ? 'a problem' : `${count} problems`
}
