import { expect } from 'chai'
import { type Live, payload, startLive, text } from '../helpers/live.ts'

const ana = '59899111111'
const page = 'https://torke.example/a.pdf'

/** What a program of the workshop may post, as Meta would take it of it. */
const kinds: Record<string, object> = {
  image: { image: { link: page, caption: 'El motor' } },
  video: { video: { id: '1003001' } },
  audio: { audio: { id: '1003001', voice: true } },
  sticker: { sticker: { id: '1003001' } },
  document: { document: { link: page, filename: 'a.pdf' } },
  contacts: { contacts: [{ name: { formatted_name: 'Luis' } }] },
  reaction: { reaction: { message_id: 'wamid.1', emoji: '👍' } },
  interactive: {
    interactive: {
      type: 'cta_url',
      body: { text: 'El presupuesto' },
      action: { name: 'cta_url', parameters: { display_text: 'Ver', url: page } },
    },
  },
}

describe('POST /api/v1/messages', () => {
  let live: Live

  beforeEach(async () => {
    live = await startLive({ API_TOKEN: 'the-api-token' })
    await live.deliver(payload(text('Hola')))
    await live.replies()
  })

  for (const [type, content] of Object.entries(kinds)) {
    it(`sends what Meta knows as ${type}, whole and unread`, async () => {
      expect((await post({ to: ana, type, ...content })).status).to.equal(202)
      expect((await live.replies()).at(-1)).to.deep.include({ to: `+${ana}`, type, ...content })
    })
  }

  it('sends a place with its degrees as Meta’s description has them', async () => {
    await post({ to: ana, type: 'location', location: { latitude: -34.9, longitude: -56.16 } })
    expect((await live.replies()).at(-1)).to.deep.include({
      location: { latitude: '-34.9', longitude: '-56.16' },
    })
  })

  it('quotes a message', async () => {
    const context = { message_id: 'wamid.1' }
    await post({ to: ana, type: 'text', text: { body: 'Sí' }, context })
    expect((await live.replies()).at(-1)).to.deep.include({ context, text: { body: 'Sí' } })
  })

  it('sends a template with all that fills it', async () => {
    const components = [
      { type: 'header', parameters: [{ type: 'document', document: { link: page, filename: 'a.pdf' } }] },
      { type: 'body', parameters: [{ type: 'text', parameter_name: 'name', text: 'Ana\nMaría' }] },
      { type: 'button', sub_type: 'url', index: 0, parameters: [{ type: 'text', text: 'abc' }] },
    ]
    await post({
      to: ana,
      type: 'template',
      template: { name: 'quote', language: { code: 'es' }, components },
    })
    expect((await live.replies()).at(-1)).to.have.deep.property('template', {
      name: 'quote',
      language: { policy: 'deterministic', code: 'es' },
      components: [
        components[0],
        { type: 'body', parameters: [{ type: 'text', parameter_name: 'name', text: 'Ana María' }] },
        { ...components[2], index: '0' },
      ],
    })
  })

  for (const [what, message, field] of [
    ['a kind that is none', { type: 'fax', fax: {} }, 'type'],
    ['a file without a source', { type: 'image', image: {} }, 'image'],
    [
      'a file from this machine',
      { type: 'document', document: { link: 'file:///etc/passwd' } },
      'document.link',
    ],
    [
      'a caption that is too long',
      { type: 'video', video: { id: '1', caption: 'x'.repeat(1025) } },
      'video.caption',
    ],
    [
      'a place off the globe',
      { type: 'location', location: { latitude: 91, longitude: 0 } },
      'location.latitude',
    ],
    ['a card without a name', { type: 'contacts', contacts: [{}] }, 'contacts.0.name'],
    ['a text without words', { type: 'text', text: { body: ' ' } }, 'text.body'],
    [
      'a word for an emoji',
      { type: 'reaction', reaction: { message_id: '1', emoji: 'ok' } },
      'reaction.emoji',
    ],
    [
      'a fallback that is no template',
      { type: 'image', image: { id: '1' }, fallback: { name: 'X', language: { code: 'es' } } },
      'fallback.name',
    ],
    [
      'a template with a fallback',
      {
        type: 'template',
        template: { name: 'a', language: { code: 'es' } },
        fallback: { name: 'a', language: { code: 'es' } },
      },
      'fallback',
    ],
    [
      'a message to a group',
      { type: 'text', text: { body: 'x' }, recipient_type: 'group' },
      'recipient_type',
    ],
  ] as const) {
    it(`refuses ${what}, and names ${field}`, async () => {
      const { status, body } = await post({ to: ana, ...message })
      expect(status).to.equal(422)
      expect(body.error).to.include({ code: 'invalid', field })
    })
  }

  it('falls back on the template for whoever has not written for a day, whatever the kind', async () => {
    await live.later(86_400_000)
    const fallback = { name: 'quote_file', language: { code: 'es' } }
    await post({ to: ana, type: 'image', image: { id: '1' }, fallback })
    expect((await live.replies()).at(-1)).to.deep.include({
      type: 'template',
      template: { name: 'quote_file', language: { policy: 'deterministic', code: 'es' } },
    })
  })

  async function post(message: object) {
    const answer = await fetch(`${live.url}/api/v1/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer the-api-token' },
      body: JSON.stringify(message),
    })
    return {
      status: answer.status,
      body: (await answer.json()) as { id?: string; error?: { code: string; field?: string } },
    }
  }
})
