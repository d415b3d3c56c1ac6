import { expect } from 'chai'
import { ana, Rig, text } from './rig.ts'

describe('the controls of the sandbox', () => {
  it("gives the time with the workshop's offset", async () => {
    const rig = await new Rig().start()
    const { body } = await rig.get('/sandbox/clock')
    expect(body.now).to.match(/-03:00$/)
    expect(Date.parse(body.now)).to.be.closeTo(rig.clock.now(), 60_000)
  })

  it('moves the clock on by a duration, one request after another', async () => {
    const advance = async (to: number) => {
      await rig.get('/sandbox/clock')
      rig.clock.moveTo(to)
    }
    const rig: Rig = await new Rig({ advance }).start()
    const before = rig.clock.now()
    const answers = await Promise.all([
      rig.post('/sandbox/clock', { advance: 'PT24H' }),
      rig.post('/sandbox/clock', { advance: 'P1DT12H' }),
    ])
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200])
    expect(rig.clock.now() - before).to.be.within(60 * 3_600_000, 60 * 3_600_000 + 60_000)
  })

  it('moves the clock to what is due next, and says when nothing is', async () => {
    const rig = await new Rig().start()
    const due = rig.clock.now() + 3_600_000
    rig.dues = [due]
    const moved = await rig.post('/sandbox/clock', { to: 'next' })
    expect(Date.parse(moved.body.now)).to.be.closeTo(due, 60_000)
    const { status, body } = await rig.post('/sandbox/clock', { to: 'next' })
    expect([status, body.error.code]).to.deep.equal([409, 'nothingDue'])
  })

  for (const request of [
    { advance: '-PT1H' },
    { advance: 'P61D' },
    { advance: 'P1M' },
    { advance: 5 },
    { to: 'past' },
    {},
  ]) {
    it(`refuses ${JSON.stringify(request)} and leaves the clock alone`, async () => {
      const rig = await new Rig().start()
      const { status, body } = await rig.post('/sandbox/clock', request)
      expect([status, body.error.code]).to.deep.equal([422, 'invalid'])
      expect(body.error.field).to.equal('to' in request ? 'to' : 'advance')
      expect(rig.clock.offset).to.equal(0)
    })
  }

  it('answers before it pulls the plug', async () => {
    let pulled = () => {}
    const killed = new Promise<void>((resolve) => {
      pulled = resolve
    })
    const rig = await new Rig({ kill: () => pulled() }).start()
    const { status } = await rig.post('/sandbox/plug', {})
    expect(status).to.equal(202)
    await killed
  })

  it('delivers a payload from elsewhere, whose customers can then be answered', async () => {
    const rig = await new Rig().start()
    const timestamp = String(Math.floor(rig.clock.now() / 1000))
    const payload = {
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '1',
          changes: [
            {
              field: 'messages',
              value: {
                contacts: [{ profile: { name: 'Ana' }, wa_id: ana }],
                messages: [{ from: ana, id: 'wamid.A1', timestamp, type: 'text', text: { body: 'hola' } }],
              },
            },
          ],
        },
      ],
    }
    rig.answer = () => 503
    expect((await rig.post('/sandbox/webhooks', payload)).body).to.deep.equal({ status: 503 })
    rig.answer = () => 200
    expect((await rig.post('/sandbox/webhooks', payload)).body).to.deep.equal({ status: 200 })
    expect(rig.received.map(({ bytes }) => JSON.parse(bytes.toString()))).to.deep.equal([payload, payload])
    await rig.send(text('¡Buenas!'))
    expect((await rig.chat(ana)).map(({ text }) => text)).to.deep.equal(['hola', '¡Buenas!'])
    expect((await rig.get('/sandbox/customers')).body.items[0]).to.include({ name: 'Ana' })
  })

  it('delivers even a payload that makes no sense, since the webhook is to judge it', async () => {
    const rig = await new Rig().start()
    rig.answer = () => 400
    const { body } = await rig.post('/sandbox/webhooks', { object: 'other', entry: [{ changes: 7 }] })
    expect(body).to.deep.equal({ status: 400 })
  })

  it('streams events, its own and those of others, until it closes', async () => {
    const rig = await new Rig().start()
    const response = await fetch(`${rig.url}/sandbox/events`)
    expect(response.headers.get('content-type')).to.include('text/event-stream')
    rig.sandbox.events.emit('agenda', {})
    await rig.write(ana, { text: 'hola' })
    await rig.post('/sandbox/clock', { advance: 'PT1H' })
    const { now } = (await rig.get('/sandbox/clock')).body
    await rig.stop()
    const streamed = await response.text()
    expect(streamed).to.include('event: agenda\ndata: {}\n\n')
    expect(streamed).to.include(`event: chat\ndata: {"phone":"${ana}"}\n\n`)
    expect(streamed).to.include(`event: clock\ndata: {"now":"${now.slice(0, 13)}`)
  })
})
