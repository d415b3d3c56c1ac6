import { expect } from 'chai'
import { words } from '../../flows/words.ts'
import { readInterrupt } from '../../src/language/interrupts.ts'

const interruptOf = (text: string) => readInterrupt(text, words)

describe('readInterrupt', () => {
  const examples: Record<string, string[]> = {
    cancel: [
      'cancelar',
      'Cancelá',
      'dejalo',
      'no quiero seguir',
      'olvidate',
      'cancelar, por favor',
      'cancel',
    ],
    menu: ['menú', 'MENU', 'menuuu', 'hola, menu', 'ayuda!', 'empezar de nuevo', 'help'],
    person: ['una persona', 'quiero hablar con una persona', 'humano por favor', 'atendente'],
    optOut: ['baja', 'BAJA.', 'bajaaa', 'stop', 'no me escriban más', 'unsubscribe', 'sair da lista'],
  }
  for (const [name, phrases] of Object.entries(examples)) {
    it(`takes ${phrases.map((phrase) => `"${phrase}"`).join(', ')} for ${name}`, () => {
      expect(phrases.map(interruptOf)).to.eql(phrases.map(() => name))
    })
  }

  it('leaves what is about an appointment to the flows', () => {
    expect(['cancelar mi hora', 'quiero cancelar el turno', 'dar de baja la hora'].map(interruptOf)).to.eql([
      null,
      null,
      null,
    ])
  })

  it('guesses nothing', () => {
    const near = [
      'jaja',
      'caja',
      'vaja',
      'bja',
      'mneu',
      'cancelr',
      'stopo',
      'no entiendo el menu',
      '',
      '🙏',
      '…',
    ]
    expect(near.map(interruptOf)).to.eql(near.map(() => null))
  })

  it('follows the words that the workshop edits', () => {
    const own = { ...words, menu: ['¡Volver al Índice!'] }
    expect(readInterrupt('volver al indice', own)).to.equal('menu')
    expect(readInterrupt('menu', own)).to.equal(null)
  })
})
