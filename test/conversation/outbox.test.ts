import { EventEmitter, once } from 'node:events'
import { expect } from 'chai'
import type { Conversation, Message } from '../../src/conversation/conversation.ts'
import type { EngineEvents } from '../../src/conversation/events.ts'
import { joined } from '../../src/conversation/joined.ts'
import { Outbox } from '../../src/conversation/outbox.ts'
import { Rounds } from '../../src/rounds.ts'
import type { Store } from '../../src/store/store.ts'
import { refusal } from '../helpers/graph.ts'
import { wide } from '../helpers/limits.ts'
import { type Live, payload, startLive, text } from '../helpers/live.ts'
import { quiet } from '../helpers/quiet.ts'

const phone = '59899111111'
const second = 1_000

describe('the outbox', () => {
  let live: Live
  beforeEach(async () => {
    live = await startLive({ READ_RECEIPTS: 'off' })
  })

  const write = async (...words: string[]) => {
    for (const each of words) expect((await live.deliver(payload(text(each)))).status).to.equal(200)
    await live.chasqui.engine.settled()
  }
  const states = async () => {
    const key = (await live.chasqui.store.find('torke', `phone:${phone}`))!
    const messages = await live.chasqui.store.messages('torke', key, { limit: 20 })
    return messages.flatMap(({ outbound }) => (outbound ? [outbound.state] : []))
  }
  const status = async (state: string, index: number, rest: object = {}) => {
    const body = payload() as { entry: { changes: { value: Record<string, unknown> }[] }[] }
    const { biz_opaque_callback_data } = live.graph.requests[index]!.body!
    body.entry[0]!.changes[0]!.value.statuses = [
      {
        id: `wamid.LATE${index}`,
        status: state,
        timestamp: String(Math.floor(Date.now() / 1000)),
        recipient_id: phone,
        biz_opaque_callback_data,
        ...rest,
      },
    ]
    expect((await live.deliver(body)).status).to.equal(200)
  }

  for (const [name, answer] of Object.entries({
    'a rate limit of the number': refusal(130429),
    'a rate limit of the pair': refusal(131056),
    'a limit without a code': { status: 429, body: {} },
    'an unavailable service': refusal(131016, 'unavailable', 500),
    'an expired token': refusal(190, 'expired', 401),
    'a payment problem': refusal(131042),
  })) {
    it(`sends again, in order, what ${name} kept from leaving`, async () => {
      let refused = 2
      live.graph.answer(() => (refused-- > 0 ? answer : accepted()))
      await write('menú', 'quiero agendar')
      expect((await states())[0]).to.equal('owed')
      await live.later(10 * 60 * second)
      expect(await states()).to.deep.equal(['accepted', 'accepted'])
      const kinds = live.graph.requests.map(({ body }) => (body?.interactive as { type: string }).type)
      expect(kinds.filter((kind) => kind === 'list')).to.have.length(1)
      expect(kinds.at(-1)).to.equal('list')
    })
  }

  it('posts once what two turns marked at the same moment, of which the store let one be run again', async () => {
    live.graph.answer(() => refusal(190, 'expired', 401))
    await write('menú')
    const { store, clock } = live.chasqui
    const whose = { workshop: 'torke', key: (await store.find('torke', `phone:${phone}`))! }
    const posted = new EventEmitter()
    let posts = 0
    let first = () => {}
    const meanwhile = async () => {
      const begun = once(posted, 'post')
      void outbox.kick(whose.key)
      await begun
    }
    const outbox = new Outbox({
      store: runAgain(store, meanwhile),
      workshop: 'torke',
      clock,
      send: () => {
        posts++
        posted.emit('post')
        return new Promise((resolve) => {
          first = () => resolve({ wamid: 'wamid.1' })
        })
      },
      isReady: () => true,
      limits: wide,
      events: new EventEmitter<EngineEvents>(),
      rounds: new Rounds(),
      log: quiet,
      onChange() {},
    })
    const { job } = await outbox.turn(whose, async ({ conversation }) => ({
      changes: { conversation: conversation! },
      result: undefined,
    }))
    expect(job).to.equal(undefined)
    first()
    await outbox.idle()
    expect(posts).to.equal(1)
    expect(await states()).to.deep.equal(['accepted'])
  })

  it('sends what is marked while an answer is still awaited, also when it is asked to look again meanwhile', async () => {
    let answerFirst = () => {}
    const first = new Promise<void>((resolve) => {
      answerFirst = resolve
    })
    const reached = new EventEmitter()
    live.graph.answer(async () => {
      reached.emit('post')
      await first
      return accepted()
    })
    const begun = once(reached, 'post')
    expect((await live.deliver(payload(text('menú')))).status).to.equal(200)
    await begun
    await status('delivered', 0)
    const next = payload(text('quiero agendar'))
    expect((await live.deliver(next)).status).to.equal(200)
    expect((await live.deliver(next)).status).to.equal(200)
    answerFirst()
    await live.chasqui.engine.settled()
    expect(await states()).to.deep.equal(['delivered', 'accepted'])
  })

  it('stores what became of a message where it stands now, when its conversation was joined meanwhile', async () => {
    await write('menú')
    let answer = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    const reached = new EventEmitter()
    live.graph.answer(async () => {
      reached.emit('post')
      await answered
      return accepted()
    })
    const begun = once(reached, 'post')
    await live.deliver(payload({ ...text('menú'), from: undefined, from_user_id: 'UY.1' }))
    await begun
    const { store } = live.chasqui
    const [elder, younger] = [
      await store.find('torke', `phone:${phone}`),
      await store.find('torke', 'user:UY.1'),
    ]
    expect(await store.join('torke', elder!, younger!, joined)).to.equal(true)
    expect(await states()).to.deep.equal(['accepted', 'unknown'])
    answer()
    await live.chasqui.engine.settled()
    expect(await states()).to.deep.equal(['accepted', 'accepted'])
    expect((await store.conversation('torke', elder!))!.owed).to.deep.equal([])
    expect(live.graph.requests).to.have.length(2)
  })

  it('pauses everything when Meta refuses the account, says so, and sends what was held with a new token', async () => {
    live.graph.answer(({ headers }) =>
      headers.authorization === 'Bearer new' ? accepted() : refusal(190, 'expired', 401),
    )
    await write('menú')
    for (let index = 1; index <= 20; index++)
      await live.deliver(payload(text('menú', { from: `598992222${index + 10}` })))
    await live.chasqui.engine.settled()
    // One was refused, perhaps a few that were under way; the others were not even tried.
    expect(live.graph.requests.length).to.be.lessThan(5)
    const ready = await fetch(`${live.url}/readyz`)
    expect(ready.status).to.equal(503)
    expect(live.chasqui.engine.receptions.get('torke')!.paused).to.match(/token/)
    await live.chasqui.apply({ ...live.settings, accessToken: 'new' })
    await live.chasqui.engine.settled()
    expect(
      live.graph.requests.filter(({ headers }) => headers.authorization === 'Bearer new'),
    ).to.have.length(21)
    expect((await fetch(`${live.url}/readyz`)).status).to.equal(200)
  })

  it('gives up what Meta will never take, says why, and goes on with the next', async () => {
    let refused = 1
    live.graph.answer(() => (refused-- > 0 ? refusal(131026, 'Message undeliverable') : accepted()))
    await write('menú', 'quiero agendar')
    expect(await states()).to.deep.equal(['failed', 'accepted'])
  })

  it('keeps what could not reach Graph, and says so of nothing that left', async () => {
    await live.graph.close()
    await write('menú')
    expect(await states()).to.deep.equal(['owed'])
    await live.later(60 * second)
    expect(await states()).to.deep.equal(['owed'])
  })

  it('does not repeat what may have arrived: a status settles it', async () => {
    live.graph.answer((_, response) => {
      response.destroy()
      return undefined
    })
    await write('menú')
    expect(await states()).to.deep.equal(['unknown'])
    await status('sent', 0)
    live.graph.answer()
    await live.later(10 * 60 * second)
    expect(await states()).to.deep.equal(['sent'])
    expect(live.graph.requests).to.have.length(1)
  })

  it('sends once more what no status settled for a minute, and then gives up', async () => {
    live.graph.answer((_, response) => {
      response.destroy()
      return undefined
    })
    await write('menú')
    await live.later(59 * second)
    expect(live.graph.requests).to.have.length(1)
    await live.later(2 * second)
    expect(live.graph.requests).to.have.length(2)
    await live.later(3600 * second)
    expect(live.graph.requests).to.have.length(2)
    expect(await states()).to.deep.equal(['failed'])
  })

  it('keeps order while a message is unknown: the next one waits for it', async () => {
    let lost = 1
    live.graph.answer((_, response) => {
      if (lost-- > 0) {
        response.destroy()
        return undefined
      }
      return accepted()
    })
    await write('menú', 'quiero agendar')
    expect(await states()).to.deep.equal(['unknown', 'owed'])
    await status('delivered', 0)
    await live.chasqui.engine.settled()
    expect(await states()).to.deep.equal(['delivered', 'accepted'])
  })

  it('takes a status that overtakes the answer of its send', async () => {
    live.graph.answer(async () => {
      await status('delivered', 0)
      return accepted()
    })
    await write('menú')
    expect(await states()).to.deep.equal(['delivered'])
  })

  it('remembers a failure that Meta reports later, with its reason', async () => {
    await write('menú')
    await status('failed', 0, { errors: [{ code: 131047, title: 'Re-engagement message' }] })
    expect(await states()).to.deep.equal(['failed'])
  })
})

let count = 0

function accepted() {
  return {
    body: { messaging_product: 'whatsapp', contacts: [], messages: [{ id: `wamid.TESTOUT${++count}` }] },
  }
}

/** A store whose first turn is run in vain, since something else is done meanwhile, and then again. */
function runAgain(
  store: Store<Conversation, Message>,
  meanwhile: () => Promise<void>,
): Store<Conversation, Message> {
  let isFirst = true
  const turn: typeof store.turn = async (whose, work) => {
    if (isFirst) {
      isFirst = false
      await store.turn(whose, async (view) => ({ changes: {}, result: await work(view) }))
      await meanwhile()
    }
    return store.turn(whose, work)
  }
  return new Proxy(store, {
    get(target, name) {
      if (name === 'turn') return turn
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
