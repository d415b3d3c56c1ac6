import { expect } from 'chai'

describe('marked', () => {
  let marked: (text: string) => unknown[]

  before(async () => {
    marked = (await import(new URL('../../../src/web/shared/marks.js', import.meta.url).href)).marked
  })

  const cases: [string, unknown[]][] = [
    ['', []],
    ['hola', ['hola']],
    ['*hola*', [{ tag: 'strong', children: ['hola'] }]],
    ['el *viernes 27*, dale', ['el ', { tag: 'strong', children: ['viernes 27'] }, ', dale']],
    ['_sí_ ~no~', [{ tag: 'em', children: ['sí'] }, ' ', { tag: 's', children: ['no'] }]],
    ['*muy _bien_*', [{ tag: 'strong', children: ['muy ', { tag: 'em', children: ['bien'] }] }]],
    ['`*a*`', [{ tag: 'code', children: ['*a*'] }]],
    ['2 * 3 * 4', ['2 * 3 * 4']],
    ['2*3*4', ['2*3*4']],
    ['mi_archivo_final', ['mi_archivo_final']],
    ['*abierto', ['*abierto']],
    ['*dos\nrenglones*', ['*dos\nrenglones*']],
    ['***', ['***']],
    ['<b>no</b>', ['<b>no</b>']],
  ]
  for (const [text, expected] of cases) {
    it(`reads ${JSON.stringify(text)}`, () => {
      expect(marked(text)).to.deep.equal(expected)
    })
  }
})
