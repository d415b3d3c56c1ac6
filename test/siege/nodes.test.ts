import { expect } from 'chai'
import { type SiegeOfNodes, siegeOfNodes } from './nodes.ts'

/** A short one; `npm run siege` plays it with a crowd, and with a standby that takes over. */
const crowd = Number(process.env.SIEGE_CUSTOMERS ?? 0)
const plan: Omit<SiegeOfNodes, 'seed'> =
  crowd > 0
    ? { nodes: 3, customers: crowd, rounds: 3, gap: [5_000, 60_000], failOver: true }
    : { nodes: 3, customers: 30, rounds: 1, gap: [300, 4_000], failOver: false }

describe('three nodes over one PostgreSQL, killed in turn under load, and PostgreSQL too', function () {
  this.timeout(180_000 + crowd * 700)

  it('answer everything that was acknowledged, once and in order, and ring each alarm once', async () => {
    const seed = Number(process.env.SIEGE_SEED ?? Date.now() % 2 ** 31)
    console.log(`      SIEGE_SEED=${seed}`)
    const fallen = await siegeOfNodes({ ...plan, seed })
    console.log(`      ${JSON.stringify(fallen)}`)
    expect(fallen.broughtAgain).to.be.greaterThan(0)
    expect(fallen.alarms).to.be.greaterThan(0)
    expect(fallen.replies).to.be.greaterThan(0)
  })
})
