import http from 'node:http'
import { expect } from 'chai'
import { openChasqui } from '../../src/chasqui.ts'
import { Gate } from '../../src/server/gate.ts'
import { payload, startLive, text } from '../helpers/live.ts'
import { closeAfterTest } from '../helpers/open.ts'
import { quiet } from '../helpers/quiet.ts'

describe('back-pressure', () => {
  it('lets so many requests in, and so many bytes, and the next when one has left', () => {
    const gate = new Gate()
    const leave = Array.from({ length: 512 }, () => gate.enter(1)!)
    expect(gate.enter(1)).to.equal(undefined)
    leave[0]!()
    expect(gate.enter(1)).to.be.a('function')
    const other = new Gate()
    for (let index = 0; index < 16; index++) expect(other.enter(4 * 1024 * 1024)).to.be.a('function')
    expect(other.enter(1)).to.equal(undefined)
  })

  it('answers 503 while too many requests are open, and 200 again after them', async () => {
    const { url, deliver, replies } = await startLive()
    const halves = await Promise.all(Array.from({ length: 512 }, () => half(url)))
    expect((await deliver(payload(text('menú')))).status).to.equal(503)
    expect((await fetch(`${url}/healthz`)).status).to.equal(200)
    for (const request of halves) request.destroy()
    let answer = await deliver(payload(text('menú')))
    for (let tries = 0; answer.status === 503 && tries < 50; tries++)
      answer = await deliver(payload(text('menú')))
    expect(answer.status).to.equal(200)
    expect(await replies()).to.have.length(1)
  })
})

describe('the end', () => {
  it('waits for what is being sent, and sends nothing more', async () => {
    const live = await startLive({ READ_RECEIPTS: 'off' })
    let answer = () => {}
    const asked = new Promise<void>((told) => {
      live.graph.answer(async () => {
        told()
        await new Promise<void>((resolve) => {
          answer = resolve
        })
        return { body: { messages: [{ id: 'wamid.TESTLAST' }] } }
      })
    })
    await live.deliver(payload(text('menú'), text('quiero agendar')))
    await asked
    const closed = live.close()
    answer()
    await closed
    expect(live.graph.requests).to.have.length(1)
    expect(await states(live)).to.deep.equal(['accepted', 'owed'])
  })

  it('cuts what is still open when patience ends, and knows that it may have arrived', async () => {
    const live = await startLive({ READ_RECEIPTS: 'off' })
    const asked = new Promise<void>((told) => {
      live.graph.answer(() => {
        told()
        return new Promise(() => {})
      })
    })
    await live.deliver(payload(text('menú')))
    await asked
    await live.chasqui.close(50)
    expect(await states(live)).to.deep.equal(['unknown'])
  })
})

/** The states of what was to be sent, as the next process finds them. */
async function states({ settings }: Awaited<ReturnType<typeof startLive>>): Promise<string[]> {
  const chasqui = await openChasqui({ settings, log: quiet })
  closeAfterTest(() => chasqui.close())
  const key = (await chasqui.store.find('torke', 'phone:59899111111'))!
  const messages = await chasqui.store.messages('torke', key, { limit: 9 })
  return messages.flatMap(({ outbound }) => (outbound ? [outbound.state] : []))
}

/** A request that has begun and does not go on. */
function half(url: string): Promise<http.ClientRequest> {
  return new Promise((resolve) => {
    const request = http.request(`${url}/webhook/whatsapp`, {
      method: 'POST',
      headers: { 'Content-Length': 1000 },
      agent: false,
    })
    request.on('error', () => {})
    request.write('{', () => resolve(request))
    closeAfterTest(() => request.destroy())
  })
}
