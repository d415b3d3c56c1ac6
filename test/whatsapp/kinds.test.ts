import { expect } from 'chai'
import {
  addressed,
  askCall,
  askLocation,
  askPhone,
  audio,
  buttons,
  type Choosable,
  carousel,
  catalog,
  contacts,
  document,
  form,
  image,
  linkButton,
  list,
  location,
  MessageLimitError,
  type OutboundBody,
  product,
  products,
  quoting,
  reaction,
  sticker,
  template,
  text,
  video,
} from 'chasqui/whatsapp'
import { checked } from '../../src/whatsapp/outbound.ts'

const of = (length: number) => 'x'.repeat(length)
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i))
const page = 'https://torke.example/a'
const card = { header: { image: { link: page } }, title: 'Ver', url: page }
const option: Choosable = { id: 'yes', title: 'Sí' }
const asked = (message: object) => ({ name: 'hora', language: 'es', values: [], ...message })

/** What is made of each kind, whole. */
const good: Record<string, [OutboundBody, object]> = {
  'text with a preview': [
    text(page, { preview: true }),
    { type: 'text', text: { body: page, preview_url: true } },
  ],
  image: [
    image({ id: '1', caption: 'El motor' }),
    { type: 'image', image: { id: '1', caption: 'El motor' } },
  ],
  video: [video({ link: page }), { type: 'video', video: { link: page } }],
  'voice note': [audio({ id: '1', voice: true }), { type: 'audio', audio: { id: '1', voice: true } }],
  sticker: [sticker({ id: '1' }), { type: 'sticker', sticker: { id: '1' } }],
  document: [
    document({ id: '1', filename: 'a.pdf' }),
    { type: 'document', document: { id: '1', filename: 'a.pdf' } },
  ],
  location: [
    location({ latitude: -34.9, longitude: -56.16, name: 'Torke' }),
    { type: 'location', location: { latitude: '-34.9', longitude: '-56.16', name: 'Torke' } },
  ],
  'contact card': [
    contacts([{ name: { formatted_name: 'Luis P' }, phones: [{ phone: '+59899000001', type: 'WORK' }] }]),
    {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Luis P', first_name: 'Luis P' },
          phones: [{ phone: '+59899000001', type: 'WORK' }],
        },
      ],
    },
  ],
  reaction: [
    reaction('wamid.1', '👍🏽'),
    { type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍🏽' } },
  ],
  'reaction taken away': [
    reaction('wamid.1', null),
    { type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '' } },
  ],
  'link button': [
    linkButton({ header: 'Torke', body: 'El presupuesto', footer: 'Gracias', title: 'Ver', url: page }),
    {
      type: 'interactive',
      interactive: {
        type: 'cta_url',
        header: { type: 'text', text: 'Torke' },
        body: { text: 'El presupuesto' },
        footer: { text: 'Gracias' },
        action: { name: 'cta_url', parameters: { display_text: 'Ver', url: page } },
      },
    },
  ],
  'question for a place': [
    askLocation('¿Dónde?'),
    interactive('location_request_message', { body: { text: '¿Dónde?' }, action: { name: 'send_location' } }),
  ],
  'question for a phone': [
    askPhone('¿Tu número?'),
    interactive('request_contact_info', {
      body: { text: '¿Tu número?' },
      action: { name: 'request_contact_info' },
    }),
  ],
  'question for a call': [
    askCall('¿Te llamamos?'),
    interactive('call_permission_request', {
      body: { text: '¿Te llamamos?' },
      action: { name: 'call_permission_request' },
    }),
  ],
  form: [
    form({
      body: 'Pedí hora',
      flow: { id: '77' },
      button: 'Pedir',
      token: 't1',
      screen: 'ONE',
      data: { x: '1' },
    }),
    interactive('flow', {
      body: { text: 'Pedí hora' },
      action: {
        name: 'flow',
        parameters: {
          flow_message_version: '3',
          flow_id: '77',
          flow_cta: 'Pedir',
          flow_token: 't1',
          flow_action: 'navigate',
          flow_action_payload: { screen: 'ONE', data: { x: '1' } },
        },
      },
    }),
  ],
  product: [
    product({ catalog: '194', product: 'sku1', body: 'Mirá' }),
    interactive('product', {
      body: { text: 'Mirá' },
      action: { catalog_id: '194', product_retailer_id: 'sku1' },
    }),
  ],
  products: [
    products({
      header: 'Aceites',
      body: 'Elegí',
      catalog: '194',
      sections: [{ title: 'A', products: ['sku1'] }],
    }),
    interactive('product_list', {
      header: { type: 'text', text: 'Aceites' },
      body: { text: 'Elegí' },
      action: {
        catalog_id: '194',
        sections: [{ title: 'A', product_items: [{ product_retailer_id: 'sku1' }] }],
      },
    }),
  ],
  catalogue: [
    catalog({ body: 'Todo', thumbnail: 'sku1' }),
    interactive('catalog_message', {
      body: { text: 'Todo' },
      action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'sku1' } },
    }),
  ],
  carousel: [
    carousel({ body: 'Mirá', cards: [card, { ...card, body: 'Otro' }] }),
    interactive('carousel', {
      body: { text: 'Mirá' },
      action: { cards: [shownCard(0), { ...shownCard(1), body: { text: 'Otro' } }] },
    }),
  ],
  'template with names': [
    template(asked({ values: { first_name: 'Ana\nMaría' } }) as Parameters<typeof template>[0]),
    filled({
      type: 'body',
      parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Ana María' }],
    }),
  ],
  'template under a text': [
    template(asked({ header: { text: 'Ana' } }) as Parameters<typeof template>[0]),
    filled({ type: 'header', parameters: [{ type: 'text', text: 'Ana' }] }),
  ],
  'template under an image': [
    template(asked({ header: { image: { id: '1' } } }) as Parameters<typeof template>[0]),
    filled({ type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] }),
  ],
  'template under a video': [
    template(asked({ header: { video: { id: '1' } } }) as Parameters<typeof template>[0]),
    filled({ type: 'header', parameters: [{ type: 'video', video: { id: '1' } }] }),
  ],
  'template under a document': [
    template(
      asked({ header: { document: { id: '1', filename: 'a.pdf' } } }) as Parameters<typeof template>[0],
    ),
    filled({ type: 'header', parameters: [{ type: 'document', document: { id: '1', filename: 'a.pdf' } }] }),
  ],
  'template under a place': [
    template(
      asked({
        header: { location: { latitude: 1, longitude: 2, name: 'Torke', address: 'Rambla 1' } },
      }) as Parameters<typeof template>[0],
    ),
    filled({
      type: 'header',
      parameters: [
        {
          type: 'location',
          location: { latitude: '1', longitude: '2', name: 'Torke', address: 'Rambla 1' },
        },
      ],
    }),
  ],
  'template with buttons of all kinds': [
    template(
      asked({
        payloads: ['yes'],
        buttons: [
          { index: 1, url: 'abc' },
          { index: 2, code: 'TORKE10' },
          { index: 3, flow: { token: 't1', data: { x: 1 } } },
        ],
      }) as Parameters<typeof template>[0],
    ),
    filled(
      onButton('quick_reply', '0', { type: 'payload', payload: 'yes' }),
      onButton('url', '1', { type: 'text', text: 'abc' }),
      onButton('copy_code', '2', { type: 'coupon_code', coupon_code: 'TORKE10' }),
      onButton('flow', '3', { type: 'action', action: { flow_token: 't1', flow_action_data: { x: 1 } } }),
    ),
  ],
  'quoted text': [
    quoting(text('Sí'), 'wamid.1'),
    { type: 'text', text: { body: 'Sí' }, context: { message_id: 'wamid.1' } },
  ],
}

