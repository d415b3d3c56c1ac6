import { withOwnSandbox } from '../own.ts'
import { workshopNamed } from '../workshop.ts'
import { type Difference, describe } from './difference.ts'
import { rehearse } from './rehearse.ts'
import { readTalk, type Talk } from './talk.ts'

/** Rehearses a talk in a new sandbox and prints how it went. @returns whether it went as it is written */
export async function replayTalk(file: string, workshop?: string): Promise<boolean> {
  const talk = readTalk(file)
  const differences = await rehearsed(talk, workshop)
  console.log(`${differences.length === 0 ? '✓' : '✗'} ${talk.title}`)
  for (const difference of differences) console.log(describe(difference))
  return differences.length === 0
}

export async function rehearsed(talk: Talk, id?: string): Promise<Difference[]> {
  const { workshop } = workshopNamed(id)
  return withOwnSandbox((server) => rehearse(talk, server, workshop), workshop.id)
}
