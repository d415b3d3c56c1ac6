import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { languageFor, type Templates, wordingIn } from '../../src/conversation/template.ts'
import { misfitOf } from '../../src/conversation/templateFit.ts'
import { loadTemplates } from '../../src/conversation/templates.ts'
import { checkTemplateUse } from '../../src/conversation/templateUse.ts'
import { template } from '../../src/whatsapp/messages.ts'
import { temporaryFolder } from '../helpers/open.ts'

const head = 'hora:\n  language: es\n  category: utility\n'

describe('templates.yaml', () => {
  it('goes on taking what it took', () => {
    expect(load(`${head}  body: "Hola {{1}}."\n  buttons: [Sí, No]\n`)).to.deep.equal({
      hora: {
        language: 'es',
        category: 'utility',
        header: null,
        body: 'Hola {{1}}.',
        footer: null,
        buttons: [
          { kind: 'reply', title: 'Sí' },
          { kind: 'reply', title: 'No' },
        ],
        examples: null,
        languages: {},
      },
    })
  })

  it('takes headers, a footer, buttons of all kinds and examples', () => {
    const { hora } = load(`${head}  header: {text: "Hola {{1}}", example: Ana}
  body: "A las {{2}} el {{1}}."
  footer: Torke
  buttons:
    - Sí
    - {title: Ver, url: "https://torke.example/{{1}}", example: "https://torke.example/a"}
    - {title: Llamar, phone: "+59829000000"}
    - {code: TORKE10}
    - {title: Pedir, flow: "77", screen: ONE}
  examples: [lunes, "10:00"]
`)
    expect(hora).to.deep.include({
      header: { kind: 'text', text: 'Hola {{1}}', example: 'Ana' },
      footer: 'Torke',
      buttons: [
        { kind: 'reply', title: 'Sí' },
        { kind: 'url', title: 'Ver', url: 'https://torke.example/{{1}}', example: 'https://torke.example/a' },
        { kind: 'phone', title: 'Llamar', phone: '+59829000000' },
        { kind: 'code', example: 'TORKE10' },
        { kind: 'flow', title: 'Pedir', flow: '77', screen: 'ONE' },
      ],
      examples: ['lunes', '10:00'],
    })
    for (const kind of ['image', 'video', 'document', 'location'])
      expect(load(`${head}  header: {kind: ${kind}}\n  body: Hola\n`).hora!.header).to.deep.equal({ kind })
  })

  it('takes placeholders with names, and their examples by name', () => {
    const { hora } = load(
      `${head}  body: "Hola {{name}}, a las {{hour}}."\n  examples: {hour: "10:00", name: Ana}\n`,
    )
    expect(hora!.examples).to.deep.equal(['Ana', '10:00'])
  })

  it('takes the same template in other languages, and finds the one for whoever speaks another', () => {
    const { hora } = load(`${head}  body: "Hola {{1}}."\n  languages: {pt_BR: {body: "Oi {{1}}."}}\n`)
    expect(wordingIn(hora!, 'pt_BR')!.body).to.equal('Oi {{1}}.')
    expect(['es', 'pt', 'pt_BR', 'en'].map((spoken) => languageFor(hora!, spoken))).to.deep.equal([
      'es',
      'pt_BR',
      'pt_BR',
      'es',
    ])
  })

  for (const [what, lines, complaint] of [
    ['a header that is too long', `header: "${'x'.repeat(61)}"\n  body: Hola`, 'header'],
    ['two placeholders in a header', 'header: "{{1}} {{2}}"\n  body: Hola', 'a header takes one'],
    ['a footer that is too long', `body: Hola\n  footer: "${'x'.repeat(61)}"`, 'footer'],
    ['eleven buttons', `body: Hola\n  buttons: [${'abcdefghijk'.split('').join(', ')}]`, 'buttons'],
    [
      'three links',
      `body: Hola\n  buttons: [${'abc'
        .split('')
        .map((each) => `{title: ${each}, url: "https://a.example"}`)
        .join(', ')}]`,
      'Meta takes 2 with url',
    ],
    ['a link that is none', 'body: Hola\n  buttons: [{title: a, url: "a.example"}]', 'is no link'],
    [
      'a placeholder amid a link',
      'body: Hola\n  buttons: [{title: a, url: "https://a.example/{{1}}/b"}]',
      'at its end',
    ],
    ['a code of 21 characters', `body: Hola\n  buttons: [{code: ${'X'.repeat(21)}}]`, 'buttons'],
    [
      'an example of something else',
      'body: "{{name}}."\n  examples: {hour: "10"}',
      'one for each placeholder',
    ],
    [
      'other placeholders in another language',
      'body: "Hola {{1}}."\n  languages: {pt: {body: Oi}}',
      'languages.pt.body: has other placeholders',
    ],
    ['names and numbers at once', 'body: "{{1}} y {{name}}."', '{{name}}'],
    ['something unknown', 'body: Hola\n  color: rojo', 'color'],
  ] as const) {
    it(`refuses ${what}, and says where`, () => {
      expect(() => load(`${head}  ${lines}\n`)).to.throw(complaint)
    })
  }
})