/** What may be so long, or so many, and no more. */
const limits: [string, (length: number) => unknown, limit: number, field: string][] = [
  ['caption of an image', (n) => image({ id: '1', caption: of(n) }), 1024, 'image.caption'],
  ['caption of a video', (n) => video({ id: '1', caption: of(n) }), 1024, 'video.caption'],
  ['id of a file', (n) => sticker({ id: of(n) }), 512, 'sticker.id'],
  ['filename', (n) => document({ id: '1', filename: of(n) }), 240, 'document.filename'],
  ['name of a place', (n) => location({ latitude: 0, longitude: 0, name: of(n) }), 1000, 'location.name'],
  [
    'row of contact cards',
    (n) => contacts(many(n, () => ({ name: { formatted_name: 'A' } }))),
    257,
    'contacts',
  ],
  ['message to react to', (n) => reaction(of(n), '👍'), 512, 'reaction.message_id'],
  ['message to quote', (n) => quoting(text('x'), of(n)), 512, 'context.message_id'],
  ['header', (n) => buttons({ header: of(n), body: 'x', options: [option] }), 60, 'interactive.header.text'],
  [
    'label of a link',
    (n) => linkButton({ body: 'x', title: of(n), url: page }),
    20,
    'interactive.action.parameters.display_text',
  ],
  [
    'text over a link',
    (n) => linkButton({ body: of(n), title: 'x', url: page }),
    1024,
    'interactive.body.text',
  ],
  ['question for a place', (n) => askLocation(of(n)), 1024, 'interactive.body.text'],
  ['question for a phone', (n) => askPhone(of(n)), 1024, 'interactive.body.text'],
  ['question for a call', (n) => askCall(of(n)), 1024, 'interactive.body.text'],
  [
    'label of a form',
    (n) => form({ body: 'x', flow: { name: 'turno' }, button: of(n) }),
    30,
    'interactive.action.parameters.flow_cta',
  ],
  [
    'footer of a list',
    (n) => list({ body: 'x', footer: of(n), button: 'x', options: [option] }),
    60,
    'interactive.footer.text',
  ],
  [
    'text of a product',
    (n) => product({ catalog: '1', product: '2', body: of(n) }),
    1024,
    'interactive.body.text',
  ],
  [
    'section of products',
    (n) => productsOf([{ title: 'A', products: many(n, String) }]),
    30,
    'interactive.action.sections.0.product_items',
  ],
  [
    'row of sections',
    (n) => productsOf(many(n, (index) => ({ title: `S${index}`, products: ['1'] }))),
    10,
    'interactive.action.sections',
  ],
  [
    'title of a section',
    (n) => productsOf([{ title: of(n), products: ['1'] }]),
    24,
    'interactive.action.sections.0.title',
  ],
  ['text over a catalogue', (n) => catalog({ body: of(n), thumbnail: '1' }), 1024, 'interactive.body.text'],
  [
    'row of cards',
    (n) => carousel({ body: 'x', cards: many(n, () => card) }),
    10,
    'interactive.action.cards',
  ],
  [
    'text on a card',
    (n) => carousel({ body: 'x', cards: [card, { ...card, body: of(n) }] }),
    160,
    'interactive.action.cards.1.body.text',
  ],
  ['value', (n) => template({ name: 'a', language: 'es', values: [of(n)] }), 1024, `${inTemplate(0)}.text`],
  [
    'value of a header',
    (n) => template({ name: 'a', language: 'es', values: [], header: { text: of(n) } }),
    60,
    `${inTemplate(0)}.text`,
  ],
  [
    'payload',
    (n) => template({ name: 'a', language: 'es', values: ['x'], payloads: [of(n)] }),
    256,
    `${inTemplate(1)}.payload`,
  ],
  [
    'end of a link',
    (n) => template({ name: 'a', language: 'es', values: [], buttons: [{ index: 0, url: of(n) }] }),
    2000,
    `${inTemplate(0)}.text`,
  ],
  [
    'code to copy',
    (n) => template({ name: 'a', language: 'es', values: [], buttons: [{ index: 0, code: of(n) }] }),
    20,
    `${inTemplate(0)}.coupon_code`,
  ],
  ['name of a template', (n) => template({ name: of(n), language: 'es', values: [] }), 512, 'template.name'],
]

