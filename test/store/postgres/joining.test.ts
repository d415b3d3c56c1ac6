import { expect } from 'chai'
import pg from 'pg'
import { openPostgresStore } from '../../../src/store/postgres/store.ts'
import type { ConversationRow, MessageRow, Store } from '../../../src/store/store.ts'
import { closeAfterTest } from '../../helpers/open.ts'
import { emptyDatabase } from '../../helpers/postgres.ts'
import { eventually } from '../../helpers/process.ts'

const workshop = 'torke'

describe('a status that one node notes while another joins its conversation', () => {
  it('goes along, or finds nothing to note: it is never said to be noted and lost', async () => {
    const url = await emptyDatabase()
    const open = async () => {
      const store = await openPostgresStore<ConversationRow, MessageRow>(url, () => 0)
      closeAfterTest(() => store.close())
      return store
    }
    const [here, there] = [await open(), await open()]
    const elder = await meet(here, 'phone:59899111111')
    const younger = await meet(here, 'user:UY.1')
    const hand = new pg.Client({ connectionString: url })
    await hand.connect()
    closeAfterTest(() => hand.end())
    await hand.query(heldByHand)
    const waiting = async (kind: string) => {
      const { rows } = await hand.query(`select 1 from pg_locks where not granted and ${kind}`)
      return rows.length > 0 || undefined
    }

    const joining = here.join(workshop, elder, younger, (one, other) => ({
      conversation: { ...one, aliases: [...one.aliases, ...other.aliases] },
      message: (message) => ({ ...message, id: `${elder}.2`, number: 2 }),
      appointment: () => undefined,
    }))
    await eventually(() => waiting(`locktype = 'advisory'`))
    let isOver = false
    const noting = there
      .turn({ workshop, key: younger, messages: [1] }, async (view) => {
        const message = await view.message(1)
        return {
          changes: message ? { messages: [{ ...message, wamid: 'wamid.1' }] } : {},
          result: Boolean(message),
        }
      })
      .finally(() => {
        isOver = true
      })
    await eventually(async () => isOver || waiting(`locktype <> 'advisory'`))
    await hand.query('select pg_advisory_unlock(1)')
    await joining
    const isNoted = await noting
    const [, moved] = await here.messages(workshop, elder, { limit: 9 })
    expect(moved?.wamid === 'wamid.1').to.equal(isNoted)
  })
})

/** Whoever deletes a conversation waits in the middle of it until whoever asked this lets go. */
const heldByHand = `select pg_advisory_lock(1);
  create function wait() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock(1); return old; end $$;
  create trigger wait before delete on conversation for each row execute function wait()`

function meet(store: Store<ConversationRow, MessageRow>, alias: string): Promise<string> {
  return store.turn({ workshop, aliases: [alias] }, async ({ key }) => ({
    changes: {
      conversation: { workshop, key, aliases: [alias], dueAt: null },
      messages: [{ id: `${key}.1`, number: 1 }],
    },
    result: key,
  }))
}
