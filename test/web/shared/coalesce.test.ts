import { expect } from 'chai'

describe('coalesce', () => {
  let coalesce: (work: () => Promise<void>) => () => Promise<void>

  before(async () => {
    coalesce = (await import(new URL('../../../src/web/shared/coalesce.js', import.meta.url).href)).coalesce
  })

  it('shares one more run among the calls that come while it runs', async () => {
    let runs = 0
    let beside = 0
    const refresh = coalesce(async () => {
      expect(++beside).to.equal(1)
      runs++
      await Promise.resolve()
      beside--
    })
    await Promise.all([refresh(), refresh(), refresh()])
    expect(runs).to.equal(2)
  })

  it('runs again after a run that failed', async () => {
    let runs = 0
    const refresh = coalesce(async () => {
      await Promise.resolve()
      if (++runs === 1) throw new Error('away')
    })
    expect(await refresh().catch((error: Error) => error.message)).to.equal('away')
    await refresh()
    expect(runs).to.equal(2)
  })
})
