import { expect } from 'chai'
import { ana, buttons, list, Rig, text } from './rig.ts'

const luis = '59899222222'

describe("the customers' phones of the sandbox", () => {
  it('brings what a customer writes to the webhook, with the name of the profile', async () => {
    const rig = await new Rig().start()
    const { status, body } = await rig.write(ana, { text: 'Quiero agendar mañana', name: 'Ana Núñez' })
    expect(status).to.equal(200)
    const { value } = rig.received[0]!
    expect(value.metadata).to.deep.equal({
      display_phone_number: '+598 2900 0000',
      phone_number_id: '10650000001',
    })
    expect(value.contacts).to.deep.equal([{ profile: { name: 'Ana Núñez' }, wa_id: ana }])
    expect(value.messages).to.have.lengthOf(1)
    expect(value.messages![0]).to.deep.include({
      from: ana,
      id: body.id,
      type: 'text',
      text: { body: 'Quiero agendar mañana' },
    })
    expect(Number(value.messages![0]!.timestamp)).to.be.closeTo(rig.clock.now() / 1000, 60)
  })

  it('answers 202 with the id at once when asked for no wait', async () => {
    const rig = await new Rig().start()
    const { status, body } = await rig.post(`/sandbox/customers/${ana}/messages`, { text: 'hola' })
    expect(status).to.equal(202)
    expect(body).to.deep.equal({ id: (await rig.chat(ana))[0]!.id })
  })

  it('waits for what the workshop answers to this message', async () => {
    const rig = await new Rig().start()
    await rig.write(ana, { text: 'antes' })
    await rig.send(text('respuesta vieja'))
    rig.settled = async () => {
      await rig.graph({ messaging_product: 'whatsapp', to: ana, ...text('respuesta nueva') })
      rig.settled = async () => {}
    }
    const { body } = await rig.write(ana, { text: 'ahora' })
    expect(body.messages.map(({ text }) => text)).to.deep.equal(['respuesta nueva'])
    expect(rig.statuses(body.messages[0]!.id).map(({ status }) => status)).to.deep.equal([
      'sent',
      'delivered',
      'read',
    ])
  })

  it('waits no longer than it was asked to', async () => {
    const rig = await new Rig().start()
    rig.settled = () => new Promise(() => {})
    const { status, body } = await rig.post(`/sandbox/customers/${ana}/messages?wait=0.05`, { text: 'hola' })
    expect([status, body.messages]).to.deep.equal([200, []])
  })

  it('gives the chat oldest first, or what came after a message', async () => {
    const rig = await new Rig().start()
    const { body } = await rig.write(ana, { text: 'uno' })
    await rig.write(ana, { text: 'dos' })
    await rig.send(text('tres'))
    expect((await rig.chat(ana)).map(({ text }) => text)).to.deep.equal(['uno', 'dos', 'tres'])
    const after = await rig.get(`/sandbox/customers/${ana}/messages?after=${body.id}`)
    expect(after.body.messages.map(({ text }) => text)).to.deep.equal(['dos', 'tres'])
    expect(Object.keys(after.body.messages[0]!)).to.have.members([
      'id',
      'from',
      'at',
      'type',
      'text',
      'options',
      'status',
    ])
    expect(after.body.messages[0]!.at).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-03:00$/)
    expect(await rig.chat(luis)).to.deep.equal([])
  })

  it('keeps the last 500 messages of a chat', async () => {
    const rig = await new Rig().start()
    const writes = Array.from({ length: 502 }, (_, index) =>
      rig.post(`/sandbox/customers/${ana}/messages`, { text: `${index}` }),
    )
    await Promise.all(writes)
    expect(await rig.chat(ana)).to.have.lengthOf(500)
    await rig.sandbox.delivered()
    expect(rig.received).to.have.lengthOf(502)
  }).timeout(60_000)

  it('lists the customers with their names', async () => {
    const rig = await new Rig().start()
    await rig.write(luis, { text: 'hola' })
    await rig.write(ana, { text: 'hola', name: 'Ana' })
    const { items } = (await rig.get('/sandbox/customers')).body
    expect(items.map(({ phone, name }) => [phone, name])).to.deep.equal([
      [ana, 'Ana'],
      [luis, 'Cliente 2222'],
    ])
    expect(items[0]!.lastAt).to.match(/-03:00$/)
  })

  it('sends a tap on a button by its title in any case, as an answer to its message', async () => {
    const rig = await new Rig().start()
    await rig.write(ana, { text: 'hola' })
    const asked = await rig.send(buttons('Sí', 'No'))
    await rig.write(ana, { choose: 'sí' })
    expect(rig.received.at(-1)!.value.messages![0]).to.deep.include({
      type: 'interactive',
      context: { from: '59829000000', id: asked },
      interactive: { type: 'button_reply', button_reply: { id: 'id-Sí', title: 'Sí' } },
    })
    expect((await rig.chat(ana)).at(-1)).to.include({ from: 'customer', type: 'interactive', text: 'Sí' })
  })

  it('sends a tap on a row of a list by its id', async () => {
    const rig = await new Rig().start()
    await rig.write(ana, { text: 'hola' })
    await rig.send(list({ id: 'd1', title: 'Lunes', description: 'de mañana' }))
    await rig.write(ana, { choose: 'd1' })
    expect(rig.received.at(-1)!.value.messages![0]!.interactive).to.deep.equal({
      type: 'list_reply',
      list_reply: { id: 'd1', title: 'Lunes', description: 'de mañana' },
    })
  })

  it("sends a tap on a template's quick reply as a button", async () => {
    const rig = await new Rig().start()
    const parameters = [{ type: 'payload', payload: 'confirm-1' }]
    await rig.send({
      type: 'template',
      template: {
        name: 'recordatorio',
        language: { code: 'es' },
        components: [{ type: 'button', sub_type: 'quick_reply', index: 0, parameters }],
      },
    })
    await rig.write(ana, { choose: 'confirm-1' })
    expect(rig.received.at(-1)!.value.messages![0]).to.deep.include({
      type: 'button',
      button: { payload: 'confirm-1', text: 'confirm-1' },
    })
  })

  it('takes the newest message that has the option, and older ones by their ids', async () => {
    const rig = await new Rig().start()
    await rig.write(ana, { text: 'hola' })
    const older = await rig.send(list({ id: 'old-no', title: 'No' }, { id: 'old-day', title: 'Lunes' }))
    const newer = await rig.send(list({ id: 'new-no', title: 'No' }))
    const answered = () => rig.received.at(-1)!.value.messages![0]!.context
    await rig.write(ana, { choose: 'No' })
    expect(answered()).to.include({ id: newer })
    await rig.write(ana, { choose: 'old-no' })
    expect(answered()).to.include({ id: older })
    await rig.write(ana, { choose: 'Lunes' })
    expect(answered()).to.include({ id: older })
  })

  it('says what there is to choose when the option is unknown', async () => {
    const rig = await new Rig().start()
    const path = `/sandbox/customers/${ana}/messages`
    const nothing = await rig.post(path, { choose: 'Sí' })
    expect(nothing.body.error.message).to.include('There is nothing to choose')
    await rig.write(ana, { text: 'hola' })
    await rig.send(buttons('Sí', 'No'))
    const { status, body } = await rig.post(path, { choose: 'Quizás' })
    expect(status).to.equal(422)
    expect(body.error).to.deep.equal({
      code: 'invalid',
      field: 'choose',
      message: 'There is no such option. The newest ones are: Sí | No.',
    })
  })

  for (const type of ['image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts']) {
    it(`sends ${type}`, async () => {
      const rig = await new Rig().start()
      await rig.write(ana, { media: { type } })
      const message = rig.received[0]!.value.messages![0]!
      expect(message.type).to.equal(type)
      expect(message[type]).to.be.an(type === 'contacts' ? 'array' : 'object')
      expect((await rig.chat(ana))[0]).to.include({ type })
    })
  }

  it('sends a caption with a photo', async () => {
    const rig = await new Rig().start()
    await rig.write(ana, { media: { type: 'image', caption: 'el golpe' } })
    expect(rig.received[0]!.value.messages![0]!.image).to.include({
      caption: 'el golpe',
      mime_type: 'image/jpeg',
    })
  })

  const refusals: [string, string, object, string][] = [
    ['a phone of seven digits', '5989911', { text: 'hola' }, 'phone'],
    ['a phone of sixteen digits', '5989911111111111', { text: 'hola' }, 'phone'],
    ['a phone with letters', 'ana', { text: 'hola' }, 'phone'],
    ['nothing', ana, {}, 'text'],
    ['both a text and a choice', ana, { text: 'hola', choose: 'Sí' }, 'choose'],
    ['an unknown kind of media', ana, { media: { type: 'poem' } }, 'media.type'],
    ['a name that is no text', ana, { text: 'hola', name: 7 }, 'name'],
  ]
  for (const [title, phone, body, field] of refusals) {
    it(`refuses ${title}`, async () => {
      const rig = await new Rig().start()
      const answer = await rig.post(`/sandbox/customers/${phone}/messages`, body)
      expect([answer.status, answer.body.error.code, answer.body.error.field]).to.deep.equal([
        422,
        'invalid',
        field,
      ])
      expect((await rig.get('/sandbox/customers')).body.items).to.deep.equal([])
    })
  }

  it('refuses a wait that is no number', async () => {
    const rig = await new Rig().start()
    const { status, body } = await rig.post(`/sandbox/customers/${ana}/messages?wait=soon`, { text: 'hola' })
    expect([status, body.error.field]).to.deep.equal([422, 'wait'])
    expect(await rig.chat(ana)).to.deep.equal([])
  })
})
