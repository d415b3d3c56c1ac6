import { expect } from 'chai'
import { startSandbox } from '../helpers/sandbox.ts'

const to = '59899111111'
const text = { to, type: 'text' }

/** What a program may get wrong, and what it is told. */
const wrong: [title: string, method: string, path: string, body: unknown, said: string][] = [
  ['a number for a text', 'POST', '/appointments', { phone: 5 }, 'phone: must be a text, not a number'],
  ['null for a text', 'PATCH', '/appointments/a1', { note: null }, 'note: must be a text, not null'],
  ['a list for an object', 'POST', '/appointments', [], 'The body: must be an object, not a list'],
  ['a text for a list', 'POST', '/absences', { bays: 'one' }, 'bays: must be a list, not a text'],
  [
    'another word than those there are',
    'PATCH',
    '/appointments/a1',
    { status: 'fixed' },
    'status: must be one of held, pending, booked, confirmed, arrived, inWork, ready, done, cancelled, moved, noShow',
  ],
  ['an empty text', 'POST', '/templates', { name: '' }, 'name: must be a text that is not empty'],
  [
    'a word of a list',
    'GET',
    '/messages?state=x',
    undefined,
    'state: must be of these, separated by commas: blocked, failed',
  ],
  ['no message', 'POST', '/messages', text, 'text: Meta wants an object'],
  [
    'a number in a message',
    'POST',
    '/messages',
    { ...text, text: { body: 5 } },
    'text.body: Meta wants a text, not a number',
  ],
  [
    'too much',
    'POST',
    '/messages',
    { ...text, text: { body: 'x'.repeat(4097) } },
    'text.body: Meta wants at most 4096 characters',
  ],
  [
    'what no message has',
    'POST',
    '/messages',
    { ...text, text: { body: 'x' }, image: {} },
    'image: Meta wants nothing of that name',
  ],
  [
    'a kind that there is not',
    'POST',
    '/messages',
    { to, type: 'fax' },
    'type: Meta wants one of text, interactive, template, document, image, video, audio, sticker, location, contacts, reaction',
  ],
]

describe('a request of the API that is wrong', () => {
  for (const [title, method, path, body, said] of wrong) {
    it(`is told which field, and what should stand there: ${title}`, async () => {
      const { url } = await startSandbox()
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { 'Content-Type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const { error } = (await answer.json()) as { error: { message: string; field?: string } }
      expect([answer.status, error.message]).to.deep.equal([422, said])
      expect(error.field ?? 'The body').to.equal(said.split(':')[0])
    })
  }

  it('is told when it is no JSON', async () => {
    const { url } = await startSandbox()
    for (const body of ['{', '"text"', '{"__proto__":{}}']) {
      const headers = { 'Content-Type': 'application/json' }
      const answer = await fetch(`${url}/api/v1/messages`, { method: 'POST', headers, body })
      const { error } = (await answer.json()) as { error: { message: string } }
      expect([answer.status, error.message.split('.')[0]]).to.deep.equal([400, 'The body is no JSON object'])
    }
  })
})
