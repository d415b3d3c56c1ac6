import { expect } from 'chai'
import { readDigest } from '../../src/whatsapp/digest.ts'

const hex = '49f227634806293b0995459bc310b593e1400f41591efcf07e9bced335f41942'

describe('a digest', () => {
  for (const written of [
    hex,
    hex.toUpperCase(),
    'SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI=',
    ` ${hex}\n`,
  ]) {
    it(`is the same one written as ${JSON.stringify(written)}`, () => {
      expect(readDigest(written)).to.equal(hex)
    })
  }

  for (const written of [undefined, null, {}, '', 'abc', 17, 'x'.repeat(64), `${hex}00`]) {
    it(`is absent where ${JSON.stringify(written)} stands`, () => {
      expect(readDigest(written)).to.equal(undefined)
    })
  }
})
