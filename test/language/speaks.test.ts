import { expect } from 'chai'
import { asksLanguage, plainLanguage, readLanguageRequest } from '../../src/language/speaks.ts'
import { phrasesOf } from './phrases.ts'

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
    ['tem como ser em português?', 'pt'],
    ['alguien que hable inglés?', 'en'],
    ['back to Spanish please', 'es'],
    ["Sorry, I don't speak Spanish", 'en'],
    ['Desculpa, não falo espanhol', 'pt'],
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

describe('readLanguageRequest', () => {
  const requests: [string, string, string | undefined][] = [
    ['Do you speak English? I need an oil change', 'en', 'I need an oil change'],
    ['hola\nenglish please\nI need brakes', 'en', 'hola\n \nI need brakes'],
    ['quiero hora para mañana. em português por favor', 'pt', 'quiero hora para mañana.'],
    ['Hola! Hablás inglés?', 'en', undefined],
  ]
  for (const [text, language, rest] of requests) {
    it(`finds it in "${text.replaceAll('\n', ' / ')}", and what is said beside it`, () => {
      expect(readLanguageRequest(text)).to.deep.equal({ language, rest })
    })
  }

  it('finds none where a language is only spoken of, nor in any row of the tables', () => {
    const texts = [
      'necesito el manual, en inglés',
      'el manual en inglés por favor',
      'mi mecánico habla inglés, español',
      'tengo la radio en portugués, se puede cambiar?',
      ...(['es', 'pt', 'en'] as const).flatMap(spoken),
    ]
    expect(texts.filter((text) => readLanguageRequest(text) !== null)).to.deep.equal([])
  })
})

describe('plainLanguage', () => {
  const plain: [string, string][] = [
    ['Hello, I would like to book an appointment', 'en'],
    ['hi', 'en'],
    ['Good morning, can you change the oil of my car tomorrow?', 'en'],
    ['Hola! My car needs new brakes, do you have time next week?', 'en'],
    ['Oi, bom dia! Quero marcar uma troca de óleo', 'pt'],
    ['oi', 'pt'],
    ['Bom dia!', 'pt'],
    ['gostaria de agendar uma revisão para amanhã', 'pt'],
    ['Quero um horário', 'pt'],
    ['quiero agendar un service', 'es'],
  ]
  for (const [text, language] of plain) {
    it(`tells "${text}"`, () => {
      expect(plainLanguage(text)).to.equal(language)
    })
  }

  it('takes no Spanish message for another language: those of the tables, nor those with words that two share', () => {
    const shared = [
      'preciso agendar',
      'preciso agendar hora',
      'buen dia, preciso agendar service',
      'Preciso horario para frenos',
      'preciso marcar dia y horario',
      'para agendar carro',
      'que horario tem',
      'sexta marcha no entra, preciso revision',
      'me das hora para el sabado?',
      'Hola, check engine prendido',
      'car check',
      'service oil change',
      'gas oil',
      'oí un ruido en el motor del carro',
      'ok',
      'stop',
      'bom',
      'hey',
      'thanks',
      'please',
    ]
    const flipped = [...spoken('es'), ...shared].filter((text) =>
      ['pt', 'en'].includes(plainLanguage(text) ?? ''),
    )
    expect(flipped).to.deep.equal([])
  })

  it('takes nothing of one of the other languages for another', () => {
    for (const language of ['pt', 'en'] as const) {
      const wrong = spoken(language).filter((text) => ![language, null].includes(plainLanguage(text) as 'pt'))
      expect(wrong, language).to.deep.equal([])
    }
  })

  it('tells most sentences of four words or more in Portuguese and English', () => {
    for (const language of ['pt', 'en']) {
      const sentences = spoken(language).filter((text) => text.split(/\s+/).length >= 4)
      const told = sentences.filter((text) => plainLanguage(text) === language)
      expect(told.length / sentences.length, language).to.be.at.least(0.6)
    }
  })
})

function spoken(language: string): string[] {
  return ['dates.tsv', 'intents.tsv', 'more-dates.tsv', 'more-intents.tsv'].flatMap((file) =>
    phrasesOf(file)
      .filter(({ lang }) => lang === language)
      .map(({ phrase }) => phrase!),
  )
}
