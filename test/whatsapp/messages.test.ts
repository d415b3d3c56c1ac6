import { expect } from 'chai'
import { MessageLimitError } from '../../src/whatsapp/errors.ts'
import {
  addressed,
  buttons,
  choiceMessage,
  document,
  list,
  template,
  text,
} from '../../src/whatsapp/messages.ts'
import { checked } from '../../src/whatsapp/outbound.ts'

const of = (length: number) => 'x'.repeat(length)
const options = (count: number, changes = {}) =>
  Array.from({ length: count }, (_, index) => ({ id: `id${index}`, title: `Opción ${index}`, ...changes }))

describe('the bodies of messages', () => {
  it('are a text', () => {
    expect(text('Hola')).to.deep.equal({ type: 'text', text: { body: 'Hola' } })
  })

  it('are buttons', () => {
    expect(
      buttons({ body: 'Te sirve?', footer: 'Torke', options: [{ id: 'yes', title: 'Sí' }] }),
    ).to.deep.equal({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Te sirve?' },
        footer: { text: 'Torke' },
        action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Sí' } }] },
      },
    })
  })

  it('are a list of one section, which has a title', () => {
    const rows = [
      { id: '1', title: '10:30', description: 'Martes' },
      { id: '2', title: '11:00' },
    ]
    expect(list({ body: 'Elegí una hora', button: 'Ver horas', options: rows })).to.deep.equal({
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'Elegí una hora' },
        action: { button: 'Ver horas', sections: [{ title: 'Ver horas', rows }] },
      },
    })
  })

  it('are a template with its values, its quick replies and a document on top', () => {
    const body = template({
      name: 'recordatorio_hora',
      language: 'es',
      values: ['Ana', 'martes\n10:30'],
      payloads: ['confirm', 'cancel'],
      header: { document: { id: '1003001', filename: 'presupuesto.pdf' } },
    })
    expect(body).to.deep.equal({
      type: 'template',
      template: {
        name: 'recordatorio_hora',
        language: { policy: 'deterministic', code: 'es' },
        components: [
          {
            type: 'header',
            parameters: [{ type: 'document', document: { id: '1003001', filename: 'presupuesto.pdf' } }],
          },
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Ana' },
              { type: 'text', text: 'martes 10:30' },
            ],
          },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: '0',
            parameters: [{ type: 'payload', payload: 'confirm' }],
          },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: '1',
            parameters: [{ type: 'payload', payload: 'cancel' }],
          },
        ],
      },
    })
  })

  it('are a template without anything to fill in', () => {
    expect(template({ name: 'hello_world', language: 'en_US', values: [], payloads: [] })).to.deep.equal({
      type: 'template',
      template: { name: 'hello_world', language: { policy: 'deterministic', code: 'en_US' } },
    })
  })

  it('are a document', () => {
    const file = { link: 'https://torke.example/a.pdf', filename: 'a.pdf', caption: 'El presupuesto' }
    expect(document(file)).to.deep.equal({ type: 'document', document: file })
  })
})

