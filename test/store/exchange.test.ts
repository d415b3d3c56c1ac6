import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { piecesOf } from '../../src/agenda/blocked.ts'
import { Batch, Documents } from '../../src/store/documents.ts'
import { openEmbeddedStore, storeFile } from '../../src/store/embedded.ts'
import { fillEmbeddedStore } from '../../src/store/embeddedFilling.ts'
import { openEmbeddedRecords } from '../../src/store/embeddedRecords.ts'
import { exportLines } from '../../src/store/export.ts'
import { BrokenRecordError, importStore, StoreNotEmptyError } from '../../src/store/import.ts'
import { everything, keys } from '../../src/store/keys.ts'
import { type ConversationRow, type MessageRow, StoreInUseError } from '../../src/store/store.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'

const workshop = 'torke'
const now = Date.parse('2026-11-26T12:30:00Z')

/** A store with something of each kind, among it what is easily lost. */
async function filled(): Promise<string> {
  const folder = temporaryFolder()
  const store = await openEmbeddedStore<ConversationRow & { name: string }, MessageRow & { text: string }>(
    folder,
    () => now,
  )
  for (const [index, key] of ['ana', 'leo'].entries()) {
    const aliases = [`phone:5989911111${index}`, `user:UY.${index}`]
    const dueAt = index === 0 ? now + 5 : null
    await store.turn({ workshop, key }, async (view) => {
      await view.lockAgenda()
      return {
        changes: {
          conversation: { name: 'Año 😀', workshop, key, dueAt, aliases },
          messages: [1, 2].map((number) => ({
            text: 'line\u2028line\u2029line\r\n',
            id: `${key}.${number}`,
            number,
            wamid: `wamid.${key}.${number}`,
          })),
          appointments: [
            ...[1, 2].map((number) => appointment(`${key}${number}`, key, number)),
            ...piecesOf('America/Montevideo', blocked(`b${key}`)),
          ],
          entries: [{ id: `e${'x'.repeat(900)}${index}`, at: 7, kind: 'message', reason: 'none', raw: null }],
          seen: [{ id: `wamid.${'x'.repeat(900)}${index}`, at: now }],
        },
        result: null,
      }
    })
  }
  // It was sent twice: the later id is the one it has.
  await store.turn({ workshop, key: 'ana' }, async () => {
    const message = { text: 'again', id: 'ana.2', number: 2, wamid: 'wamid.ana.2b' }
    return { changes: { messages: [message] }, result: null }
  })
  await store.close()
  return folder
}

function appointment(id: string, customer: string, day: number) {
  const at = (time: string) => `2026-11-2${day}T${time}:00-03:00`
  return {
    ...{ id, workshop, customer, phone: null, name: null, service: 'brakes', vehicle: null, bays: [id] },
    ...{ start: at('10:00'), end: at('11:00'), busyUntil: at('11:00'), status: 'booked' as const },
    ...{ saidLate: true as const, calledOff: true as const, toldReadyAt: at('11:00') },
    rating: { stars: 2, at: at('14:00'), comment: 'Rayado' },
    quotes: [{ id: 'q1', at: at('10:30'), currency: 'UYU', lines: [quoteLine(at('10:40'), customer)] }],
  }
}

/** From one day into the next. */
function blocked(id: string) {
  return {
    ...{ id, workshop, bays: ['lift'], mechanics: [], all: false, reason: 'Elevador roto' },
    ...{ from: '2026-11-23T10:00:00-03:00', to: '2026-11-24T12:00:00-03:00' },
  }
}

function quoteLine(at: string, customer: string) {
  const by = { customer, phone: '59899123456', name: null }
  return {
    ...{ id: 'pads', title: 'Pastillas', price: 3500.5 },
    answer: { approved: true, at, by, message: `${customer}.2`, text: 'Total: $ 3.500,50' },
  }
}

async function exported(folder: string): Promise<string> {
  const records = (await openEmbeddedRecords(folder))!
  const lines: string[] = []
  for await (const line of exportLines(records, () => {})) lines.push(line)
  await records.close()
  return lines.join('')
}

async function imported(file: string, folder: string): Promise<number> {
  const filling = await fillEmbeddedStore(folder)
  try {
    return await importStore(file, filling, () => {})
  } finally {
    await filling.close()
  }
}

async function all(folder: string): Promise<unknown[]> {
  const documents = new Documents(storeFile(folder), { readOnly: true })
  const rows = [...documents.range(everything)]
  await documents.close()
  return rows
}

function fileWith(text: string): string {
  const file = join(temporaryFolder(), 'store.jsonl')
  writeFileSync(file, text)
  return file
}

