import { expect } from 'chai'
import fc from 'fast-check'
import { mayGoAt, pairPace, spent, Throughput } from '../../src/whatsapp/pace.ts'

/** Plays messages that are wanted at these times, and says when each may go. */
function played(wanted: number[]): number[] {
  let spentUntil = 0
  let clock = 0
  return wanted.map((time) => {
    clock = mayGoAt(pairPace, spentUntil, Math.max(clock, time))
    spentUntil = spent(pairPace, spentUntil, clock)
    return clock
  })
}

describe('the pace to one customer', () => {
  it('lets 40 go at once, and then one every 6 seconds', () => {
    const times = played(Array(43).fill(0))
    expect(times.slice(0, 40)).to.deep.equal(Array(40).fill(0))
    expect(times.slice(40)).to.deep.equal([6_000, 12_000, 18_000])
  })

  it('has room for 40 again after four minutes of silence', () => {
    const times = played([...Array(40).fill(0), ...Array(41).fill(240_000)])
    expect(times.filter((time) => time === 240_000)).to.have.length(40)
  })

  it('never lets more go in any span of time than 40 and one for each 6 seconds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600_000 }), { maxLength: 120 }), (wanted) => {
        const times = played(wanted.sort((a, b) => a - b))
        times.forEach((from, first) => {
          times.slice(first).forEach((to, index) => {
            expect(index + 1).to.be.at.most(40 + Math.floor((to - from) / 6_000))
          })
        })
      }),
    )
  })
})

describe('the throughput of a number', () => {
  /** Sends so many messages as soon as they may go, and says when each went. */
  function sent(throughput: Throughput, proactive: boolean, count: number, from = 0): number[] {
    return Array.from({ length: count }, () => {
      let now = from
      let hasPlace = false
      for (;;) {
        const admission = throughput.admit(now, { proactive, hasPlace })
        if (admission.at <= now) return now
        ;({ at: now, hasPlace } = admission)
      }
    })
  }
  const most = (times: number[]) =>
    Math.max(...times.map((from) => times.filter((to) => to >= from && to < from + 1_000).length))

  for (const perSecond of [1, 20, 80, 1_000]) {
    it(`sends about ${perSecond} in a second and never more, whatever is wanted`, () => {
      const busiest = most(sent(new Throughput(perSecond), false, perSecond * 4))
      expect(busiest).to.be.within(Math.floor(perSecond * 0.95), perSecond)
    })
  }

  it('lets one go at once where there is room, whatever the clock shows', () => {
    for (const now of [1_000, 1_000.25]) {
      const admission = new Throughput(80).admit(now, { proactive: false, hasPlace: false })
      expect(admission).to.deep.equal({ at: now, hasPlace: false })
    }
  })

  it('gives reminders a quarter, so that a reply does not stand behind them', () => {
    const throughput = new Throughput(80)
    const reminders = sent(throughput, true, 300)
    expect(reminders.at(-1)).to.be.closeTo(14_500, 100)
    const late = new Throughput(80)
    for (let count = 0; count < 300; count++) late.admit(0, { proactive: true, hasPlace: false })
    expect(late.admit(0, { proactive: false, hasPlace: false }).at).to.be.below(20)
  })

  it('lets nothing go while Meta says that it is too fast, and keeps the places', () => {
    const throughput = new Throughput(80)
    throughput.hold(5_000)
    expect(throughput.admit(0, { proactive: false, hasPlace: true })).to.deep.equal({
      at: 5_000,
      hasPlace: true,
    })
    expect(throughput.admit(5_000, { proactive: false, hasPlace: true }).at).to.equal(5_000)
  })
})
