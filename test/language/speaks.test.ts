import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { asksLanguage, plainLanguage } from '../../src/language/speaks.ts'

describe('asksLanguage', () => {
  const asked: [string, string][] = [
    ['in English please', 'en'],
    ['english', 'en'],
    ['do you speak english?', 'en'],
    ['hablás inglés?', 'en'],
    ['em português por favor', 'pt'],
    ['português', 'pt'],
    ['podemos hablar en portugués?', 'pt'],
    ['en español', 'es'],
    ['mejor en español por favor', 'es'],
  ]
  for (const [text, language] of asked) {
    it(`hears "${text}"`, () => {
      expect(asksLanguage(text)).to.equal(language)
    })
  }

  it('hears nothing where a language is only spoken of', () => {
    for (const text of [
      'necesito el manual en inglés',
      'llave inglesa',
      'soy brasilero y tengo un Gol',
      'hola',
    ])
      expect(asksLanguage(text), text).to.equal(null)
  })
})

describe('plainLanguage', () => {
  const plain: [string, string][] = [
    ['Hello, I would like to book an appointment', 'en'],
    ['hi', 'en'],
    ['Good morning, can you change the oil of my car tomorrow?', 'en'],
    ['Oi, bom dia! Quero marcar uma troca de óleo', 'pt'],
    ['oi', 'pt'],
    ['gostaria de agendar uma revisão para amanhã', 'pt'],
  ]
  for (const [text, language] of plain) {
    it(`tells "${text}"`, () => {
      expect(plainLanguage(text)).to.equal(language)
    })
  }

  it('takes no Spanish message of the tables for another language', () => {
    const flipped = spoken('es').filter((text) => plainLanguage(text) !== null)
    expect(flipped).to.deep.equal([])
  })

  it('takes nothing of one of the other languages for the third', () => {
    expect(spoken('pt').filter((text) => plainLanguage(text) === 'en')).to.deep.equal([])
    expect(spoken('en').filter((text) => plainLanguage(text) === 'pt')).to.deep.equal([])
  })
})

function spoken(language: string): string[] {
  return ['dates', 'intents'].flatMap((name) => {
    const [head = '', ...rows] = readFileSync(`fixtures/phrases/${name}.tsv`, 'utf8').trimEnd().split('\n')
    const columns = head.split('\t')
    return rows
      .map((row) => row.split('\t'))
      .filter((row) => row[columns.indexOf('lang')] === language)
      .map((row) => row[columns.indexOf('phrase')]!)
  })
}
