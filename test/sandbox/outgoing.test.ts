import { expect } from 'chai'
import { readOutgoing } from '../../src/sandbox/outgoing.ts'
import { GraphError } from '../../src/sandbox/refusal.ts'
import { buttons, list, text } from './rig.ts'

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `${index}`, title: `Día ${index}` }))
const read = (message: object) =>
  readOutgoing({ messaging_product: 'whatsapp', to: '59899111111', ...message })

function refused(message: object): GraphError {
  try {
    read(message)
  } catch (error) {
    if (error instanceof GraphError) return error
    throw error
  }
  throw new Error('It was taken.')
}

function withInteractive(message: object, change: (interactive: Record<string, unknown>) => object): object {
  const { interactive } = message as { interactive: Record<string, unknown> }
  return { type: 'interactive', interactive: { ...interactive, ...change(interactive) } }
}

describe('readOutgoing', () => {
  const taken: Record<string, object> = {
    'a text of 4096 characters': text('a'.repeat(4096)),
    'a text without a type': { text: { body: 'hola' } },
    'three buttons': buttons('a', 'b', 'c'),
    'a button of 20 characters': buttons('a'.repeat(20)),
    'a body of 1024 characters over buttons': withInteractive(buttons('a'), () => ({
      body: { text: 'a'.repeat(1024) },
    })),
    'ten rows': list(...rows(10)),
    'a row of 24 characters with 72 of description': list({
      id: '1',
      title: 'a'.repeat(24),
      description: 'b'.repeat(72),
    }),
    'a body of 4096 characters over a list': withInteractive(list(...rows(1)), () => ({
      body: { text: 'a'.repeat(4096) },
    })),
    'a footer of 60 characters': withInteractive(buttons('a'), () => ({ footer: { text: 'a'.repeat(60) } })),
    'a document by link': {
      type: 'document',
      document: { link: 'https://example.com/a.pdf', filename: 'a.pdf' },
    },
    'an answer to a message': { ...text('sí'), context: { message_id: 'wamid.1' } },
  }
  for (const [title, message] of Object.entries(taken)) {
    it(`takes ${title}`, () => {
      expect(read(message).to).to.equal('59899111111')
    })
  }

  const refusals: [string, object, number, string][] = [
    [
      'a text of 4097 characters',
      text('a'.repeat(4097)),
      100,
      "Param text['body'] must be at most 4096 characters long.",
    ],
    ['a text without words', { type: 'text', text: {} }, 131008, "The parameter text['body'] is required."],
    ['no recipient', { ...text('hola'), to: undefined }, 100, 'The parameter to is required.'],
    ['a recipient without digits', { ...text('hola'), to: 'UY.123' }, 131009, 'Param to'],
    ['an unknown type', { type: 'poem', poem: {} }, 100, 'Param type must be one of'],
    ['a misspelled parameter', { ...text('hola'), recipent: '1' }, 100, 'Unexpected key "recipent".'],
    [
      'a misspelled parameter within',
      { type: 'text', text: { body: 'a', preview: true } },
      100,
      'Unexpected key "preview" on param "text".',
    ],
    ['no buttons', buttons(), 131009, "Param interactive['action']['buttons']"],
    [
      'four buttons',
      buttons('a', 'b', 'c', 'd'),
      131009,
      "Param interactive['action']['buttons'] must be at most 3 items.",
    ],
    ['a button of 21 characters', buttons('a'.repeat(21)), 131009, 'must be at most 20 characters long.'],
    ['two buttons with one title', buttons('a', 'a'), 131009, 'Button titles must be unique'],
    [
      'a body of 1025 characters over buttons',
      withInteractive(buttons('a'), () => ({ body: { text: 'a'.repeat(1025) } })),
      131009,
      'must be at most 1024',
    ],
    [
      'a footer of 61 characters',
      withInteractive(buttons('a'), () => ({ footer: { text: 'a'.repeat(61) } })),
      131009,
      'must be at most 60',
    ],
    ['eleven rows', list(...rows(11)), 131009, 'Total row count exceeds 10'],
    [
      'two rows with one id',
      list({ id: '1', title: 'a' }, { id: '1', title: 'b' }),
      131009,
      'Row ids must be unique',
    ],
    ['a row of 25 characters', list({ id: '1', title: 'a'.repeat(25) }), 131009, 'must be at most 24'],
    [
      'a description of 73 characters',
      list({ id: '1', title: 'a', description: 'b'.repeat(73) }),
      131009,
      'must be at most 72',
    ],
    [
      'a body of 4097 characters over a list',
      withInteractive(list(...rows(1)), () => ({ body: { text: 'a'.repeat(4097) } })),
      131009,
      'must be at most 4096',
    ],
    [
      'an interactive message without a body',
      withInteractive(buttons('a'), () => ({ body: undefined })),
      131008,
      "interactive['body'] is required.",
    ],
    [
      'media by both id and link',
      { type: 'image', image: { id: '1', link: 'https://example.com/a.png' } },
      131009,
      'Exactly one of id and link',
    ],
    [
      'an echo of more than 512 characters',
      { ...text('a'), biz_opaque_callback_data: 'a'.repeat(513) },
      131009,
      'must be at most 512',
    ],
  ]
  for (const [title, message, code, details] of refusals) {
    it(`refuses ${title}`, () => {
      const error = refused(message)
      expect(error.code).to.equal(code)
      expect(error.details).to.include(details)
      expect(error.message).to.match(new RegExp(`^\\(#${code}\\) `))
    })
  }
})
