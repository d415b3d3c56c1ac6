import { type Finding, sorted } from './finding.ts'
import { modelOf } from './model.ts'
import { findingOf } from './rule.ts'
import { rules } from './rules.ts'

/** Everything that is wrong in a folder of flows, by file and line; it says nothing to customers and changes nothing. */
export async function checkFolder(folder: string): Promise<Finding[]> {
  const model = await modelOf(folder)
  return sorted(
    Object.entries(rules).flatMap(([name, rule]) => [...rule(model)].map((found) => findingOf(name, found))),
  )
}
