import { expect } from 'chai'
import { Throughput, Tier, takeOne } from '../../src/sandbox/limits.ts'
import { ana, Rig, text } from './rig.ts'

const template = { type: 'template', template: { name: 'ready', language: { code: 'es' } } }

describe('the limits of the sandbox', () => {
  it('take 45 messages to one customer at once, and one more every 6 seconds', () => {
    let bucket = takeOne(undefined, 0)
    for (let sent = 1; sent < 45; sent++) bucket = takeOne(bucket, 0)
    expect(takeOne(bucket, 5_999)).to.equal(undefined)
    bucket = takeOne(bucket, 6_000)
    expect(bucket).to.deep.equal({ left: 0, at: 6_000 })
    expect(takeOne(bucket, 6_001)).to.equal(undefined)
  })

  it('take so many messages of a number in any second', () => {
    const throughput = new Throughput(2)
    const taken = [0, 500, 999, 1_000, 1_001].map((now) => throughput.take('1', now))
    expect(taken).to.deep.equal([true, true, false, true, false])
    expect(throughput.take('2', 999)).to.equal(true)
  })

  it('count a customer once in 24 hours', () => {
    const tier = new Tier()
    tier.customersADay = 2
    const hour = 3_600_000
    expect(['a', 'b', 'c', 'a'].map((phone) => tier.take('1', phone, 0))).to.deep.equal([
      true,
      true,
      false,
      true,
    ])
    expect(tier.take('1', 'c', 24 * hour - 1)).to.equal(false)
    expect(tier.take('1', 'c', 24 * hour)).to.equal(true)
    expect(tier.take('2', 'c', 0)).to.equal(true)
  })

  const send = (rig: Rig, message: object, to = ana) =>
    rig.graph({ messaging_product: 'whatsapp', to, ...message })

  it('refuse what is too fast for one customer with 131056, until there is room again', async () => {
    const rig = await new Rig().start()
    await rig.post('/sandbox/limits', { perSecond: 1_000 })
    await rig.write(ana, { text: 'hola' })
    const answers = []
    for (let sent = 0; sent < 46; sent++) answers.push(await send(rig, text(`${sent}`)))
    expect(answers.filter(({ status }) => status === 200)).to.have.length(45)
    expect(answers.at(-1)!.body.error.code).to.equal(131056)
    await rig.post('/sandbox/clock', { advance: 'PT12S' })
    expect((await send(rig, text('otra'))).status).to.equal(200)
  })

  it('refuse what is too fast for the number with 130429', async () => {
    const rig = await new Rig().start()
    await rig.post('/sandbox/limits', { perSecond: 1 })
    await rig.write(ana, { text: 'hola' })
    const answers = await Promise.all([send(rig, text('a')), send(rig, text('b'))])
    const codes = answers.map(({ status, body }) => (status === 200 ? 200 : body.error.code))
    expect(codes).to.have.members([200, 130429])
  })

  it('refuse one customer too many outside their windows, tell the business of a new limit, and obey it', async () => {
    const rig = await new Rig().start()
    expect((await rig.get('/sandbox/limits')).body).to.deep.equal({ customersADay: 250, perSecond: 80 })
    await rig.post('/sandbox/limits', { customersADay: 1 })
    expect(rig.received.at(-1)!.value).to.deep.include({ max_daily_conversations_per_business: 1 })
    expect((await send(rig, template)).status).to.equal(200)
    expect((await send(rig, template, '59899222222')).body.error.code).to.equal(131048)
    // Who is counted may be written to again, and who wrote is not counted.
    expect((await send(rig, template)).status).to.equal(200)
    await rig.write('59899333333', { text: 'hola' })
    expect((await send(rig, template, '59899333333')).status).to.equal(200)
    await rig.post('/sandbox/limits', { customersADay: null })
    expect((await send(rig, template, '59899222222')).status).to.equal(200)
    const { status, body } = await rig.post('/sandbox/limits', { customersADay: 0 })
    expect([status, body.error.field]).to.deep.equal([422, 'customersADay'])
  })

  it('refuse the number itself, and fail what goes to nobody', async () => {
    const rig = await new Rig().start()
    expect((await send(rig, template, '+598 2900 0000')).body.error.code).to.equal(131021)
    expect((await rig.post(`/sandbox/customers/${ana}`, { reachable: false })).body).to.deep.equal({
      reachable: false,
    })
    const id = await rig.send(template)
    expect(rig.statuses(id)).to.have.length(1)
    expect(rig.statuses(id)[0]).to.deep.include({ status: 'failed' })
    expect(rig.statuses(id)[0]!.errors).to.deep.include.members([
      {
        code: 131026,
        title: 'Message undeliverable',
        message: 'Message undeliverable',
        error_data: { details: 'Message undeliverable' },
      },
    ])
  })
})
