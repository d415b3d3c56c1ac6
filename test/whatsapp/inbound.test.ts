import { expect } from 'chai'
import { type Inbound, type InboundMessage, readPayload } from '../../src/whatsapp/inbound.ts'
import { reading, readings } from './readings.ts'
import { firstValue, names, payloadOf, textMessage, webhook } from './webhooks.ts'

describe('readPayload', () => {
  for (const name of names) {
    it(`reads ${name}.json`, () => {
      expect(readPayload(webhook(name)).map(reading)).to.deep.equal(readings[name])
    })
  }

  it('leaves out the zero characters of a text, which no store can look for', () => {
    const [read] = readPayload(payloadOf([textMessage({ text: { body: 'ho\0la' } })]))
    expect((read as InboundMessage).content).to.deep.equal({ kind: 'text', text: 'hola' })
  })

  it('reads the whole of a message', () => {
    const payload = webhook('text-quoted')
    expect(readPayload(payload)).to.deep.equal([
      {
        kind: 'message',
        number: '123456789',
        id: 'wamid.TESTQUOTED',
        sender: { phone: '59899000001', userId: 'UY.13491208655', name: 'Ana Pereira' },
        at: 1790000002000,
        content: { kind: 'text', text: 'A esa hora no puedo' },
        answers: 'wamid.TESTOUT1',
        type: 'text',
        raw: firstValue(payload).messages![0],
      },
    ])
  })

  it('reads the whole of a status', () => {
    const payload = webhook('status-failed')
    expect(readPayload(payload)).to.deep.equal([
      {
        kind: 'status',
        number: '123456789',
        wamid: 'wamid.TESTOUT1',
        status: 'failed',
        at: 1790000037000,
        recipient: { phone: '59899000001' },
        opaque: 'c1.1',
        error: { code: 131026, title: 'Message undeliverable' },
        raw: firstValue(payload).statuses![0],
      },
    ])
  })

  it('keeps the account, the time and the value of what belongs to no customer', () => {
    const payload = webhook('template-status')
    expect(readPayload(payload)).to.deep.equal([
      { kind: 'other', field: 'message_template_status_update', raw: payload.entry[0] },
    ])
  })

  it('reads an echo by itself, with the number that it was sent from', () => {
    const payload = webhook('echo')
    const [echo] = firstValue(payload).message_echoes!
    expect(readPayload(payload)).to.deep.equal([
      {
        kind: 'echo',
        number: '123456789',
        id: 'wamid.TESTECHO1',
        recipient: { phone: '59899000001', userId: 'UY.13491208655' },
        at: 1790000047000,
        text: 'Hola Ana, te escribo yo desde el taller',
        type: 'text',
        raw: echo,
      },
    ])
  })

  it('tells for which number a message is', () => {
    const numbers = readPayload(webhook('batch')).map(({ number }) => number)
    expect(numbers).to.deep.equal([...Array(7).fill('123456789'), undefined, '987654321'])
  })

  it('takes a forwarded message for no answer', () => {
    expect(message(readPayload(webhook('text-forwarded')))).to.not.have.property('answers')
  })

  for (const [written, at] of [
    ['1790000000', 1790000000000],
    [1790000000, 1790000000000],
    [undefined, undefined],
    [null, undefined],
    ['', undefined],
    ['yesterday', undefined],
    [-5, undefined],
    ['0', undefined],
    [1e300, undefined],
    ['1790000000000', undefined],
    [{}, undefined],
  ]) {
    it(`reads the timestamp ${JSON.stringify(written)} as ${at}`, () => {
      expect(message(readPayload(payloadOf([textMessage({ timestamp: written })]))).at).to.equal(at)
    })
  }

  for (const [why, changes] of Object.entries({
    'a missing id': { id: undefined },
    'an empty id': { id: '' },
    'an id too long to store': { id: `wamid.${'A'.repeat(600)}` },
    'no author': { from: undefined },
    'an author who is neither phone nor user id': { from: 'Ana' },
  })) {
    it(`only records a message with ${why}`, () => {
      const item = textMessage(changes)
      expect(readPayload(payloadOf([item]))).to.deep.equal([
        { kind: 'other', number: '123456789', field: 'unreadable', raw: item },
      ])
    })
  }

  it('only records a message that does not say for which number it is', () => {
    const payload = webhook('text')
    delete firstValue(payload).metadata
    expect(readPayload(payload).map(reading)).to.deep.equal(['other unreadable'])
  })

  for (const content of [
    { type: 'text', text: { body: '' } },
    { type: 'text', text: 'hola' },
    { type: 'text' },
    { type: 'interactive', interactive: null },
    { type: 'interactive', interactive: { type: 'button_reply', button_reply: { title: 'Sí' } } },
    { type: 'interactive', interactive: { type: 'list_reply', list_reply: [] } },
    { type: 'button', button: {} },
    { type: 'image', image: 'yes' },
    { type: 'constructor' },
    { type: '__proto__' },
    { type: null },
    { type: 7 },
  ]) {
    it(`finds ${JSON.stringify(content)} unreadable`, () => {
      const read = readPayload(payloadOf([textMessage({ text: undefined, ...content })]))
      expect(message(read).content).to.deep.equal({ kind: 'unreadable' })
    })
  }

  it('reads a message of which other parts are broken', () => {
    const broken = { timestamp: {}, context: 'x', button: 7, interactive: [], system: true, from_user_id: '' }
    expect(message(readPayload(payloadOf([textMessage(broken)])))).to.deep.include({
      sender: { phone: '59899000001' },
      at: undefined,
      content: { kind: 'text', text: 'hola' },
    })
  })

  it('takes a number where a text is due for its digits', () => {
    expect(message(readPayload(payloadOf([textMessage({ text: { body: 1030 } })]))).content).to.deep.equal({
      kind: 'text',
      text: '1030',
    })
  })

  it('takes the label of a template button for its payload where there is none', () => {
    const item = textMessage({ type: 'button', button: { text: 'Confirmo' } })
    expect(message(readPayload(payloadOf([item]))).content).to.deep.equal({
      kind: 'tap',
      id: 'Confirmo',
      title: 'Confirmo',
    })
  })

  it('reads a status whose error has no usable code as failed, without error', () => {
    const payload = webhook('status-failed')
    firstValue(payload).statuses![0]!.errors = [{ code: null }]
    expect(readPayload(payload).map(reading)).to.deep.equal(['failed c1.1'])
  })

  for (const payload of [
    undefined,
    null,
    0,
    '',
    'hola',
    [],
    {},
    { entry: null },
    { entry: [] },
    { object: 'page' },
  ]) {
    it(`records ${JSON.stringify(payload)} as unreadable`, () => {
      expect(readPayload(payload)).to.deep.equal([{ kind: 'other', field: 'unreadable', raw: payload }])
    })
  }

  it('records each entry, change and item that is no object, and reads the ones beside it', () => {
    const payload = webhook('text')
    const { messages } = firstValue(payload)
    const { changes } = payload.entry[0]!
    messages!.unshift(null, 7, 'x', [])
    expect(
      readPayload({ entry: [null, 5, { changes: [null, 'x', ...changes] }] }).map(reading),
    ).to.deep.equal([...Array(8).fill('other unreadable'), ...readings.text!])
  })

  it('keeps what is nested too deep only as far as it can be stored', () => {
    const deep = JSON.parse(`${'[{"a":'.repeat(100_000)}1${'}]'.repeat(100_000)}`)
    const read = readPayload(
      payloadOf([textMessage({ deep }), textMessage({ id: 'wamid.TEST2', text: deep })]),
    )
    expect(read.map(reading)).to.deep.equal([{ kind: 'text', text: 'hola' }, { kind: 'unreadable' }])
    expect(JSON.stringify(read).length).to.be.below(2000)
  })
})

function message([first]: Inbound[]): InboundMessage {
  if (first?.kind !== 'message') throw new Error('no message was read')
  return first
}
