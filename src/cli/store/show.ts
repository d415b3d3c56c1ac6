import { isoIn } from '../../agenda/zone.ts'
import { readWorkshops } from '../../workshops/files.ts'
import { flowsFolder } from '../flows.ts'
import { conversationLines } from './conversationLines.ts'
import { reading, type Stored } from './reading.ts'
import { conversationOf, nobody } from './whose.ts'

/** Prints how much is stored and due or, of one customer, the conversation. @throws CommandFailure when nobody is known by that */
export async function showStore(whose: string | undefined, workshop?: string): Promise<void> {
  const zones = zonesOf()
  await reading(async (stored) => {
    const lines =
      whose === undefined ? overview(stored, zones, workshop) : conversation(stored, whose, zones, workshop)
    for await (const line of lines) console.log(line)
  })
}

type Zones = (workshop?: string) => string

/** @param workshop of whose conversations, messages and appointments alone it tells */
async function* overview({ records, now }: Stored, zones: Zones, workshop?: string): AsyncGenerator<string> {
  const has = await records.overview(now, workshop)
  yield `The store in ${records.place}: version ${has.version ?? 'none'}, ${megabytes(has.bytes)}, ${has.total} documents`
  yield ''
  yield row('conversations', has.conversations)
  yield row('messages', has.messages)
  yield row('appointments', has.appointments, `on ${has.days} days`)
  if (workshop !== undefined) return
  const later = has.nextDue === undefined ? 'nothing later' : `the next at ${isoIn(zones(), has.nextDue)}`
  yield row('due now', has.dueNow, later)
  yield row('seen', has.seen, 'messages that are known should Meta send them again')
  yield row('entries', has.entries, 'recorded and not answered: dead letters, events of the account')
}

async function* conversation(
  { records }: Stored,
  whose: string,
  zones: Zones,
  only?: string,
): AsyncGenerator<string> {
  let isKnown = false
  for (const workshop of only === undefined ? await records.workshops() : [only]) {
    const found = await conversationOf(records, workshop, whose)
    if (!found) continue
    if (isKnown) yield ''
    isKnown = true
    yield* conversationLines(records, found, (at) => isoIn(zones(workshop), at))
  }
  if (isKnown) return
  throw nobody()
}

function row(name: string, count: number, about = ''): string {
  return `  ${name.padEnd(16)}${String(count).padStart(9)}  ${about}`.trimEnd()
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** The zone of a workshop, or the first one's; where their files cannot be read, times are still times. */
function zonesOf(): Zones {
  try {
    const { files } = readWorkshops(flowsFolder)
    const zones = new Map(files.map(({ workshop }) => [workshop.id, workshop.zone]))
    return (workshop) => zones.get(workshop ?? '') ?? files[0]!.workshop.zone
  } catch {
    return () => 'UTC'
  }
}