describe('flows and the templates they name', () => {
  it('want an example for each placeholder, or none', () => {
    expect(() => use('body: "{{1}} y {{2}}."\n  examples: [a]')).to.throw('has 1 example for 2 placeholders')
    expect(() => use('body: "{{1}} y {{2}}."\n  examples: [a, b]')).to.not.throw()
  })

  it('fill nothing but the body', () => {
    const flow = "const fallback = { template: 'hora', values: [] }"
    expect(() => use('header: {kind: image}\n  body: Hola', flow)).to.throw('needs its image in es each time')
    expect(() => use('body: Hola\n  buttons: [{code: A1}]', flow)).to.throw('needs its code in es')
    expect(() => use('header: Torke\n  body: Hola\n  footer: Gracias', flow)).to.not.throw()
  })

  function use(lines: string, flow = '') {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'templates.yaml'), `${head}  ${lines}\n`)
    writeFileSync(join(folder, 'flow.ts'), flow)
    checkTemplateUse(folder, loadTemplates(join(folder, 'templates.yaml')))
  }
})

describe('a message and its template', () => {
  const templates = load(`${head}  header: {kind: document}
  body: "Hola {{1}}, a las {{2}}."
  buttons: [Sí, {title: Ver, url: "https://torke.example/{{1}}"}, {code: TORKE10}]
saludo:
  language: es
  category: utility
  body: "Hola {{name}}."
  languages: {pt: {body: "Oi {{name}}."}}
`)
  const whole = {
    name: 'hora',
    language: 'es',
    header: { document: { id: '1' } },
    values: ['Ana', '10:00'],
    payloads: ['yes'],
    buttons: [
      { index: 1, url: 'a' },
      { index: 2, code: 'A1' },
    ],
  }

  it('fit, where language, number and kind of what fills it do', () => {
    expect(misfitOf(template(whole), templates)).to.equal(undefined)
    expect(misfitOf(template({ ...whole, payloads: [] }), templates)).to.equal(undefined)
    const named = { name: 'saludo', language: 'pt', values: { name: 'Ana' } }
    expect(misfitOf(template(named), templates)).to.equal(undefined)
    expect(misfitOf(template({ ...whole, name: 'nobodys' }), templates)).to.equal(undefined)
  })

  for (const [what, change, complaint] of [
    ['the language', { language: 'en' }, 'is written in es, not in en'],
    ['the header', { header: undefined }, 'needs document in its header, not nothing'],
    ['the kind of the header', { header: { image: { id: '1' } } }, 'needs document in its header, not image'],
    ['a value', { values: ['Ana'] }, 'needs 2 values in its body, not 1'],
    ['numbers', { values: { a: '1', b: '2' } }, 'has numbers for placeholders'],
    ['the end of the link', { buttons: [{ index: 2, code: 'A1' }] }, 'needs a value in its url button at 1'],
    [
      'the kind of a button',
      { payloads: [], buttons: [{ index: 0, url: 'a' }] },
      'has no url button at 0, but quick_reply',
    ],
    [
      'the name of a value',
      { name: 'saludo', header: undefined, values: { nombre: 'Ana' } },
      'parameter_name name',
    ],
  ] as [string, object, string][]) {
    it(`do not fit without ${what}`, () => {
      const message = { ...whole, ...change } as Parameters<typeof template>[0]
      expect(misfitOf(template(message), templates)?.what).to.contain(complaint)
    })
  }
})

function load(yaml: string): Templates {
  const file = join(temporaryFolder(), 'templates.yaml')
  writeFileSync(file, yaml)
  return loadTemplates(file)
}
