import { expect } from 'chai'
import { ana, buttons, list, Rig, text } from './rig.ts'

const template = (name: string, ...values: string[]) => ({
  type: 'template',
  template: {
    name,
    language: { code: 'es' },
    components: [
      { type: 'body', parameters: values.map((value) => ({ type: 'text', text: value })) },
      {
        type: 'button',
        sub_type: 'quick_reply',
        index: '0',
        parameters: [{ type: 'payload', payload: 'yes-1' }],
      },
    ],
  },
})

describe('the Graph side of the sandbox', () => {
  it("answers in Meta's shape and shows the message on the customer's phone", async () => {
    const rig = await new Rig().start()
    await rig.write(ana, { text: 'hola' })
    const { status, body } = await rig.graph({
      messaging_product: 'whatsapp',
      to: '+598 99 111-111',
      ...text('¡Buenas!'),
    })
    expect(status).to.equal(200)
    expect(body.contacts).to.deep.equal([{ input: '+598 99 111-111', wa_id: ana }])
    expect(body.messages).to.have.lengthOf(1)
    const [, shown] = await rig.chat(ana)
    expect(shown).to.include({ id: body.messages[0]!.id, from: 'workshop', type: 'text', text: '¡Buenas!' })
  })

  it('reports sent, delivered and read in this order, with what the workshop gave to be echoed', async () => {
    const rig = await new Rig().start()
    await rig.write(ana, { text: 'hola', name: 'Ana' })
    const at = String(Math.floor(rig.clock.now() / 1000))
    const id = await rig.send({ ...text('listo'), biz_opaque_callback_data: 'c1.7' })
    const statuses = rig.statuses(id)
    expect(statuses.map(({ status }) => status)).to.deep.equal(['sent', 'delivered', 'read'])
    for (const status of statuses) {
      expect(status).to.include({ recipient_id: ana, biz_opaque_callback_data: 'c1.7' })
      expect(Number(status.timestamp)).to.be.at.least(Number(at))
    }
    const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'service' }
    expect(statuses.map(({ pricing }) => pricing)).to.deep.equal([pricing, pricing, undefined])
    expect(rig.received.at(-1)!.value.contacts).to.deep.equal([{ profile: { name: 'Ana' }, wa_id: ana }])
  })

  it('refuses a wrong token with 401 and code 190', async () => {
    const rig = await new Rig().start()
    const { status, body } = await rig.graph(
      { messaging_product: 'whatsapp', to: ana, ...text('x') },
      { token: 'no' },
    )
    expect([status, body.error.code]).to.deep.equal([401, 190])
  })

  it('knows only the phone number id of the workshop', async () => {
    const rig = await new Rig().start()
    const { status, body } = await rig.graph(text('x'), { path: '/v25.0/999/messages' })
    expect([status, body.error.code]).to.deep.equal([400, 100])
    expect(body.error.error_data.details).to.include("'999'")
  })

  it('takes a body that is not JSON as one without parameters', async () => {
    const rig = await new Rig().start()
    const { status, body } = await rig.graph('{"messaging_product":')
    expect([status, body.error.message]).to.deep.equal([400, '(#100) Invalid parameter'])
    expect(body.error.error_data.details).to.equal('The parameter messaging_product is required.')
  })

  it('closes the window 24 h after the last message of the customer, for all but templates', async () => {
    const rig = await new Rig().start()
    await rig.write(ana, { text: 'hola' })
    await rig.post('/sandbox/clock', { advance: 'PT23H59M' })
    await rig.send(text('a tiempo'))
    await rig.post('/sandbox/clock', { advance: 'PT1M' })
    const { status, body } = await rig.graph({ messaging_product: 'whatsapp', to: ana, ...text('tarde') })
    expect([status, body.error.code]).to.deep.equal([400, 131047])
    expect(body.error.message).to.equal('(#131047) Re-engagement message')
    await rig.send(template('recordatorio', 'Ana'))
    expect((await rig.chat(ana)).map(({ text }) => text)).to.deep.equal([
      'hola',
      'a tiempo',
      'recordatorio: Ana',
    ])
    await rig.write(ana, { text: 'acá estoy' })
    await rig.send(text('abierta otra vez'))
  })

  it('has no window for a phone that never wrote', async () => {
    const rig = await new Rig().start()
    const { body } = await rig.graph({ messaging_product: 'whatsapp', to: ana, ...text('hola') })
    expect(body.error.code).to.equal(131047)
    expect((await rig.get('/sandbox/customers')).body.items).to.deep.equal([])
  })

  it('shows a template with its body filled and its quick replies, and counts its values', async () => {
    const templates = {
      recordatorio: { language: 'es', body: 'Hola {{1}}, te esperamos {{2}}.', buttons: ['Voy', 'No puedo'] },
    }
    const rig = await new Rig({ templates }).start()
    const id = await rig.send(template('recordatorio', 'Ana', 'mañana'))
    const [shown] = await rig.chat(ana)
    expect(shown).to.deep.include({
      id,
      type: 'template',
      text: 'Hola Ana, te esperamos mañana.',
      options: [
        { id: 'yes-1', title: 'Voy' },
        { id: 'No puedo', title: 'No puedo' },
      ],
    })
    expect(rig.statuses(id)[0]!.pricing).to.include({ category: 'utility' })
    const few = await rig.graph({
      messaging_product: 'whatsapp',
      to: ana,
      ...template('recordatorio', 'Ana'),
    })
    expect([few.status, few.body.error.code]).to.deep.equal([400, 132000])
    const unknown = await rig.graph({ messaging_product: 'whatsapp', to: ana, ...template('otra', 'Ana') })
    expect([unknown.status, unknown.body.error.code]).to.deep.equal([404, 132001])
    const { template: spanish } = template('recordatorio', 'Ana', 'mañana')
    const english = { type: 'template', template: { ...spanish, language: { code: 'en' } } }
    const foreign = await rig.graph({ messaging_product: 'whatsapp', to: ana, ...english })
    expect([foreign.status, foreign.body.error.code]).to.deep.equal([404, 132001])
  })

  it("marks a customer's messages as read up to the one named, and shows typing until a message comes", async () => {
    const rig = await new Rig().start()
    const typing: object[] = []
    rig.sandbox.events.on('typing', (event) => typing.push(event))
    await rig.write(ana, { text: 'hola' })
    const second = await rig.write(ana, { text: '¿están?' })
    await rig.write(ana, { text: '¿hola?' })
    const receipt = { messaging_product: 'whatsapp', status: 'read', message_id: second.body.id }
    expect((await rig.graph(receipt)).body).to.deep.equal({ success: true })
    expect((await rig.chat(ana)).map(({ status }) => status)).to.deep.equal(['read', 'read', 'delivered'])
    expect(typing).to.deep.equal([])
    await rig.graph({ ...receipt, typing_indicator: { type: 'text' } })
    await rig.send(text('¡Sí!'))
    expect(typing).to.deep.equal([
      { phone: ana, on: true },
      { phone: ana, on: false },
    ])
    const unknown = await rig.graph({ ...receipt, message_id: 'wamid.x' })
    expect([unknown.status, unknown.body.error.code]).to.deep.equal([400, 131009])
  })

  it('reports a reaction as sent and no more', async () => {
    const rig = await new Rig().start()
    const { body } = await rig.write(ana, { text: 'gracias' })
    const id = await rig.send({ type: 'reaction', reaction: { message_id: body.id, emoji: '👍' } })
    expect(rig.statuses(id).map(({ status }) => status)).to.deep.equal(['sent'])
  })

  it('shows the options of buttons and lists', async () => {
    const rig = await new Rig().start()
    await rig.write(ana, { text: 'hola' })
    await rig.send(buttons('Sí', 'No'))
    await rig.send(
      list({ id: 'd1', title: 'Lunes', description: 'de mañana' }, { id: 'd2', title: 'Martes' }),
    )
    const [, asked, listed] = await rig.chat(ana)
    expect(asked).to.deep.include({
      text: '¿Qué hacemos?',
      options: [
        { id: 'id-Sí', title: 'Sí' },
        { id: 'id-No', title: 'No' },
      ],
    })
    expect(listed).to.deep.include({
      list: 'Ver días',
      options: [
        { id: 'd1', title: 'Lunes', description: 'de mañana' },
        { id: 'd2', title: 'Martes' },
      ],
    })
  })

  it('takes a file and gives an id to send it by', async () => {
    const rig = await new Rig().start()
    await rig.write(ana, { text: 'hola' })
    const form = new FormData()
    form.set('messaging_product', 'whatsapp')
    form.set('file', new File(['%PDF'], 'presupuesto.pdf', { type: 'application/pdf' }))
    const response = await fetch(`${rig.sandbox.graphUrl}/v25.0/10650000001/media`, {
      method: 'POST',
      headers: { authorization: 'Bearer token' },
      body: form,
    })
    const { id } = (await response.json()) as { id: string }
    await rig.send({ type: 'document', document: { id, filename: 'presupuesto.pdf' } })
    expect((await rig.chat(ana)).at(-1)).to.include({ type: 'document', text: 'presupuesto.pdf' })
  })
})
