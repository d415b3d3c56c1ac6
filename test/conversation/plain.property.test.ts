import { expect } from 'chai'
import fc from 'fast-check'
import { plain } from '../../src/conversation/plain.ts'

const viaText = (value: unknown) => JSON.parse(JSON.stringify(value))

describe('a plain copy', () => {
  it('is what JSON makes of a value, whatever it is', () => {
    const anything = fc.anything({
      withDate: true,
      withMap: true,
      withSet: true,
      withBoxedValues: true,
      withNullPrototype: true,
      withSparseArray: true,
      withTypedArray: true,
      withObjectString: true,
    })
    fc.assert(
      fc.property(anything, (value) => {
        fc.pre(JSON.stringify(value) !== undefined)
        const copy = plain(value)
        expect(copy).to.deep.equal(viaText(value))
        expect(JSON.stringify(copy)).to.equal(JSON.stringify(viaText(value)))
      }),
      { numRuns: 2_000, seed: 1 },
    )
  })

  it('leaves out what JSON has no word for, and keeps what is named like a prototype', () => {
    for (const value of [
      { a: undefined, b: () => 1, c: Symbol('c'), d: Number.NaN, e: -0 },
      [undefined, () => 1, Symbol('c'), Number.POSITIVE_INFINITY, -0],
      { at: new Date(0), inner: { toJSON: () => 'word' }, error: new Error('no') },
      JSON.parse('{"__proto__":{"x":1},"a":{"__proto__":2}}'),
    ]) {
      expect(JSON.stringify(plain(value))).to.equal(JSON.stringify(viaText(value)))
      expect(Object.is((plain(value) as { e?: number }).e, -0)).to.equal(false)
    }
  })

  it('shares nothing with what it was made of', () => {
    const value = { a: [{ b: 1 }] }
    const copy = plain(value)
    copy.a[0]!.b = 2
    copy.a.push({ b: 3 })
    expect(value).to.deep.equal({ a: [{ b: 1 }] })
  })

  it('complains of a circle and of what is too large for JSON as JSON does', () => {
    const circle: Record<string, unknown> = { name: 'one' }
    circle.again = [circle, circle]
    expect(() => plain(circle)).to.throw(TypeError, /circular/i)
    expect(() => plain({ large: 1n })).to.throw(TypeError, /BigInt/)
  })
})
