import type { Flows } from '../../conversation/chart.ts'
import type { Conversation, Message } from '../../conversation/conversation.ts'
import { type Beside, breaches, breachesBeside, messageBreaches } from '../../conversation/invariants.ts'
import { loadHouses } from '../../house.ts'
import type { Judge } from '../../store/check/finding.ts'
import { check } from '../../store/check.ts'
import { CommandFailure } from '../failure.ts'
import { flowsFolder } from '../flows.ts'
import { Progress } from '../progress.ts'
import { reading } from './reading.ts'

/** Looks for everything that must never be so in what is stored, and prints a line for each. @throws CommandFailure if anything is */
export async function checkStore(): Promise<void> {
  const flows = await flowsAsTheyAre()
  if (!flows)
    console.error(
      'flows/ does not load, so talks are not judged against it. See what is wrong: npx chasqui flows check',
    )
  await reading(async ({ records, now }) => {
    const { total } = await records.overview(now)
    const progress = new Progress('Checking', total)
    let looked = 0
    const tick = () => {
      looked++
      progress.step()
    }
    const looking = { judge: judge(flows), now, machineNow: Date.now(), tick }
    let findings = 0
    try {
      for await (const { where, what, cure } of check(records, looking)) {
        findings++
        progress.print(`${where}: ${what} (${cure})`)
      }
    } finally {
      progress.stop()
    }
    const number = findings === 1 ? 'one finding' : `${findings} findings`
    if (findings > 0) throw new CommandFailure(`The store in ${records.place} is not sound: ${number}.`)
    console.log(`The store in ${records.place} is sound: ${looked} documents were looked at.`)
  })
}

/** Of each workshop, its flows by name. */
type FlowsOf = ReadonlyMap<string, Flows['flows']>

async function flowsAsTheyAre(): Promise<FlowsOf | undefined> {
  try {
    const houses = await loadHouses(flowsFolder)
    return new Map(houses.map(({ workshop, flows }) => [workshop.id, flows.flows]))
  } catch {
    return undefined
  }
}

/** Judges what stands in conversations. @param flows without them talks are not judged against any */
export function judge(flows: FlowsOf | undefined): Judge {
  return {
    async *conversation(conversation: Conversation, beside: Beside) {
      yield* breaches(conversation, flows?.get(conversation.workshop))
      yield* breachesBeside(conversation, beside)
    },
    message: (conversation: Conversation, message: Message) => messageBreaches(conversation, message),
  }
}
