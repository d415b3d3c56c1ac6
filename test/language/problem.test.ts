import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { tellsProblem } from '../../src/language/problem.ts'

describe('tellsProblem', () => {
  const told = [
    'hace un ruido raro adelante al frenar',
    'Hace un ruido cuando doblo',
    'pierde aceite',
    'me pierde un poco de agua',
    'no arranca de mañana',
    'frena mal',
    'vibra a 100',
    'se me apaga en los semáforos',
    'tengo la luz del motor prendida',
    'se prendió el check',
    'tironea en segunda',
    'siento un olor a quemado',
    'el embrague está duro',
    'está fazendo um barulho na frente',
    'o carro não liga',
    'it makes a weird noise when I brake',
    "it won't start",
  ]
  for (const text of told) {
    it(`hears "${text}"`, () => {
      expect(tellsProblem(text)).to.equal(true)
    })
  }

  it('hears none in what is something else', () => {
    const others = [
      'quiero agendar',
      'el viernes a las 10',
      'Gol rojo SBA 1234',
      'no puedo ir',
      'se me complicó',
      'cambio de aceite',
      'frenos',
      'sí, dale',
      'a nombre de Ana',
    ]
    for (const text of others) expect(tellsProblem(text), text).to.equal(false)
  })

  it('hears none in an answer: a yes, a no, a cancellation', () => {
    const rows = readFileSync('fixtures/phrases/intents.tsv', 'utf8').split('\n')
    const answers = rows.filter((row) =>
      /\t(?:yes|no|cancel|confirm|optout|delete_data|reschedule)\t/.test(row),
    )
    expect(answers).to.not.be.empty
    expect(answers.map((row) => row.split('\t')[0]!).filter((text) => tellsProblem(text))).to.deep.equal([])
  })
})