/** What Meta refuses for another reason than its length, and where. */
const wrong: Record<string, [() => unknown, field: string, limit: string]> = {
  'a place off the globe': [
    () => location({ latitude: 90.1, longitude: 0 }),
    'location.latitude',
    '-90 to 90',
  ],
  'a place that is none': [
    () => location({ latitude: 0, longitude: Number.NaN }),
    'location.longitude',
    '-180 to 180',
  ],
  'a card without a name': [
    () => checked({ type: 'contacts', contacts: [{ phones: [] }] }),
    'contacts.0.name',
    'an object',
  ],
  'a card with something unknown': [
    () => contacts([{ name: { formatted_name: 'A' }, fax: '1' } as never]),
    'contacts.0.fax',
    'nothing of that name',
  ],
  'a caption on a sound': [
    () => audio({ id: '1', caption: 'x' } as never),
    'audio.caption',
    'nothing of that name',
  ],
  'a file of two sources': [() => sticker({ id: '1', link: page } as never), 'sticker', 'either'],
  'two emoji': [() => reaction('wamid.1', '👍👍'), 'reaction.emoji', 'one emoji'],
  'a word for an emoji': [() => reaction('wamid.1', 'ok'), 'reaction.emoji', 'one emoji'],
  'a reaction that quotes': [
    () => quoting(reaction('wamid.1', '👍'), 'wamid.2'),
    'context',
    'nothing of that name',
  ],
  'a link that is none': [
    () => linkButton({ body: 'x', title: 'x', url: 'javascript:x' }),
    'interactive.action.parameters.url',
    'https://',
  ],
  'an emoji on a form': [
    () => form({ body: 'x', flow: { id: '1' }, button: 'Dale 🚗' }),
    'interactive.action.parameters.flow_cta',
    'emoji',
  ],
  'a form without a flow': [
    () =>
      checked({
        type: 'interactive',
        interactive: {
          type: 'flow',
          body: { text: 'x' },
          action: { name: 'flow', parameters: { flow_message_version: '3', flow_cta: 'x' } },
        },
      }),
    'interactive.action.parameters',
    'either a flow_id',
  ],
  '31 products in two sections': [
    () =>
      productsOf([
        { title: 'A', products: many(16, String) },
        { title: 'B', products: many(15, String) },
      ]),
    'interactive.action.sections',
    'at most 30',
  ],
  'a lone card': [() => carousel({ body: 'x', cards: [card] }), 'interactive.action.cards', 'at least 2'],
  'cards of two kinds': [
    () => carousel({ body: 'x', cards: [card, { ...card, header: { video: { id: '1' } } }] }),
    'interactive.action.cards',
    'one kind',
  ],
  'two values for one button': [
    () =>
      template({ name: 'a', language: 'es', values: [], payloads: ['x'], buttons: [{ index: 0, url: 'x' }] }),
    'template.components',
    'one component',
  ],
  'an eleventh button': [
    () => template({ name: 'a', language: 'es', values: [], buttons: [{ index: 10, url: 'x' }] }),
    'template.components.0.index',
    '0 to 9',
  ],
  'a value called as Meta calls none': [
    () => template({ name: 'a', language: 'es', values: { 'First name': 'Ana' } }),
    `${inTemplate(0)}.parameter_name`,
    'lower-case',
  ],
  'a question in a group': [() => addressed(askLocation('x'), { group: 'g1' }), 'type', 'group'],
}

