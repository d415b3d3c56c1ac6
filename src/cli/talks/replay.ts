import { flowsFolder } from '../flows.ts'
import { withOwnSandbox } from '../own.ts'
import type { Server } from '../server.ts'
import { workshopNamed } from '../workshop.ts'
import { type Difference, describe } from './difference.ts'
import { playUpTo, rehearse } from './rehearse.ts'
import { filesFor, readTalk, type Talk } from './talk.ts'

/** Rehearses a talk in a new sandbox and prints how it went. @returns whether it went as it is written */
export async function replayTalk(file: string, workshop?: string): Promise<boolean> {
  const talk = readTalk(file)
  const differences = await rehearsed(talk, workshop)
  console.log(`${differences.length === 0 ? '✓' : '✗'} ${talk.title}`)
  for (const difference of differences) console.log(describe(difference))
  return differences.length === 0
}

/**
 * Plays a talk up to a step, by its number from 1, or up to a time, and prints what was said and where it stands then.
 * @returns true: nothing is compared
 */
export async function playTalk(file: string, at: string, id?: string): Promise<true> {
  const talk = readTalk(file)
  const { workshop } = workshopNamed(id)
  console.log(talk.title)
  const play = async (server: Server) => {
    for await (const line of playUpTo(talk, at, server, workshop)) console.log(line)
  }
  await withOwnSandbox(play, { workshop: workshop.id, files: filesFor(talk, flowsFolder) })
  return true
}

export async function rehearsed(talk: Talk, id?: string): Promise<Difference[]> {
  const { workshop } = workshopNamed(id)
  const own = { workshop: workshop.id, files: filesFor(talk, flowsFolder) }
  return withOwnSandbox((server) => rehearse(talk, server, workshop), own)
}
