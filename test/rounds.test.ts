import { expect } from 'chai'
import { Rounds } from '../src/rounds.ts'

describe('rounds', () => {
  it('have all that comes at one moment take each step side by side, in the order in which it came', async () => {
    const rounds = new Rounds()
    const steps: string[] = []
    const take = async (name: string) => {
      await rounds.next()
      steps.push(`${name} is read`)
      await null
      steps.push(`${name} is handled`)
    }
    await Promise.all(['first', 'second', 'third'].map(take))
    expect(steps).to.deep.equal([
      ...['first', 'second', 'third'].map((name) => `${name} is read`),
      ...['first', 'second', 'third'].map((name) => `${name} is handled`),
    ])
  })

  it('begin again for who comes later, also while one is going on', async () => {
    const rounds = new Rounds()
    const steps: number[] = []
    const take = async (left: number) => {
      await rounds.next()
      steps.push(left)
      if (left > 0) await take(left - 1)
    }
    await Promise.all([take(2), take(1)])
    expect(steps).to.deep.equal([2, 1, 1, 0, 0])
    await take(0)
    expect(steps).to.have.length(6)
  })

  it('are none where all is to begin at once', async () => {
    const rounds = new Rounds({ isAtOnce: true })
    const steps: string[] = []
    setImmediate(() => steps.push('a round'))
    await rounds.next()
    expect(steps).to.deep.equal([])
  })
})
