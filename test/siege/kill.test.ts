import { expect } from 'chai'
import { siege } from './kill.ts'

/** How often it is killed: more in the long run. */
const kills = Number(process.env.SIEGE_KILLS ?? 4)

describe('a server that is killed again and again under load', function () {
  this.timeout(60_000 + kills * 15_000)

  it('answers everything it acknowledged, once and in order, and books nothing twice', async () => {
    const seed = Number(process.env.SIEGE_SEED ?? Date.now() % 2 ** 31)
    console.log(`      SIEGE_SEED=${seed}`)
    const fallen = await siege({ kills, customers: 100, seed })
    console.log(`      ${JSON.stringify(fallen)}`)
    expect(fallen.kills).to.equal(kills)
    expect(fallen.broughtAgain).to.be.greaterThan(0)
    expect(fallen.replies).to.be.greaterThan(0)
  })
})
