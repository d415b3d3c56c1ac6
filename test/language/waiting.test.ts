import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { asksToWait } from '../../src/language/waiting.ts'

describe('asksToWait', () => {
  const asked = [
    'avisame si se libera algo',
    'avisame cuando haya... digo, si se desocupa un lugar',
    'anotame en la lista de espera',
    'si alguien cancela me avisás?',
    'llamame si hay lugar antes',
    'me avisa se abrir um horário',
    'let me know if something opens up',
    'can you put me on the waiting list?',
  ]
  for (const text of asked) {
    it(`hears "${text}"`, () => {
      expect(asksToWait(text)).to.equal(true)
    })
  }

  it('hears none in who wants to leave the list, or wants something else', () => {
    for (const text of [
      'sacame de la lista de espera',
      'quiero cancelar',
      'avisame cuando esté pronto',
      'no me avisen si se libera',
    ])
      expect(asksToWait(text), text).to.equal(false)
  })

  it('hears none in a cancellation, a yes or a no of the tables', () => {
    const rows = readFileSync('fixtures/phrases/intents.tsv', 'utf8').split('\n')
    const others = rows.filter((row) => /\t(?:yes|no|cancel|confirm|optout|delete_data)\t/.test(row))
    expect(others.map((row) => row.split('\t')[0]!).filter((text) => asksToWait(text))).to.deep.equal([])
  })
})