describe('export and import', () => {
  it('give the same store, document by document, and the same file again', async () => {
    const from = await filled()
    const text = await exported(from)
    const into = join(temporaryFolder(), 'new')
    expect(await imported(fileWith(text), into)).to.equal(text.split('\n').length - 3)
    expect(await all(into)).to.deep.equal(await all(from))
    expect(await exported(into)).to.equal(text)
    expect(readdirSync(into).filter((name) => name.startsWith('importing'))).to.deep.equal([])
  })

  it('work on a store that the server made and nobody wrote to yet', async () => {
    const into = temporaryFolder()
    await (await openEmbeddedStore(into, () => now)).close()
    const text = await exported(await filled())
    await imported(fileWith(text), into)
    expect(await exported(into)).to.equal(text)
    const store = await openEmbeddedStore(into, () => now)
    expect(await store.find(workshop, 'phone:59899111110')).to.equal('ana')
    expect(await store.findMessage(workshop, ['phone:59899111110'], 'wamid.ana.2b')).to.deep.equal({
      key: 'ana',
      number: 2,
    })
    await store.close()
  })

  it('make indices anew where they were broken', async () => {
    const from = await filled()
    const whole = await all(from)
    const documents = new Documents(storeFile(from))
    const batch = new Batch(documents)
    batch.remove(keys.alias(workshop, 'phone:59899111110'))
    batch.put(keys.due(5, workshop, 'nobody'), 1)
    batch.remove(keys.appointment(workshop, 'ana1'))
    await documents.commit(batch)
    await documents.close()
    const into = temporaryFolder()
    await imported(fileWith(await exported(from)), into)
    expect(await all(into)).to.deep.equal(whole)
  })

  it('never touch a store that has something, or on which a server runs', async () => {
    const file = fileWith(await exported(await filled()))
    const used = await filled()
    const before = readFileSync(storeFile(used))
    expect(await imported(file, used).catch((error) => error)).to.be.instanceOf(StoreNotEmptyError)
    expect(readFileSync(storeFile(used)).equals(before)).to.equal(true)
    const served = temporaryFolder()
    const store = await openEmbeddedStore(served, () => now)
    closeAfterTest(() => store.close())
    expect(await imported(file, served).catch((error) => error)).to.be.instanceOf(StoreInUseError)
  })

  const edits: Record<string, { edit: (lines: string[]) => void; says: RegExp }> = {
    'a line that is no JSON': {
      edit: (lines) => {
        lines[3] = '{"record":'
      },
      says: /:4 cannot be imported: it is not JSON\. Nothing was imported/,
    },
    'a field of another kind': {
      edit: (lines) => {
        lines[1] = lines[1]!.replace(/"dueAt":\d+/, '"dueAt":"soon"')
      },
      says: /:2 cannot be imported: conversation\.dueAt: /,
    },
    'a record nobody knows': {
      edit: (lines) => {
        lines[1] = '{"record":"horse"}'
      },
      says: /:2 cannot be imported: record: /,
    },
    'a line that stands twice': {
      edit: (lines) => void lines.splice(2, 0, lines[1]!),
      says: /:3 cannot be imported: it stands twice/,
    },
    'an appointment that stands twice': {
      edit: (lines) => {
        const index = lines.findIndex((line) => line.includes('"appointment"'))
        lines.splice(index, 0, lines[index]!)
      },
      says: /cannot be imported: it stands twice/,
    },
    'lines out of order': {
      edit: (lines) => void lines.splice(1, 2, lines[2]!, lines[1]!),
      says: /:3 cannot be imported: it is out of order/,
    },
    'kinds out of order': {
      edit: (lines) => void lines.splice(1, 3, lines[3]!, lines[1]!, lines[2]!),
      says: /:3 cannot be imported: a conversation stands after a message/,
    },
    'no version': {
      edit: (lines) => void lines.shift(),
      says: /:1 cannot be imported: an export begins with its version/,
    },
    'a newer version': {
      edit: (lines) => {
        lines[0] = '{"record":"chasqui","version":99}'
      },
      says: /:1 cannot be imported: The data in .* is of version 99, and this Chasqui knows/,
    },
    'a missing line': {
      edit: (lines) => void lines.splice(2, 1),
      says: /cannot be imported: 17 of 18 records are there/,
    },
    'a file that was cut off': {
      edit: (lines) => void lines.splice(5),
      says: /:5 cannot be imported: the file is cut off/,
    },
    'an empty file': {
      edit: (lines) => void lines.splice(0),
      says: /:0 cannot be imported: the file is cut off/,
    },
    'something after the end': {
      edit: (lines) => void lines.push(lines.at(-1)!),
      says: /cannot be imported: it stands after the last line/,
    },
  }
  for (const [what, { edit, says }] of Object.entries(edits)) {
    it(`import nothing of a file with ${what}, and name the line`, async () => {
      const text = await exported(await filled())
      const lines = text.trimEnd().split('\n')
      edit(lines)
      const into = temporaryFolder()
      const file = fileWith(lines.map((line) => `${line}\n`).join(''))
      const refused = (await imported(file, into).catch((error) => error)) as Error
      expect(refused).to.be.instanceOf(BrokenRecordError)
      expect(refused.message).to.match(says).and.to.contain(file)
      expect(existsSync(storeFile(into))).to.equal(false)
      expect(readdirSync(into)).to.deep.equal([])
    })
  }
})
