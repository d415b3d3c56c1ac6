import { expect } from 'chai'
import fc from 'fast-check'
import { distance, isOneSlip, speller } from '../../src/language/spelling.ts'

describe('speller', () => {
  const { repair } = speller(
    new Map([
      ['viernes', 'friday'],
      ['cancelar', 'cancel'],
      ['cancelo', 'cancel'],
      ['cuanto', 'how much'],
      ['cuando', 'when'],
      ['dia', 'day'],
    ]),
    new Set(['vienes']),
  )

  it('mends a word by its sound or by one slip', () => {
    expect(['biernes', 'vierns', 'virenes', 'canselar'].map(repair)).to.eql([
      'viernes',
      'viernes',
      'viernes',
      'cancelar',
    ])
  })

  it('leaves right words, short words and words between two meanings', () => {
    expect(['vienes', 'dla', 'cuanfo', 'zapato', ''].map(repair)).to.eql([null, null, null, null, null])
  })

  it('is sure between two forms of one word', () => {
    expect(repair('cancelr')).to.be.oneOf(['cancelar', 'cancelo'])
  })
})

describe('distance', () => {
  it('counts a swap of neighbours once', () => {
    expect(distance('dlae', 'dale', 2)).to.equal(1)
    expect(distance('jaja', 'baja', 2)).to.equal(1)
    expect(distance('lunes', 'martes', 2)).to.equal(3)
  })
})

describe('isOneSlip', () => {
  it('is what a distance of one at most is', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(isOneSlip(a, b), `${a} ${b}`).to.equal(distance(a, b, 1) <= 1)
      }),
      { numRuns: 1000 },
    )
  })
})
