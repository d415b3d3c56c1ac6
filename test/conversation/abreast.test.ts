import { expect } from 'chai'
import { abreast } from '../../src/conversation/abreast.ts'

describe('abreast', () => {
  it('does all of it, in order, and never more than so many at a time', async () => {
    const [begun, most] = [[] as number[], { now: 0, ever: 0 }]
    await abreast(3, [1, 2, 3, 4, 5, 6, 7], async (item) => {
      begun.push(item)
      most.ever = Math.max(most.ever, ++most.now)
      await new Promise((resolve) => setImmediate(resolve))
      most.now--
    })
    expect(begun).to.deep.equal([1, 2, 3, 4, 5, 6, 7])
    expect(most).to.deep.equal({ now: 0, ever: 3 })
  })

  it('rejects with the first failure', async () => {
    const failure = await abreast(2, [1, 2, 3], async (item) => {
      if (item === 2) throw new Error('two')
    }).catch((error: Error) => error.message)
    expect(failure).to.equal('two')
  })

  it('has nothing to do for nothing', async () => {
    await abreast(2, [], async () => {})
  })
})
