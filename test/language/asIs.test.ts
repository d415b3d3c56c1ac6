import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { staysAsIs } from '../../src/language/asIs.ts'

describe('staysAsIs', () => {
  for (const text of [
    'Está bien así',
    'dejá, así está bien',
    'no gracias, me quedo con la mía',
    'estoy bien así, gracias',
    'dejala como está',
    'prefiero la que tengo',
    'mi hora me queda bien',
    'está bom assim',
    'fico com o meu horário',
    "I'm good, thanks",
    "I'll keep mine",
    'leave it as it is',
  ]) {
    it(`hears "${text}"`, () => {
      expect(staysAsIs(text)).to.equal(true)
    })
  }

  it('hears none in who agrees, asks for something else, or just says no', () => {
    for (const text of [
      'sí, está bien',
      'dale, está bien así',
      'perfecto, así está bien',
      'está bien',
      'bien',
      'no',
      'no, gracias',
      'me quedo con la primera',
      'me quedo con la de las 10',
      'está bien así el viernes?',
      "i'm good with friday",
    ])
      expect(staysAsIs(text), text).to.equal(false)
  })

  it('hears none in any phrase of the tables but the ones that say no', () => {
    const rows = ['intents', 'more-intents'].flatMap((name) =>
      readFileSync(`fixtures/phrases/${name}.tsv`, 'utf8').split('\n').slice(1),
    )
    const heard = rows.filter((row) => staysAsIs(row.split('\t')[0]!)).map((row) => row.split('\t')[2])
    expect([...new Set(heard)]).to.deep.equal(['no'])
  })
})
