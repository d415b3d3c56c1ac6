import { expect } from 'chai'
import { ana, Rig, text } from './rig.ts'

describe('the faults of the sandbox', () => {
  let rig: Rig
  beforeEach(async () => {
    rig = await new Rig().start()
    await rig.write(ana, { text: 'hola' })
  })

  const fault = async (asked: object) => {
    const answer = await rig.post('/sandbox/faults', asked)
    expect(answer.status, JSON.stringify(answer.body)).to.equal(201)
  }
  const send = () => rig.graph({ messaging_product: 'whatsapp', to: ana, ...text('hola') })
  const told = (id: string) => rig.statuses(id).map(({ status }) => status)

  it('answer with any code, so many times and no more', async () => {
    await fault({ on: 'send', code: 131016, times: 2 })
    const codes = [await send(), await send(), await send()].map(({ status, body }) => [
      status,
      body.error?.code,
    ])
    expect(codes).to.deep.equal([
      [500, 131016],
      [500, 131016],
      [200, undefined],
    ])
  })

  it('concern one phone only, where that is named, and last until they are taken back', async () => {
    await fault({ on: 'send', code: 131042, phone: '59899222222', times: 'always' })
    expect((await send()).status).to.equal(200)
    const { items } = (await rig.get('/sandbox/faults')).body
    expect(items).to.deep.equal([
      { on: 'send', phone: '59899222222', times: 'always', code: 131042, id: 1, left: null },
    ])
    await fetch(`${rig.url}/sandbox/faults`, { method: 'DELETE' })
    expect((await rig.get('/sandbox/faults')).body.items).to.deep.equal([])
  })

  it('cut the connection before a message is taken, or after', async () => {
    await fault({ on: 'send', lose: 'request' })
    expect(await send().catch(() => 'cut')).to.equal('cut')
    expect((await rig.chat(ana)).length).to.equal(1)
    await fault({ on: 'send', lose: 'answer' })
    expect(await send().catch(() => 'cut')).to.equal('cut')
    expect((await rig.chat(ana)).length).to.equal(2)
  })

  it('fail a message later that was taken', async () => {
    await fault({ on: 'send', fail: 131047 })
    const id = await rig.send(text('hola'))
    expect(
      rig.statuses(id).map(({ status, errors }) => [status, (errors as { code: number }[])[0]!.code]),
    ).to.deep.equal([['failed', 131047]])
  })

  it('leave statuses out, tell them twice, or in the wrong order', async () => {
    await fault({ on: 'status', miss: ['sent', 'delivered'] })
    expect(told(await rig.send(text('a')))).to.deep.equal(['read'])
    await fault({ on: 'status', twice: true })
    expect(told(await rig.send(text('b')))).to.deep.equal([
      'sent',
      'sent',
      'delivered',
      'delivered',
      'read',
      'read',
    ])
    await fault({ on: 'status', reversed: true })
    expect(told(await rig.send(text('c')))).to.deep.equal(['read', 'delivered', 'sent'])
  })

  it('tell statuses late, by the clock of the sandbox', async () => {
    await fault({ on: 'status', late: 'PT10M' })
    const id = await rig.send(text('a'))
    expect(told(id)).to.deep.equal([])
    await rig.post('/sandbox/clock', { advance: 'PT9M' })
    expect(told(id)).to.deep.equal([])
    await rig.post('/sandbox/clock', { advance: 'PT1M' })
    await rig.sandbox.delivered(ana)
    expect(told(id)).to.deep.equal(['sent', 'delivered', 'read'])
  })

  it('bring what a customer writes twice, or after what comes next', async () => {
    const texts = () =>
      rig.received
        .flatMap(({ value }) => value.messages ?? [])
        .map((each) => (each.text as { body: string }).body)
    await fault({ on: 'webhook', twice: true })
    await rig.write(ana, { text: 'a' })
    await fault({ on: 'webhook', reversed: true })
    await rig.post(`/sandbox/customers/${ana}/messages`, { text: 'b' })
    await rig.write(ana, { text: 'c' })
    expect(texts()).to.deep.equal(['hola', 'a', 'a', 'c', 'b'])
  })

  for (const [name, asked, field] of [
    ['of nothing', {}, 'on'],
    ['that does two things', { on: 'send', code: 1, lose: 'answer' }, 'on'],
    ['of a send that is one of a status', { on: 'send', miss: ['sent'] }, 'miss'],
    ['that takes longer than anyone waits', { on: 'send', delay: 'PT5M' }, 'delay'],
    ['whose time is none', { on: 'status', late: 'soon' }, 'late'],
    ['for a phone that is none', { on: 'send', code: 1, phone: 'ana' }, 'phone'],
  ] as const) {
    it(`are refused where they are ${name}, and the field is named`, async () => {
      const { status, body } = await rig.post('/sandbox/faults', asked)
      expect([status, body.error.field]).to.deep.equal([422, field])
    })
  }
})
