import { statSync } from 'node:fs'
import { isoIn } from '../../agenda/zone.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import { storeFile } from '../../store/embedded.ts'
import { everything, keys, under } from '../../store/keys.ts'
import { versionOf } from '../../store/migrations.ts'
import { readWorkshops } from '../../workshops/files.ts'
import { CommandFailure } from '../failure.ts'
import { flowsFolder } from '../flows.ts'
import { conversationLines } from './conversationLines.ts'
import { reading, type Stored } from './reading.ts'

/** Prints how much is stored and due or, of one customer, the conversation. @throws CommandFailure when nobody is known by that */
export async function showStore(whose: string | undefined, workshop?: string): Promise<void> {
  const zones = zonesOf()
  await reading((stored) => {
    const lines =
      whose === undefined ? overview(stored, zones, workshop) : conversation(stored, whose, zones, workshop)
    for (const line of lines) console.log(line)
  })
}

type Zones = (workshop?: string) => string

/** @param workshop of whose conversations, messages and appointments alone it tells */
function* overview({ snapshot, folder, now }: Stored, zones: Zones, workshop?: string): Generator<string> {
  const at = timesIn(zones(workshop))
  const count = (kind: string) => snapshot.count(workshop === undefined ? under(kind) : under(kind, workshop))
  const { size } = statSync(storeFile(folder))
  yield `The store in ${folder}: version ${versionOf(snapshot) ?? 'none'}, ${megabytes(size)}, ${snapshot.count(everything)} documents`
  yield ''
  yield row('conversations', count('conversation'))
  yield row('messages', count('message'))
  yield row('appointments', count('appointment'), `on ${count('day')} days`)
  if (workshop !== undefined) return
  yield row('due now', snapshot.count({ start: ['due'], end: ['due', now + 1] }), next(snapshot, now, at))
  yield row('seen', count('seen'), 'messages that are known should Meta send them again')
  yield row('entries', count('entry'), 'recorded and not answered: dead letters, events of the account')
}

function* conversation({ snapshot }: Stored, whose: string, zones: Zones, only?: string): Generator<string> {
  let isKnown = false
  const digits = whose.replace(/[\s()+-]/g, '')
  for (const workshop of only === undefined ? workshops(snapshot) : [only]) {
    const key = /^\d+$/.test(digits) ? snapshot.get<string>(keys.alias(workshop, `phone:${digits}`)) : whose
    const found = key === undefined ? undefined : snapshot.get<Conversation>(keys.conversation(workshop, key))
    if (!found) continue
    if (isKnown) yield ''
    isKnown = true
    yield* conversationLines(snapshot, found, timesIn(zones(workshop)))
  }
  if (isKnown) return
  throw new CommandFailure('Nobody is known by that key or phone. Write the phone with its country code.')
}

/** Each workshop that has a conversation. */
function* workshops(snapshot: Stored['snapshot']): Generator<string> {
  const { start, end } = under('conversation')
  for (let from = start; ; ) {
    const [first] = snapshot.range({ start: from, end, limit: 1 })
    if (!first) return
    const workshop = String(first.key[1])
    yield workshop
    from = ['conversation', `${workshop}\u0000`]
  }
}

function next(snapshot: Stored['snapshot'], now: number, at: (instant: number) => string): string {
  const [first] = snapshot.range({ start: ['due', now + 1], end: ['due', Number.MAX_VALUE], limit: 1 })
  return first ? `the next at ${at(Number(first.key[1]))}` : 'nothing later'
}

function row(name: string, count: number, about = ''): string {
  return `  ${name.padEnd(16)}${String(count).padStart(9)}  ${about}`.trimEnd()
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

function timesIn(zone: string): (instant: number) => string {
  return (instant) => isoIn(zone, instant)
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