describe("Meta's limits", () => {
  const inButton = 'interactive.action.buttons'
  const inList = 'interactive.action.sections'
  for (const [what, build, broken] of [
    ['text', (n: number) => text(of(n)), [4096, 'text.body']],
    [
      'body over buttons',
      (n: number) => buttons({ body: of(n), options: options(1) }),
      [1024, 'interactive.body.text'],
    ],
    [
      'footer',
      (n: number) => buttons({ body: 'x', footer: of(n), options: options(1) }),
      [60, 'interactive.footer.text'],
    ],
    ['buttons', (n: number) => buttons({ body: 'x', options: options(n) }), [3, inButton]],
    [
      'button title',
      (n: number) => buttons({ body: 'x', options: options(1, { title: of(n) }) }),
      [20, `${inButton}.0.reply.title`],
    ],
    [
      'button id',
      (n: number) => buttons({ body: 'x', options: options(1, { id: of(n) }) }),
      [256, `${inButton}.0.reply.id`],
    ],
    [
      'body over a list',
      (n: number) => list({ body: of(n), button: 'Ver', options: options(1) }),
      [4096, 'interactive.body.text'],
    ],
    [
      'list button',
      (n: number) => list({ body: 'x', button: of(n), options: options(1) }),
      [20, 'interactive.action.button'],
    ],
    [
      'rows',
      (n: number) => list({ body: 'x', button: 'Ver', options: options(n) }),
      [10, `${inList}.0.rows`],
    ],
    [
      'row title',
      (n: number) => list({ body: 'x', button: 'Ver', options: options(1, { title: of(n) }) }),
      [24, `${inList}.0.rows.0.title`],
    ],
    [
      'row description',
      (n: number) => list({ body: 'x', button: 'Ver', options: options(1, { description: of(n) }) }),
      [72, `${inList}.0.rows.0.description`],
    ],
    [
      'row id',
      (n: number) => list({ body: 'x', button: 'Ver', options: options(1, { id: of(n) }) }),
      [200, `${inList}.0.rows.0.id`],
    ],
    [
      'caption',
      (n: number) => document({ id: '1', filename: 'a.pdf', caption: of(n) }),
      [1024, 'document.caption'],
    ],
    [
      'opaque',
      (n: number) => addressed(text('x'), { phone: '59899000001' }, of(n)),
      [512, 'biz_opaque_callback_data'],
    ],
  ] as [string, (length: number) => unknown, [number, string]][]) {
    const [limit, field] = broken
    it(`allow a ${what} of ${limit}, and no more`, () => {
      expect(() => build(limit)).to.not.throw()
      const error = thrownBy(() => build(limit + 1))
      expect(error).to.include({ field, length: limit + 1 })
      expect(error.limit).to.contain(`at most ${limit}`)
      expect(error.message)
        .to.contain(field)
        .and.to.contain(`${limit + 1}`)
    })
  }

  it('count an emoji as two, as UTF-16 does', () => {
    expect(() => text('🚗'.repeat(2048))).to.not.throw()
    expect(thrownBy(() => text('🚗'.repeat(2049)))).to.include({ length: 4098 })
  })

  for (const [what, build, field] of [
    ['a text', () => text(' \n'), 'text.body'],
    ['a choice', () => buttons({ body: 'x', options: [] }), 'interactive.action.buttons'],
    ['a row', () => list({ body: 'x', button: 'Ver', options: [] }), 'interactive.action.sections.0.rows'],
    [
      'a title',
      () => buttons({ body: 'x', options: options(1, { title: '' }) }),
      'interactive.action.buttons.0.reply.title',
    ],
    [
      'a value',
      () => template({ name: 'a', language: 'es', values: [''], payloads: [] }),
      'template.components.0.parameters.0.text',
    ],
    ['a filename', () => document({ id: '1', filename: '' }), 'document.filename'],
    ['an address', () => addressed(text('x'), {}), 'to'],
    ['digits in the phone', () => addressed(text('x'), { phone: 'Ana 1' }), 'to'],
  ] as [string, () => unknown, string][]) {
    it(`want ${what}`, () => {
      expect(thrownBy(build)).to.include({ field })
    })
  }

  it('want ids and titles of buttons to differ', () => {
    expect(thrownBy(() => buttons({ body: 'x', options: options(2, { id: 'same' }) })).limit).to.equal(
      'ids that differ',
    )
    expect(thrownBy(() => buttons({ body: 'x', options: options(2, { title: 'Sí' }) })).limit).to.equal(
      'titles that differ',
    )
  })

  it('want ids of rows to differ, in all sections together', () => {
    expect(
      thrownBy(() => list({ body: 'x', button: 'Ver', options: options(2, { id: 'same' }) })).limit,
    ).to.equal('ids that differ')
    const section = { title: 'A', rows: options(6) }
    const body = {
      type: 'list',
      body: { text: 'x' },
      action: { button: 'Ver', sections: [section, section] },
    }
    expect(thrownBy(() => checked({ type: 'interactive', interactive: body })).limit).to.equal(
      'at most 10 rows in all sections',
    )
  })

  it('want a template to be called as Meta calls them', () => {
    expect(thrownBy(() => template({ name: 'Hola!', language: 'es', values: [], payloads: [] }))).to.include({
      field: 'template.name',
    })
  })

  it('want one source of a file', () => {
    expect(thrownBy(() => checked({ type: 'image', image: {} }))).to.include({ field: 'image' })
    expect(
      thrownBy(() => checked({ type: 'image', image: { id: '1', link: 'https://a.example' } })),
    ).to.include({
      field: 'image',
    })
    expect(thrownBy(() => checked({ type: 'image', image: { link: 'file:///etc/passwd' } }))).to.include({
      field: 'image.link',
    })
  })

  it('name neither the text nor the phone that breaks them', () => {
    expect(
      thrownBy(() => buttons({ body: 'x', options: options(1, { title: 'Secreto '.repeat(9) }) })).message,
    ).to.not.contain('Secreto')
    expect(thrownBy(() => addressed(text('x'), { phone: '598990000010000000' })).message).to.not.contain(
      '59899',
    )
  })
})

