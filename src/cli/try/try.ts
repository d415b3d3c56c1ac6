import { lineOf } from '../../check/finding.ts'
import { stateName } from '../../conversation/chart.ts'
import type { Conversation, Message } from '../../conversation/conversation.ts'
import type { House } from '../../conversation/turn.ts'
import { loadHouses } from '../../house.ts'
import type { StoredItem } from '../../store/records.ts'
import type { Store } from '../../store/store.ts'
import { CommandFailure } from '../failure.ts'
import { findingsIn } from '../flows.ts'
import { Progress } from '../progress.ts'
import { describe } from '../talks/difference.ts'
import { differencesIn } from './againTalks.ts'
import { onCopyOfStore } from './copyOfStore.ts'
import { asFlows } from './edited.ts'
import { type Fate, fateIn } from './fate.ts'

export interface Trying {
  /** What `chasqui store export` wrote, in place of what is stored here. */
  export: string | undefined
  /** How many recent talks are played with both flows. */
  talks: number
}

/**
 * Tries edited flows before they are in force: what becomes of each talk that goes on now, and what recent talks would
 * have been like. What is stored stays as it is.
 * @throws CommandFailure where something is wrong in them, or a talk would be stranded
 */
export async function tryFlows(folder: string, { export: file, talks }: Trying): Promise<void> {
  const findings = await findingsIn(folder)
  for (const finding of findings) console.log(lineOf(finding))
  if (findings.length > 0)
    throw new CommandFailure(`${folder} has ${findings.length} things to mend first. Nothing was tried.`)
  const stranded = await asFlows(folder, async (flows) => {
    const houses = new Map((await loadHouses(flows)).map((house) => [house.workshop.id, house]))
    return onCopyOfStore(file, async ({ store, appointments, now }) => {
      const count = await tellFates(store, houses, now)
      if (talks > 0) await tellTalks(store, houses, appointments, { talks, flows, now })
      return count
    })
  })
  if (stranded > 0)
    throw new CommandFailure(
      `${stranded} ${stranded === 1 ? 'talk' : 'talks'} would be stranded with ${folder}.`,
    )
}

/** Prints what becomes of each talk. @returns how many are stranded */
async function tellFates(
  store: Store<Conversation, Message>,
  houses: Map<string, House>,
  now: number,
): Promise<number> {
  const counts: Record<Fate['fate'], number> = { same: 0, moved: 0, restarted: 0, stranded: 0 }
  const lines: string[] = []
  for (const [workshop, house] of houses)
    for await (const conversation of conversationsOf(store, workshop)) {
      if (conversation.talk.length === 0) continue
      const { key } = conversation
      const { fate, why } = await store.turn({ workshop, key }, async (view) => ({
        changes: {},
        result: await fateIn(house, view, now),
      }))
      counts[fate]++
      const { flow, snapshot } = conversation.talk.at(-1)!
      if (why)
        lines.push(`  ${fate.padEnd(9)}  ${key}  ${flow}.${stateName(snapshot as { value: string })}: ${why}`)
    }
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const told = Object.entries(counts).map(([fate, count]) => `${count} ${fate}`)
  console.log(`Of ${all} ${all === 1 ? 'talk that goes' : 'talks that go'} on: ${told.join(', ')}.`)
  for (const line of lines) console.log(line)
  return counts.stranded
}

/** Prints where recent talks go another way. */
async function tellTalks(
  store: Store<Conversation, Message>,
  houses: Map<string, House>,
  appointments: StoredItem[],
  { talks, flows, now }: { talks: number; flows: string; now: number },
): Promise<void> {
  const recent: { key: string; workshop: string; at: number; messages: Message[] }[] = []
  for (const workshop of houses.keys())
    for await (const { key, lastHeardAt } of conversationsOf(store, workshop)) {
      if (lastHeardAt === null || lastHeardAt < now - recently) continue
      const messages = await store.messages(workshop, key, { limit: mostMessages })
      recent.push({
        key,
        workshop,
        at: lastHeardAt,
        messages: messages.filter(({ at }) => at > now - recently),
      })
    }
  const chosen = recent.sort((a, b) => b.at - a.at).slice(0, talks)
  const progress = new Progress('Playing', chosen.length)
  let differing = 0
  for (const { key, workshop, messages } of chosen) {
    const others = appointments.filter(
      (each) => each.record === 'appointment' && each.appointment.customer !== key,
    )
    const differences = await differencesIn(messages, { others, workshop, flows })
    progress.step()
    if (differences.length === 0) continue
    differing++
    progress.print(`\n${key}: - is what is said now, + what would be said`)
    for (const difference of differences) progress.print(describe(difference))
  }
  progress.stop()
  console.log(`\nOf ${chosen.length} recent talks, played with both: ${differing} would go another way.`)
}

async function* conversationsOf(store: Store<Conversation, Message>, workshop: string) {
  let cursor: string | undefined
  do {
    const page = await store.conversations(workshop, { limit: 500, ...(cursor && { cursor }) })
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

/** How long ago what is played may have been said, in ms. */
const recently = 14 * 86_400_000
/** Of a customer. */
const mostMessages = 60