describe('each kind of message', () => {
  for (const [kind, [made, expected]] of Object.entries(good)) {
    it(`is made as Meta takes it: ${kind}`, () => {
      expect(made).to.deep.equal(expected)
      expect(() => checked(made)).to.not.throw()
    })
  }

  for (const [what, build, limit, field] of limits) {
    it(`has a ${what} of at most ${limit}`, () => {
      expect(() => build(limit)).to.not.throw()
      expect(refused(() => build(limit + 1))).to.include({ field, length: limit + 1 })
      expect(refused(() => build(limit + 1)).limit).to.match(new RegExp(`^at most ${limit} `))
    })
  }

  for (const [what, [build, field, limit]] of Object.entries(wrong)) {
    it(`refuses ${what}`, () => {
      const error = refused(build)
      expect(error).to.include({ field })
      expect(error.limit).to.contain(limit)
    })
  }
})

describe('a message to a group', () => {
  it('is addressed to it', () => {
    expect(addressed(text('Hola'), { group: 'g1' })).to.deep.equal({
      messaging_product: 'whatsapp',
      recipient_type: 'group',
      to: 'g1',
      type: 'text',
      text: { body: 'Hola' },
    })
  })
})

function interactive(type: string, rest: object): object {
  return { type: 'interactive', interactive: { type, ...rest } }
}

function filled(...components: object[]): object {
  return {
    type: 'template',
    template: { name: 'hora', language: { policy: 'deterministic', code: 'es' }, components },
  }
}

function onButton(sub_type: string, index: string, parameter: object): object {
  return { type: 'button', index, sub_type, parameters: [parameter] }
}

function shownCard(card_index: number): object {
  return {
    card_index,
    type: 'cta_url',
    header: { type: 'image', image: { link: page } },
    action: { name: 'cta_url', parameters: { display_text: 'Ver', url: page } },
  }
}

function productsOf(sections: { title: string; products: string[] }[]) {
  return products({ header: 'x', body: 'x', catalog: '1', sections })
}

function inTemplate(component: number): string {
  return `template.components.${component}.parameters.0`
}

function refused(build: () => unknown): MessageLimitError {
  try {
    build()
  } catch (error) {
    if (error instanceof MessageLimitError) return error
    throw error
  }
  throw new Error('nothing was refused')
}
