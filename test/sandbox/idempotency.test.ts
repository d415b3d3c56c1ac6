import { expect } from 'chai'
import { type Shown, startSandbox } from '../helpers/sandbox.ts'

describe('a message posted twice with one Idempotency-Key', () => {
  it('is one message, answered once', async () => {
    const { url, get } = await startSandbox()
    const path = '/sandbox/customers/59899111111/messages'
    const post = async (key: string) => {
      const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key }
      const answer = await fetch(`${url}${path}?wait=10`, {
        method: 'POST',
        headers,
        body: '{"text":"menú"}',
      })
      return ((await answer.json()) as { id: string }).id
    }
    const [first, second] = [await post('a'), await post('a')]
    expect(second).to.equal(first)
    expect(await post('b')).not.to.equal(first)
    const { messages } = await get<{ messages: Shown[] }>(path)
    expect(messages.map(({ from }) => from)).to.deep.equal(['customer', 'workshop', 'customer', 'workshop'])
  })
})
