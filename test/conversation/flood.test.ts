import { expect } from 'chai'
import { payload, startLive, text } from '../helpers/live.ts'

const minute = 60_000

describe('a customer who writes as fast as only a machine does', () => {
  const opened = async () => {
    const live = await startLive({ READ_RECEIPTS: 'off' })
    for (let number = 1; number <= 75; number++)
      expect((await live.deliver(payload(text('quiero agendar')))).status).to.equal(200)
    return live
  }
  const said = async ({ chasqui }: Awaited<ReturnType<typeof opened>>) => {
    const key = (await chasqui.store.find('torke', 'phone:59899111111'))!
    const messages = await chasqui.store.messages('torke', key, { limit: 1_000 })
    return (from: string) => messages.filter((each) => each.from === from).length
  }

  it('is answered 60 times, and then once in a minute to all at once', async () => {
    const live = await opened()
    let count = await said(live)
    expect([count('customer'), count('bot')]).to.deep.equal([75, 60])
    await live.later(minute)
    count = await said(live)
    expect(count('bot')).to.equal(61)
    await live.later(5 * minute)
    expect(await live.replies()).to.have.length(61)
  })

  it('is in nobody’s way, and can still opt out', async () => {
    const live = await opened()
    await live.deliver(payload(text('hola', { from: '59899222222' })))
    await live.deliver(payload(text('baja')))
    await live.later(5 * minute)
    const replies = await live.replies()
    expect(replies.filter(({ to }) => to === '+59899222222')).to.have.length(1)
    const key = (await live.chasqui.store.find('torke', 'phone:59899111111'))!
    expect((await live.chasqui.store.conversation('torke', key))!.optedOut).to.equal(true)
  })
})
