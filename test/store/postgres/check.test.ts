import { expect } from 'chai'
import type { Judge } from '../../../src/store/check/finding.ts'
import { check } from '../../../src/store/check.ts'
import { openPostgresRecords } from '../../../src/store/postgres/records.ts'
import { openPostgresStore } from '../../../src/store/postgres/store.ts'
import type { ConversationRow, MessageRow } from '../../../src/store/store.ts'
import { freshDatabase, onServer } from '../../helpers/postgres.ts'

const workshop = 'torke'
const now = Date.parse('2026-11-26T12:30:00Z')
const content: Judge = { conversation: () => [], message: () => [] }

describe('the check of a PostgreSQL store', () => {
  let url = ''
  beforeEach(async () => {
    url = await freshDatabase()
    const store = await openPostgresStore<ConversationRow, MessageRow>(url, () => now)
    await store.turn({ workshop, key: 'ana' }, async (view) => {
      await view.lockAgenda()
      const aliases = ['phone:59899111111', `user:${'x'.repeat(400)}`]
      return {
        changes: {
          conversation: { workshop, key: 'ana', aliases, dueAt: now + 5.5 },
          messages: [1, 2, 3].map((number) => ({ id: `ana.${number}`, number })),
          appointments: [appointment('a1', 'booked'), appointment('a2', 'cancelled')],
        },
        result: null,
      }
    })
    await store.close()
  })

  const findings = async () => {
    const records = (await openPostgresRecords(url))!
    const found: string[] = []
    for await (const { where, what } of check(records, { judge: content, now, machineNow: now, tick() {} }))
      found.push(`${where}: ${what}`)
    await records.close()
    return found
  }

  it('finds nothing in one that is sound', async () => {
    expect(await findings()).to.deep.equal([])
  })

  const broken: Record<string, [sql: string, found: string[]]> = {
    'an alias that leads nowhere, without telling the phone': [
      `delete from alias where alias like 'phone:%'`,
      ['conversation ana: its alias phone:598…11 leads to nobody'],
    ],
    'an alias of a conversation that does not have it': [
      `insert into alias values ('torke', 'phone:59899222222', 'leo')`,
      ['alias phone:598…22: it leads to conversation leo, which does not have it'],
    ],
    'a conversation that is looked at when nothing is due': [
      `update conversation set due_at = null`,
      [`conversation ana: it is due at 2026-11-26T12:30:00.006Z, and is looked at never`],
    ],
    'a message that is missing': [
      'delete from message where number = 2',
      ['message ana.3: it stands where ana.2 is expected'],
    ],
    'a place that nobody is kept out of': [
      'delete from occupied',
      ['appointment a1: the bays and mechanics that it keeps others out of are not its own'],
    ],
  }
  for (const [what, [sql, found]] of Object.entries(broken)) {
    it(`finds ${what}`, async () => {
      await onServer(url, sql)
      expect(await findings()).to.deep.equal(found)
    })
  }
})

function appointment(id: string, status: 'booked' | 'cancelled') {
  const at = (time: string) => `2026-11-27T${time}:00-03:00`
  return {
    ...{ id, workshop, customer: 'ana', phone: null, name: null, service: 'brakes', vehicle: null, status },
    ...{ bays: ['b1', 'b2'], start: at('10:00'), end: at('11:00'), busyUntil: at('11:30') },
  }
}
