import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import type { Judge } from '../../src/store/check/finding.ts'
import { check } from '../../src/store/check.ts'
import { Batch, Documents } from '../../src/store/documents.ts'
import { storeFile } from '../../src/store/embedded.ts'
import { openEmbeddedRecords } from '../../src/store/embeddedRecords.ts'
import { everything, keys } from '../../src/store/keys.ts'
import { migrations, versionAfter } from '../../src/store/migrations.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'

const workshop = 'torke'
const day = 86_400_000
const now = Date.parse('2026-11-26T12:30:00Z')

const content: Judge = { conversation: () => [], message: () => [] }

describe('the check of a store', () => {
  let documents: Documents
  let folder = ''
  beforeEach(async () => {
    folder = temporaryFolder()
    documents = new Documents(storeFile(folder))
    closeAfterTest(() => documents.close())
    await write((batch) => {
      batch.put(keys.version, versionAfter(migrations))
      const ana = { workshop, key: 'ana', aliases: ['phone:59899111111', 'user:UY.1'], dueAt: now + 5 }
      batch.put(keys.conversation(workshop, 'ana'), ana)
      for (const alias of ana.aliases) batch.put(keys.alias(workshop, alias), 'ana')
      batch.put(keys.due(now + 5, workshop, 'ana'), 1)
      for (const number of [1, 2, 3]) {
        const message = { id: `ana.${number}`, number, wamid: `wamid.${number}` }
        batch.put(keys.message(workshop, 'ana', number), message)
      }
      put(batch, appointment('a1', '27', '10:00', { status: 'moved', movedTo: 'a2' }))
      put(batch, appointment('a2', '28', '10:00', { movedFrom: 'a1' }))
      batch.put(keys.seen(workshop, now / day - 7, 'ana', 'wamid.1'), now - 7 * day)
      batch.put(keys.seen(workshop, 0, 'ana', 'wamid.2'), now)
    })
  })

  const write = async (change: (batch: Batch) => void) => {
    const batch = new Batch(documents)
    change(batch)
    await documents.commit(batch)
  }

  const findings = async (judge = content, tick = () => {}) => {
    const records = (await openEmbeddedRecords(folder))!
    const found: string[] = []
    for await (const { where, what } of check(records, { judge, now, machineNow: now, tick }))
      found.push(`${where}: ${what}`)
    await records.close()
    return found
  }

  it('finds nothing in one that is sound, and looks at all of it', async () => {
    let looked = 0
    const tick = () => {
      looked++
    }
    expect(await findings(content, tick)).to.deep.equal([])
    const snapshot = documents.snapshot()
    // All but the version.
    expect(looked).to.equal(snapshot.count(everything) - 1)
    snapshot.close()
  })

  const broken: Record<string, [(batch: Batch) => void, string[]]> = {
    'an alias that leads nowhere, without telling the phone': [
      (batch) => batch.remove(keys.alias(workshop, 'phone:59899111111')),
      ['conversation ana: its alias phone:598…11 leads to nobody'],
    ],
    'an alias of a conversation that does not have it': [
      (batch) => batch.put(keys.alias(workshop, 'phone:59899222222'), 'ana'),
      ['alias phone:598…22: it leads to conversation ana, which does not have it'],
    ],
    'an alias that leads to somebody else': [
      (batch) => batch.put(keys.alias(workshop, 'user:UY.1'), 'leo'),
      [
        'conversation ana: its alias user:UY.….1 leads to leo',
        'alias user:UY.….1: it leads to conversation leo, which does not have it',
      ],
    ],
    'what is due and stands in no index': [
      (batch) => batch.remove(keys.due(now + 5, workshop, 'ana')),
      ['conversation ana: it is not in the index of what is due'],
    ],
    'what stands in the index and is not due': [
      (batch) => batch.put(keys.due(now + 9, workshop, 'ana'), 1),
      ['conversation ana: the index has it due at 2026-11-26T12:30:00.009Z, and it is not'],
    ],
    'a person who has the floor, and is not listed': [
      (batch) => {
        const leo = { workshop, key: 'leo', aliases: [], dueAt: null, attention: 'human' }
        batch.put(keys.conversation(workshop, 'leo'), leo)
      },
      ['conversation leo: it is not on the list of what is attended'],
    ],
    'what is listed, and is not so': [
      (batch) => {
        batch.put(keys.attended(workshop, 'ana'), 1)
        batch.put(keys.troubled(workshop, now, 'ana', 1), 1)
      },
      [
        'attended ana: the list has it, and it is not so',
        `troubled ${now} ana 1: the list has it, and it is not so`,
      ],
    ],
    'a message that is missing': [
      (batch) => batch.remove(keys.message(workshop, 'ana', 2)),
      ['message ana.3: it stands where ana.2 is expected'],
    ],
    'a message with the number of another': [
      (batch) => batch.put(keys.message(workshop, 'ana', 2), { id: 'ana.3', number: 3, wamid: 'wamid.3' }),
      [
        'message ana.3: it stands where ana.2 is expected',
        'message ana.3: it stands where ana.4 is expected',
      ],
    ],
    'messages of nobody': [
      (batch) => batch.put(keys.message(workshop, 'leo', 1), { id: 'leo.1', number: 1 }),
      ['messages of leo: they belong to no conversation'],
    ],
    'what should have been forgotten': [
      (batch) => {
        for (const id of ['x', 'y'])
          batch.put(keys.seen(workshop, Math.floor(now / day) - 10, 'ana', id), now - 10 * day)
      },
      ['messages seen: 2 are older than 8 days'],
    ],
    'an appointment on another day than its own': [
      (batch) => {
        batch.put(keys.day(workshop, '2026-11-30'), [appointment('a3', '29', '10:00')])
        batch.put(keys.appointment(workshop, 'a3'), '2026-11-30')
      },
      ['appointment a3: it begins 2026-11-29T10:00:00-03:00 and stands on 2026-11-30'],
    ],
    'an appointment that is not found by its id': [
      (batch) => batch.remove(keys.appointment(workshop, 'a2')),
      [
        'appointment a1: it was moved to a2, which does not know',
        'appointment a2: it stands on 2026-11-28, and is not found by its id',
      ],
    ],
    'an id of no appointment': [
      (batch) => batch.put(keys.appointment(workshop, 'a3'), '2026-11-28'),
      ['appointment a3: the index has it on 2026-11-28, where it is not'],
    ],
    'two in one place': [
      (batch) => put(batch, appointment('a3', '28', '09:30')),
      ['appointment a2: it overlaps appointment a3 in b1'],
    ],
    'two in one place over midnight': [
      (batch) => {
        put(batch, appointment('a3', '29', '23:30', { busyUntil: '2026-11-30T00:30:00-03:00' }))
        put(batch, appointment('a4', '30', '00:00'))
      },
      ['appointment a4: it overlaps appointment a3 in b1'],
    ],
    'a hold that still counts in the place of another': [
      (batch) => put(batch, appointment('a3', '28', '10:00', held(now + 1))),
      ['appointment a3: it overlaps appointment a2 in b1'],
    ],
    'one that was moved to nowhere': [
      (batch) => put(batch, appointment('a3', '29', '10:00', { status: 'moved' })),
      ['appointment a3: it is moved, and was moved to no other'],
    ],
    'a wish that does not say what is waited for': [
      (batch) => put(batch, appointment('a3', '29', '10:00', { status: 'waiting' })),
      ['appointment a3: it is waiting, and does not say what is waited for'],
    ],
    'one that came from nowhere': [
      (batch) => put(batch, appointment('a3', '29', '10:00', { movedFrom: 'a9' })),
      ['appointment a3: it came from a9, which does not know'],
    ],
  }
  for (const [what, [change, found]] of Object.entries(broken)) {
    it(`finds ${what}`, async () => {
      await write(change)
      expect(await findings()).to.deep.equal(found)
    })
  }

  it('has nothing against a hold that ran out, neighbours and other bays', async () => {
    await write((batch) => {
      put(batch, appointment('a3', '28', '10:00', held(now - 1)))
      put(batch, appointment('a4', '28', '11:00'))
      put(batch, appointment('a5', '28', '10:00', { bays: ['b2'] }))
      put(batch, appointment('a6', '28', '10:00', { status: 'cancelled' }))
    })
    expect(await findings()).to.deep.equal([])
  })

  it('says what the judge finds, and what cannot be judged at all', async () => {
    const fault = { what: 'it is odd', cure: 'look again' }
    const judge: Judge = {
      async *conversation(_, beside) {
        if ((await beside.message(3)) && (await beside.appointment('a2'))) yield fault
      },
      message: ({ key }, { number }) => {
        if (number === 2) throw new Error(`no such thing as ${key}`)
        return []
      },
    }
    expect(await findings(judge)).to.deep.equal([
      'conversation ana: it is odd',
      'message ana.2: it cannot be judged: no such thing as ana',
    ])
  })
})

function put(batch: Batch, added: Appointment): void {
  const date = added.start.slice(0, 10)
  const others = batch.get<Appointment[]>(keys.day(workshop, date)) ?? []
  batch.put(keys.day(workshop, date), [...others, added])
  batch.put(keys.appointment(workshop, added.id), date)
}

function held(until: number): Partial<Appointment> {
  return { status: 'held', heldUntil: new Date(until).toISOString() }
}

/** An hour long. */
function appointment(id: string, date: string, time: string, rest: Partial<Appointment> = {}): Appointment {
  const start = `2026-11-${date}T${time}:00-03:00`
  const end = new Date(Date.parse(start) + 3_600_000).toISOString()
  return {
    ...{ id, workshop, customer: 'ana', phone: null, name: null, service: 'brakes', vehicle: null },
    ...{ bays: ['b1'], start, end, busyUntil: end, status: 'booked', ...rest },
  }
}
