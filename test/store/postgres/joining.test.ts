import { expect } from 'chai'
import { openPostgresStore } from '../../../src/store/postgres/store.ts'
import type { ConversationRow, MessageRow, Store } from '../../../src/store/store.ts'
import { closeAfterTest } from '../../helpers/open.ts'
import { emptyDatabase, onServer } from '../../helpers/postgres.ts'

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
    await onServer(
      url,
      `create function slowly() returns trigger language plpgsql as
         $$ begin perform pg_sleep(0.4); return old; end $$;
       create trigger slowly before delete on conversation for each row execute function slowly()`,
    )
    const joining = here.join(workshop, elder, younger, (one, other) => ({
      conversation: { ...one, aliases: [...one.aliases, ...other.aliases] },
      message: (message) => ({ ...message, id: `${elder}.2`, number: 2 }),
      appointment: () => undefined,
    }))
    await new Promise((resolve) => setTimeout(resolve, 150))
    const isNoted = await there.turn({ workshop, key: younger, messages: [1] }, async (view) => {
      const message = await view.message(1)
      return {
        changes: message ? { messages: [{ ...message, wamid: 'wamid.1' }] } : {},
        result: Boolean(message),
      }
    })
    await joining
    const [, moved] = await here.messages(workshop, elder, { limit: 9 })
    expect(moved?.wamid === 'wamid.1').to.equal(isNoted)
  })
})

function meet(store: Store<ConversationRow, MessageRow>, alias: string): Promise<string> {
  return store.turn({ workshop, aliases: [alias] }, async ({ key }) => ({
    changes: {
      conversation: { workshop, key, aliases: [alias], dueAt: null },
      messages: [{ id: `${key}.1`, number: 1 }],
    },
    result: key,
  }))
}
