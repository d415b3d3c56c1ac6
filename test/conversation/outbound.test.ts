import { expect } from 'chai'
import type { Message, OutboundState } from '../../src/conversation/conversation.ts'
import { reached } from '../../src/conversation/outbound.ts'

const owed: Message = {
  id: 'ana.1',
  number: 1,
  from: 'bot',
  at: 1,
  type: 'text',
  text: 'Hola',
  outbound: { state: 'owed', body: { text: 'Hola' }, fallback: { template: 'hola' }, reached: { owed: 1 } },
}

const through = (...states: OutboundState[]) =>
  states.reduce((message, state, index) => reached(message, state, index + 2), owed)

describe('how far a message has come', () => {
  it('keeps what is posted until Meta says that it arrived, then only what was said', () => {
    expect(through('sending', 'accepted', 'sent').outbound).to.deep.include({
      body: { text: 'Hola' },
      fallback: { template: 'hola' },
    })
    for (const settled of ['delivered', 'read', 'failed', 'blocked'] as const) {
      const message = through('sending', settled)
      expect(message.outbound).to.deep.include({ state: settled, body: null, fallback: null })
      expect(message.text).to.equal('Hola')
    }
  })

  it('never goes back, and remembers when each state was reached first', () => {
    const { outbound } = through('sending', 'accepted', 'read', 'delivered', 'read')
    expect(outbound).to.deep.include({
      state: 'read',
      reached: { owed: 1, sending: 2, accepted: 3, read: 4, delivered: 5 },
    })
  })
})
