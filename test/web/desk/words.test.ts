import { expect } from 'chai'

describe('why a message did not arrive, at the desk', () => {
  let reasonWords: (reason?: string) => string

  before(async () => {
    ;({ reasonWords } = await import(new URL('../../../src/web/desk/words.js', import.meta.url).href))
  })

  for (const [reason, words] of [
    ['window', 'Hace más de 24 horas'],
    ['optedOut', 'Pidió no recibir más mensajes.'],
    ["Message undeliverable (Meta's error 131026)", 'No le llega: ese número no está en WhatsApp'],
    ['Graph refused the request with code 131047 (no explanation). Send a template.', 'Hace más de 24 horas'],
    ['something that nobody knew', 'something that nobody knew'],
  ] as const) {
    it(`is said in words: ${reason}`, () => {
      expect(reasonWords(reason)).to.contain(words)
    })
  }
})
