import { GraphApiError, WhatsAppClient } from '@kapso/whatsapp-cloud-api'
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server'
import { expect } from 'chai'
import { ana, Rig } from './rig.ts'

const to = `+${ana}`
const phoneNumberId = '10650000001'

/** What others wrote against Meta's own servers finds the same here. */
describe("another maker's client of the Cloud API, on the sandbox", () => {
  async function start(accessToken = 'token') {
    const rig = await new Rig({ templates: {} }).start()
    const client = new WhatsAppClient({ accessToken, baseUrl: rig.sandbox.graphUrl, graphVersion: 'v25.0' })
    return { rig, client, messages: client.messages }
  }

  it('sends every kind of message that a customer can see', async () => {
    const { rig, messages } = await start()
    await rig.write(ana, { text: 'hola' })
    const address = { phoneNumberId, to }
    const bodyText = '¿Cuándo te queda bien?'
    const options = { id: 'a', title: 'El lunes' }
    const link = 'https://taller.example/archivo'
    const sent = [
      await messages.sendText({ ...address, body: '¡Buenas!' }),
      await messages.sendInteractiveButtons({ ...address, bodyText, buttons: [options] }),
      await messages.sendInteractiveList({
        ...address,
        bodyText,
        buttonText: 'Ver días',
        sections: [{ title: 'Días', rows: [options] }],
      }),
      await messages.sendDocument({ ...address, document: { link, filename: 'informe.pdf' } }),
      await messages.sendImage({ ...address, image: { link, caption: 'El disco' } }),
      await messages.sendLocation({ ...address, location: { latitude: -34.9, longitude: -56.16 } }),
    ]
    for (const { messagingProduct, contacts, messages } of sent) {
      expect(messagingProduct).to.equal('whatsapp')
      expect(contacts[0]).to.deep.include({ input: to, waId: ana })
      expect(messages[0]!.id).to.match(/^wamid\./)
    }
    const shown = (await rig.chat(ana)).filter(({ from }) => from === 'workshop')
    expect(shown.map(({ id }) => id)).to.deep.equal(sent.map(({ messages }) => messages[0]!.id))
  })

  it('uploads a file and sends it by its id', async () => {
    const { rig, client } = await start()
    await rig.write(ana, { text: 'hola' })
    const file = new Blob(['%PDF-1.4'], { type: 'application/pdf' })
    const uploaded = await client.media.upload({
      phoneNumberId,
      type: 'application/pdf',
      file,
      fileName: 'a.pdf',
    })
    const document = { id: uploaded.id, filename: 'a.pdf' }
    const { messages } = await client.messages.sendDocument({ phoneNumberId, to, document })
    expect((await rig.chat(ana)).at(-1)).to.include({ id: messages[0]!.id, type: 'document' })
  })

  it('marks as read, and shows that it writes', async () => {
    const { rig, messages } = await start()
    await rig.write(ana, { text: 'hola' })
    const messageId = rig.received[0]!.value.messages![0]!.id
    const answer = await messages.markRead({ phoneNumberId, messageId, typingIndicator: { type: 'text' } })
    expect(answer.success).to.equal(true)
  })

  it('is refused with the codes it knows: outside the window, with a wrong token, without a template', async () => {
    const { messages } = await start()
    const outside = await refused(messages.sendText({ phoneNumberId, to, body: '¿Sigue en pie?' }))
    expect([outside.code, outside.category]).to.deep.equal([131047, 'reengagementWindow'])
    const template = { name: 'nobody_made_it', language: { code: 'es' } }
    expect((await refused(messages.sendTemplate({ phoneNumberId, to, template }))).code).to.equal(132001)
    const stranger = (await start('another token')).messages
    const unknown = await refused(stranger.sendText({ phoneNumberId, to, body: 'Hola' }))
    expect([unknown.code, unknown.httpStatus]).to.deep.equal([190, 401])
  })

  it('finds webhooks signed, and reads what a customer wrote and how far a message came', async () => {
    const { rig, messages } = await start()
    await rig.write(ana, { text: '¿Está pronto el Gol?', name: 'Ana' })
    const sent = await messages.sendText({ phoneNumberId, to, body: '¡Sí!' })
    await rig.sandbox.delivered(ana)
    for (const { bytes, signature } of rig.received) {
      expect(verifySignature({ appSecret: 'secret', rawBody: bytes, signatureHeader: signature })).to.equal(
        true,
      )
    }
    const read = rig.received.map(({ bytes }) => normalizeWebhook(JSON.parse(bytes.toString())))
    expect(read.flatMap(({ messages }) => messages.map(({ text }) => text?.body))).to.deep.equal([
      '¿Está pronto el Gol?',
    ])
    expect(read.flatMap(({ statuses }) => statuses.map(({ id, status }) => [id, status]))).to.deep.equal(
      ['sent', 'delivered', 'read'].map((status) => [sent.messages[0]!.id, status]),
    )
  })
})

async function refused(sending: Promise<unknown>): Promise<GraphApiError> {
  const error = await sending.then(
    () => new Error('It was not refused'),
    (error: unknown) => error,
  )
  if (error instanceof GraphApiError) return error
  throw error
}
