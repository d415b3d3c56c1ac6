import { expect } from 'chai'

describe('why a message did not arrive, at the desk', () => {
  let reasonWords: (reason?: string) => string
  let reasonAsTold: (reason?: string) => string

  before(async () => {
    ;({ reasonWords, reasonAsTold } = await import(
      new URL('../../../src/web/desk/words.js', import.meta.url).href
    ))
  })

  for (const [reason, words] of [
    ['window', 'Hace más de 24 horas'],
    ['optedOut', 'Pidió no recibir más mensajes.'],
    ["Message undeliverable (Meta's error 131026)", 'No le llega: ese número no está en WhatsApp'],
    ['Graph refused the request with code 131047 (no explanation). Send a template.', 'Hace más de 24 horas'],
    ['Graph refused the request with code 131021 (no explanation).', 'Meta no lo mandó (error 131021).'],
    [
      'Nothing was sent, because graph.example could not be reached (ECONNREFUSED).',
      'No se pudo hablar con Meta.',
    ],
    ['something that nobody knew', 'No se pudo mandar.'],
  ] as const) {
    it(`is said in words: ${reason}`, () => {
      expect(reasonWords(reason)).to.contain(words)
    })
  }

  it('is also as it was told, for whoever looks after the system, where that says more', () => {
    expect(reasonAsTold('something that nobody knew')).to.equal('something that nobody knew')
    expect(reasonAsTold('window')).to.equal('')
  })
})