describe('choiceMessage', () => {
  const shape = (message: Parameters<typeof choiceMessage>[0]) => {
    const body = choiceMessage(message)
    return body.type === 'interactive' ? body.interactive.type : body.type
  }

  it('is a text without options', () => {
    expect(choiceMessage({ body: 'Listo', options: [] })).to.deep.equal(text('Listo'))
  })

  it('is buttons with up to three short options', () => {
    expect(choiceMessage({ body: 'Te sirve?', options: options(3) })).to.deep.equal(
      buttons({ body: 'Te sirve?', options: options(3) }),
    )
  })

  it('is a list with more options, longer titles, descriptions or a longer text', () => {
    expect(shape({ body: 'x', options: options(4) })).to.equal('list')
    expect(shape({ body: 'x', options: options(2, { title: of(21) }) })).to.equal('list')
    expect(shape({ body: 'x', options: options(1, { description: 'Con filtro' }) })).to.equal('list')
    expect(shape({ body: of(1025), options: options(1) })).to.equal('list')
  })

  it('opens the list with the words given', () => {
    expect(choiceMessage({ body: 'x', list: 'Ver horas', options: options(4) })).to.deep.equal(
      list({ body: 'x', button: 'Ver horas', options: options(4) }),
    )
  })

  it('cuts a title that is too long for a row and puts the whole below it', () => {
    const title = 'Cambio de aceite y filtros de aire'
    expect(rows({ body: 'x', options: [{ id: '1', title }] })).to.deep.equal([
      { id: '1', title: 'Cambio de aceite y…', description: title },
    ])
    expect(rows({ body: 'x', options: [{ id: '1', title, description: 'Una hora' }] })).to.deep.equal([
      { id: '1', title: 'Cambio de aceite y…', description: 'Una hora' },
    ])
  })

  it('refuses more than ten options', () => {
    expect(() => choiceMessage({ body: 'x', options: options(10) })).to.not.throw()
    expect(thrownBy(() => choiceMessage({ body: 'x', options: options(11) }))).to.include({ length: 11 })
  })

  function rows(message: Parameters<typeof choiceMessage>[0]) {
    const body = choiceMessage(message)
    if (body.type !== 'interactive' || body.interactive.type !== 'list') throw new Error('not a list')
    return body.interactive.action.sections[0]?.rows
  }
})

describe('addressed', () => {
  it('writes to a phone with its plus, whatever stands between its digits', () => {
    for (const phone of ['59899000001', '+598 99 000-001', '(598) 99000001']) {
      expect(addressed(text('Hola'), { phone, userId: 'UY.1' }, 'c1.7')).to.deep.equal({
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '+59899000001',
        type: 'text',
        text: { body: 'Hola' },
        biz_opaque_callback_data: 'c1.7',
      })
    }
  })

  it('writes to the user id of a customer whose phone is not known', () => {
    expect(addressed(text('Hola'), { phone: null, userId: 'UY.1' })).to.deep.equal({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      recipient: 'UY.1',
      type: 'text',
      text: { body: 'Hola' },
    })
  })
})

function thrownBy(build: () => unknown): MessageLimitError {
  try {
    build()
  } catch (error) {
    if (error instanceof MessageLimitError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
