import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { asksToWait, leavesList } from '../../src/language/waiting.ts'

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
    'anotame por si alguien cancela',
    'si se baja alguien',
    'avisame si se baja alguien',
    'cualquier cosa que se libere me avisás',
    'me anotás por si se libera un lugar antes?',
    'si falla alguno me escribís',
    'si hay algo antes me avisás',
    'avisame si queda un hueco',
    'poneme en espera',
    'se alguém desistir me avisa',
    'se alguém cancelar me chama',
    'fico na espera',
    'if someone cancels let me know',
    'put me on the list in case someone cancels',
    'text me if a spot opens',
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
      'quedo a la espera de tu respuesta',
      'si cancelan mi turno avisame',
      'avisame si sale caro',
      'llamame si falla algo',
      'se cancelar a minha hora me avisa',
    ])
      expect(asksToWait(text), text).to.equal(false)
  })

  it('hears none in a cancellation, a yes or a no of the tables', () => {
    const rows = readFileSync('fixtures/phrases/intents.tsv', 'utf8').split('\n')
    const others = rows.filter((row) => /\t(?:yes|no|cancel|confirm|optout|delete_data)\t/.test(row))
    expect(others.map((row) => row.split('\t')[0]!).filter((text) => asksToWait(text))).to.deep.equal([])
  })
})

describe('leavesList', () => {
  for (const text of [
    'sacame de la lista de espera',
    'me podés borrar de la lista de espera?',
    'quiero salir de la lista de espera',
    'ya no quiero estar en la lista de espera',
    'me tira da lista de espera',
    'take me off the waiting list',
  ]) {
    it(`hears "${text}"`, () => {
      expect(leavesList(text)).to.equal(true)
    })
  }

  it('hears none in who wants to wait, nor in any phrase of the tables', () => {
    const rows = readFileSync('fixtures/phrases/intents.tsv', 'utf8').split('\n')
    const phrases = rows.filter((row) => !/\toptout\t/.test(row)).map((row) => row.split('\t')[0]!)
    const others = [
      'anotame en la lista de espera',
      'sacame una duda',
      'sacá la lista de precios',
      ...phrases,
    ]
    expect(others.filter((text) => leavesList(text))).to.deep.equal([])
  })
})
