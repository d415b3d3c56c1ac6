import { expect } from 'chai'
import { readDelay } from '../../src/language/delay.ts'

const delays: [string, number, 'start' | 'now'][] = [
  ['voy a llegar 15 minutos tarde', 15, 'start'],
  ['estoy atrasada unos 20 min', 20, 'start'],
  ['me demoro media hora', 30, 'start'],
  ['llego en media hora', 30, 'now'],
  ['en diez minutos estoy ahí', 10, 'now'],
  ['llego como un cuarto de hora tarde', 15, 'start'],
  ['me atraso una hora y media', 90, 'start'],
  ['llego 1h tarde', 60, 'start'],
  ['vou me atrasar 10 minutos', 10, 'start'],
  ['chego em meia hora', 30, 'now'],
  ["I'm running 20 minutes late", 20, 'start'],
  ["I'll be there in half an hour", 30, 'now'],
]

describe('readDelay', () => {
  for (const [text, minutes, from] of delays) {
    it(`reads "${text}"`, () => {
      expect(readDelay(text)).to.deep.equal({ minutes, from })
    })
  }

  it('says nothing where no length of time is said', () => {
    for (const text of ['llego tarde', 'me demoro un poco', 'llego a las 10 y media', 'en el 15 de mayo', ''])
      expect(readDelay(text), text).to.equal(null)
  })
})
