import { expect } from 'chai'
import { usual } from '../../../src/store/postgres/pace.ts'
import { openPostgresStore } from '../../../src/store/postgres/store.ts'
import type { Changes, ConversationRow, MessageRow, Store, View } from '../../../src/store/store.ts'
import { closeAfterTest } from '../../helpers/open.ts'
import { freshDatabase } from '../../helpers/postgres.ts'
import { type Wire, wireTo } from '../../helpers/wire.ts'

type Row = ConversationRow & { count: number }
type Said = MessageRow & { wamid?: string }

const workshop = 'torke'
const now = Date.parse('2026-11-26T12:30:00Z')
const aliases = ['phone:59899111111']
const none = { changes: {}, result: null }

describe('what a node remembers of its last turns', () => {
  let wire: Wire
  let here: Store<Row, Said>
  let there: Store<Row, Said>
  let key: string
  beforeEach(async () => {
    wire = await wireTo(await freshDatabase())
    here = await open(wire.url)
    there = await open(wire.url)
    key = await hear(here, 'wamid.A')
  })

  const open = async (url: string) => {
    const store = await openPostgresStore<Row, Said>(url, () => now, { ...usual, beat: 600_000 })
    closeAfterTest(() => store.close())
    return store
  }

  /** Counts one more, and adds a message of that number. */
  const counted = (view: View<Row, Said>): Changes<Row, Said> => {
    const { key, conversation } = view
    const count = (conversation?.count ?? 0) + 1
    return {
      conversation: { ...conversation, workshop, key, aliases, dueAt: null, count },
      messages: [{ id: `${key}.${count}`, number: count }],
    }
  }

  const hear = (store: Store<Row, Said>, id: string) =>
    store.turn({ workshop, aliases, hears: { id, at: now } }, async (view) =>
      (await view.seen(id, now))
        ? { changes: {}, result: 'seen' }
        : { changes: { ...counted(view), seen: [{ id, at: now }] }, result: view.key },
    )

  const note = (store: Store<Row, Said>, number: number, wamid: string) =>
    store.turn({ workshop, key, messages: [number] }, async (view) => {
      const message = await view.message(number)
      return message
        ? { changes: { messages: [{ ...message, wamid }] }, result: message.wamid }
        : { ...none, result: 'none' }
    })

  it('is gone on from, without a look at the database', async () => {
    wire.asked.length = 0
    expect(await hear(here, 'wamid.B')).to.equal(key)
    expect(await note(here, 2, 'wamid.out')).to.equal(undefined)
    expect(await note(here, 1, 'wamid.first')).to.equal(undefined)
    expect(wire.asked.filter(({ text }) => /^with whose|^with named/.test(text))).to.deep.equal([])
    expect(await there.conversation(workshop, key)).to.include({ count: 2 })
    const messages = await there.messages(workshop, key, { limit: 9 })
    expect(messages.map(({ wamid }) => wamid)).to.deep.equal(['wamid.first', 'wamid.out'])
  })

  it('is not relied on for what customers write where other nodes are there to hear it, but for what goes on at once', async () => {
    await hear(there, 'wamid.B')
    wire.asked.length = 0
    await hear(there, 'wamid.C')
    expect(wire.asked.map(({ text }) => /^with named/.test(text))).to.deep.equal([true, false])
    wire.asked.length = 0
    await there.turn({ workshop, key, messages: [3], goesOn: true }, async (view) => ({
      changes: { messages: [{ ...(await view.message(3))!, wamid: 'wamid.out' }] },
      result: null,
    }))
    expect(wire.asked).to.have.length(1)
  })

  it('counts only if no other node has gone on: then it is read again', async () => {
    await hear(there, 'wamid.B')
    expect(await hear(here, 'wamid.C')).to.equal(key)
    expect(await here.conversation(workshop, key)).to.include({ count: 3 })
    await note(there, 3, 'wamid.out')
    expect(await note(here, 3, 'wamid.again')).to.equal('wamid.out')
  })

  it('does not hide that another node has heard a message', async () => {
    expect(await hear(there, 'wamid.B')).to.equal(key)
    expect(await hear(here, 'wamid.B')).to.equal('seen')
    // Nor where the conversation itself stands as it was.
    await there.turn({ workshop, key }, async () => ({
      changes: { seen: [{ id: 'wamid.C', at: now }] },
      result: null,
    }))
    expect(await hear(here, 'wamid.C')).to.equal('seen')
    expect(await here.conversation(workshop, key)).to.include({ count: 2 })
  })

  it('is nothing to go by for a turn that changes nothing, or fails', async () => {
    await hear(there, 'wamid.B')
    const counts: (number | undefined)[] = []
    const look = here.turn({ workshop, key }, async ({ conversation }) => {
      counts.push(conversation?.count)
      return { changes: {}, result: conversation?.count }
    })
    expect(await look).to.equal(2)
    expect(counts).to.deep.equal([1, 2])
    await hear(there, 'wamid.C')
    const failing = here.turn({ workshop, key }, async ({ conversation }) => {
      if (conversation?.count !== 3) throw new Error('it is over')
      return { changes: {}, result: conversation.count }
    })
    expect(await failing).to.equal(3)
    const wrong = here.turn({ workshop, key }, async () => Promise.reject(new Error('it fails all the same')))
    expect(await wrong.catch(({ message }: Error) => message)).to.equal('it fails all the same')
  })

  it('is asked of what was seen of a customer who was forgotten and has come back', async () => {
    await hear(there, 'wamid.B')
    await there.forget(workshop, key, () => undefined)
    const anew = await hear(here, 'wamid.C')
    expect(anew).not.to.equal(key)
    expect(await hear(here, 'wamid.B')).to.equal('seen')
    expect(await hear(here, 'wamid.D')).to.equal(anew)
    expect(await here.conversation(workshop, anew)).to.include({ count: 2 })
  })

  it('is over with a customer who was forgotten, or joined to another one, by another node', async () => {
    await there.forget(workshop, key, () => undefined)
    const anew = await hear(here, 'wamid.B')
    expect(anew).not.to.equal(key)
    const elder = await there.turn({ workshop, aliases: ['user:UY.1'] }, async ({ key }) => ({
      changes: { conversation: { workshop, key, aliases: ['user:UY.1'], dueAt: null, count: 10 } },
      result: key,
    }))
    await there.join(workshop, elder, anew, (one) => ({
      conversation: { ...one, aliases: [...one.aliases, ...aliases] },
      message: (message) => ({
        ...message,
        number: message.number + 10,
        id: `${elder}.${message.number + 10}`,
      }),
      appointment: () => undefined,
    }))
    expect(await hear(here, 'wamid.C')).to.equal(elder)
    expect(await here.conversation(workshop, elder)).to.include({ count: 11 })
    expect(await note(here, 1, 'wamid.out')).to.equal('none')
  })

  it('is nobody’s of whom no alias is given', async () => {
    const meet = () =>
      here.turn({ workshop, aliases: [] }, async ({ key, conversation }) => ({
        changes: { conversation: { workshop, key, aliases: [], dueAt: null, count: 1 } },
        result: [key, conversation?.count],
      }))
    const [first] = await meet()
    const [next, count] = await meet()
    expect(next).not.to.equal(first)
    expect(count).to.equal(undefined)
  })

  it('is dropped with the connection: another server need not have all that was committed', async () => {
    await hear(here, 'wamid.B')
    wire.cut()
    wire.mend()
    wire.asked.length = 0
    expect(await hear(here, 'wamid.C').catch(() => hear(here, 'wamid.C'))).to.equal(key)
    expect(wire.asked.some(({ text }) => /^with named/.test(text))).to.equal(true)
  })
})
