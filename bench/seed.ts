import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Key, open } from 'lmdb'
import { Documents } from '../src/store/documents.ts'
import { keys } from '../src/store/keys.ts'
import { migrations, versionAfter } from '../src/store/migrations.ts'
import { type Bot, startBot } from './bot.ts'
import { phoneOf, type Visit } from './customers.ts'
import type { Graph } from './graph.ts'
import { Load } from './load.ts'

/** All documents of one conversation, as JSON, and what is put in place of its customer's phone and key to copy it. */
export interface Prototype {
  phone: string
  key: string
  rows: { key: string; value: string }[]
}

/**
 * Has a few customers talk with a real Chasqui, and keeps what it stored of each. One waits at the menu, one in the
 * middle of a booking (with their alarms), and two have left.
 */
export async function makePrototypes(graph: Graph, graphUrl: string, folder: string): Promise<Prototype[]> {
  const bot = await startBot('chasqui', graphUrl, folder)
  await talkOnce(bot, graph)
  await bot.stop()
  const documents = new Documents(storeIn(folder), { readOnly: true })
  const rows = [...documents.range({ start: [], end: ['\uffff'] })].map(({ key, value }) => ({
    key: JSON.stringify(key),
    value: JSON.stringify(value),
  }))
  await documents.close()
  return prototypePhones.map((phone) => {
    const alias = rows.find((row) => row.key.startsWith('["alias"') && row.key.includes(`phone:${phone}`))
    if (!alias) throw new Error('Chasqui did not store the conversation that was to be copied')
    const key = JSON.parse(alias.value) as string
    return { phone, key, rows: rows.filter((row) => row.key.includes(key) || row.value.includes(key)) }
  })
}

/** The few have their talks. */
export async function talkOnce({ webhook }: Bot, graph: Graph): Promise<void> {
  await graph.serve([webhook])
  for (const [index, texts] of scripts.entries()) {
    const load = new Load({ webhook, graph, visits: script(prototypePhones[index]!, texts) })
    await load.closed({ inFlight: 1, seconds: 0, turns: texts.length })
  }
}

/** Writes a store with so many conversations, of the first customers by number, without a server. */
export async function seed(options: {
  folder: string
  conversations: number
  prototypes: Prototype[]
  onProgress: (done: number) => void
}): Promise<void> {
  const { folder, conversations, prototypes, onProgress } = options
  mkdirSync(folder, { recursive: true })
  // The store's own format, JSON, written as text: reading and writing it anew for each copy would take most of the time.
  const file = open<string, Key>({ path: storeIn(folder), encoding: 'string' })
  for (let first = 0; first < conversations; first += inOneTransaction) {
    const end = Math.min(first + inOneTransaction, conversations)
    await file.transaction(() => {
      for (let index = first; index < end; index++) {
        for (const { key, value } of copy(prototypes[index % prototypes.length]!, index)) file.put(key, value)
      }
    })
    onProgress(end)
  }
  // Else its first start would take it for one of the oldest, and bring all of it up to date.
  await file.put(keys.version, String(versionAfter(migrations)))
  await file.flushed
  await file.close()
}

const scripts = [['menú'], ['quiero agendar'], ['menú', 'cancelar'], ['quiero agendar', 'cancelar']]

/** Of those few, each with a script of their own. */
export const prototypePhones = scripts.map((_, index) => `5980000000${index}`)

const inOneTransaction = 5_000

function* script(phone: string, texts: string[]): Generator<Visit, never> {
  for (;;) for (const text of texts) yield { phone, name: 'Cliente', text }
}

function storeIn(folder: string): string {
  return join(folder, 'chasqui.lmdb')
}

function* copy({ phone, key, rows }: Prototype, index: number): Generator<{ key: Key; value: string }> {
  const newPhone = phoneOf(index)
  const digest = createHash('sha256').update(newPhone).digest('hex').slice(0, 20)
  const newKey = `c${BigInt(`0x${digest}`).toString(36)}`
  const adapt = (json: string) => json.replaceAll(key, newKey).replaceAll(phone, newPhone)
  for (const row of rows) yield { key: JSON.parse(adapt(row.key)), value: adapt(row.value) }
}
