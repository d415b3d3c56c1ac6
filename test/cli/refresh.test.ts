import { expect } from 'chai'
import { refresh, writersOf } from '../../src/cli/refresh.ts'

const now = Date.parse('2026-11-27T10:00:00Z')

describe('refresh', () => {
  it('moves the latest timestamp to now and keeps what lies between them', () => {
    const payload = webhook([message('wamid.1', '1709000000'), message('wamid.2', '1709000060')])

    const [first, second] = messagesIn(refresh(payload, { now, number: '1' }))

    expect(second!.timestamp).to.equal(String(now / 1000))
    expect(first!.timestamp).to.equal(String(now / 1000 - 60))
  })

  it('gives each message a new id, also where it is referred to, and leaves other ids alone', () => {
    const answer = { ...message('wamid.2', '1709000001'), context: { id: 'wamid.1', from: '59899111111' } }
    const reaction = {
      ...message('wamid.3', '1709000002'),
      reaction: { message_id: 'wamid.of-ours', emoji: '👍' },
    }

    const refreshed = messagesIn(
      refresh(webhook([message('wamid.1', '1709000000'), answer, reaction]), { now, number: '1' }),
    )

    expect(new Set(refreshed.map(({ id }) => id))).to.have.lengthOf(3)
    expect(refreshed.map(({ id }) => id)).not.to.include.members(['wamid.1'])
    expect(refreshed[1]).to.have.nested.property('context.id', refreshed[0]!.id)
    expect(refreshed[1]).to.have.nested.property('context.from', '59899111111')
    expect(refreshed[2]).to.have.nested.property('reaction.message_id', 'wamid.of-ours')
  })

  it('addresses it to our number and leaves everything else as it was', () => {
    const payload = webhook([message('wamid.1', '1709000000')])

    const refreshed = refresh(payload, { now, number: '106540352242922' }) as ReturnType<typeof webhook>
    const { metadata, ...value } = refreshed.entry[0]!.changes[0]!.value

    expect(metadata).to.deep.equal({
      display_phone_number: '59899000000',
      phone_number_id: '106540352242922',
    })
    expect(value.messages).to.deep.equal([
      {
        ...message('wamid.1', '1709000000'),
        id: messagesIn(refreshed)[0]!.id,
        timestamp: String(now / 1000),
      },
    ])
    expect(payload.entry[0]!.changes[0]!.value.metadata.phone_number_id).to.equal('123456789')
  })

  it('leaves a webhook without times and messages as it is', () => {
    const payload = { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [] }] }

    expect(refresh(payload, { now, number: '1' })).to.deep.equal(payload)
  })
})

describe('writersOf', () => {
  it('names each phone once, and nobody whose phone is hidden', () => {
    const hidden = { ...message('wamid.4', '1709000000'), from: 'UY.13491208655' }
    const payload = webhook([message('wamid.1', '1709000000'), message('wamid.2', '1709000000'), hidden])

    expect(writersOf(payload)).to.deep.equal(['59899111111'])
    expect(writersOf('nothing')).to.deep.equal([])
  })
})

function message(id: string, timestamp: string) {
  return { from: '59899111111', id, timestamp, type: 'text', text: { body: 'Hola' } }
}

function webhook(messages: ReturnType<typeof message>[]) {
  const metadata = { display_phone_number: '59899000000', phone_number_id: '123456789' }
  const value = { messaging_product: 'whatsapp', metadata, messages }
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  }
}

function messagesIn(payload: unknown) {
  return (payload as ReturnType<typeof webhook>).entry[0]!.changes[0]!.value.messages
}
