import { expect } from 'chai'
import { parseMessage } from '../../src/conversation/message.ts'

describe('a message', () => {
  it('chooses by number', () => {
    const message = parseMessage('es', '{count, plural, one {# lugar} other {# lugares}}')
    if ('wrong' in message) throw new Error(message.wrong)
    expect(message.placeholders).to.deep.equal(new Map([['count', 'number']]))
    expect(message.say({ count: 1 }, 'UTC')).to.equal('1 lugar')
    expect(message.say({ count: 3 }, 'UTC')).to.equal('3 lugares')
  })
})
