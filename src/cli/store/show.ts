import { statSync } from 'node:fs'
import { join } from 'node:path'
import { loadWorkshop } from '../../agenda/workshop.ts'
import { isoIn } from '../../agenda/zone.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import { storeFile } from '../../store/embedded.ts'
import { everything, keys, under } from '../../store/keys.ts'
import { versionOf } from '../../store/migrations.ts'
import { CommandFailure } from '../failure.ts'
import { flowsFolder } from '../flows.ts'
import { conversationLines } from './conversationLines.ts'
import { reading, type Stored } from './reading.ts'

/** Prints how much is stored and due or, of one customer, the conversation. @throws CommandFailure when nobody is known by that */
export async function showStore(whose: string | undefined): Promise<void> {
  await reading((stored) => {
    const at = timesIn(zone())
    const lines = whose === undefined ? overview(stored, at) : conversation(stored, whose, at)
    for (const line of lines) console.log(line)
  })
}

function* overview({ snapshot, folder, now }: Stored, at: (instant: number) => string): Generator<string> {
  const count = (kind: string) => snapshot.count(under(kind))
  const { size } = statSync(storeFile(folder))
  yield `The store in ${folder}: version ${versionOf(snapshot) ?? 'none'}, ${megabytes(size)}, ${snapshot.count(everything)} documents`
  yield ''
  yield row('conversations', count('conversation'))
  yield row('messages', count('message'))
  yield row('appointments', count('appointment'), `on ${count('day')} days`)
  yield row('due now', snapshot.count({ start: ['due'], end: ['due', now + 1] }), next(snapshot, now, at))
  yield row('seen', count('seen'), 'messages that are known should Meta send them again')
  yield row('entries', count('entry'), 'recorded and not answered: dead letters, events of the account')
}

function* conversation(
  { snapshot }: Stored,
  whose: string,
  at: (instant: number) => string,
): Generator<string> {
  const digits = whose.replace(/[\s()+-]/g, '')
  for (const workshop of workshops(snapshot)) {
    const key = /^\d+$/.test(digits) ? snapshot.get<string>(keys.alias(workshop, `phone:${digits}`)) : whose
    const found = key === undefined ? undefined : snapshot.get<Conversation>(keys.conversation(workshop, key))
    if (found) return yield* conversationLines(snapshot, found, at)
  }
  throw new CommandFailure('Nobody is known by that key or phone. Write the phone with its country code.')
}

/** Each workshop that has a conversation; there is one, unless its id was changed. */
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

/** The workshop's; where its file cannot be read, times are still times. */
function zone(): string {
  try {
    return loadWorkshop(join(flowsFolder, 'workshop.yaml')).zone
  } catch {
    return 'UTC'
  }
}
