import { expect } from 'chai'
import fc from 'fast-check'
import { fit } from '../../src/whatsapp/fit.ts'

describe('fit', () => {
  for (const [text, limit, fitted] of [
    ['Cambio de aceite', 24, 'Cambio de aceite'],
    ['Cambio de aceite', 16, 'Cambio de aceite'],
    ['Cambio de aceite y filtros', 24, 'Cambio de aceite y…'],
    ['Cambio de aceite y filtros', 10, 'Cambio de…'],
    ['Cambio de aceite y filtros', 9, 'Cambio…'],
    ['Electroencefalografista', 10, 'Electroen…'],
    ['🚗🚗🚗', 4, '🚗…'],
    ['🚗🚗🚗', 2, '…'],
    ['hola', 1, '…'],
    ['hola', 0, ''],
  ] as const) {
    it(`makes '${fitted}' of '${text}' in ${limit}`, () => {
      expect(fit(text, limit)).to.equal(fitted)
    })
  }

  it('never is longer than asked and never leaves half a surrogate pair', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ñ', ' ', '\n', '🚗', '👩🏽‍🔧') })
    fc.assert(
      fc.property(text, fc.nat(30), (text, limit) => {
        const fitted = fit(text, limit)
        expect(fitted.length).to.be.at.most(limit)
        expect(fitted).to.not.match(/\p{Cs}/u)
      }),
    )
  })
})
