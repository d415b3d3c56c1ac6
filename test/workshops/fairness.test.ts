import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { largestShare, Shares } from '../../src/server/shares.ts'
import { text } from '../helpers/live.ts'
import {
  credentials,
  entry,
  type SeveralLive,
  severalWorkshops,
  startSeveral,
  webhook,
  workshopFile,
} from './several.ts'

const menu = text('menú')

describe('the share of a workshop', () => {
  it('is so many at a time, and one more when one has left', () => {
    const shares = new Shares()
    const leave = Array.from({ length: largestShare }, () => shares.enter(['norte'])!)
    expect(shares.enter(['norte'])).to.equal(undefined)
    expect(shares.enter(['sur', 'norte'])).to.equal(undefined)
    for (let count = 0; count < largestShare; count++) expect(shares.enter(['sur'])).to.be.a('function')
    leave[0]!()
    expect(shares.enter(['norte'])).to.be.a('function')
  })

  it('turns away what is more, for Meta to bring again, and keeps nobody else waiting', async () => {
    const live = await startSeveral(severalWorkshops({ norte: '', sur: '' }), credentials('norte', 'sur'))
    const { release, held } = hold(live, 'norte')
    const flood = Array.from({ length: largestShare }, (_, index) =>
      live.deliver('norte', webhook(from(1, index))),
    )
    await held
    const more = await live.deliver('norte', webhook(from(1, 99)))
    expect([more.status, more.headers.get('retry-after')]).to.deep.equal([503, '1'])
    expect((await live.deliver('norte', webhook(from(1, 99)), '/webhook/whatsapp/norte')).status).to.equal(
      503,
    )
    expect((await live.deliver('sur', webhook(from(1, 99)))).status).to.equal(401)
    expect((await live.deliver('sur', webhook(entry(2, menu)))).status).to.equal(200)
    release()
    expect((await Promise.all(flood)).map(({ status }) => status)).to.deep.equal(
      Array(largestShare).fill(200),
    )
    expect((await live.deliver('norte', webhook(from(1, 99)))).status).to.equal(200)
    expect(await live.replies()).to.have.length(largestShare + 2)
  })

  it('is each one’s own where two have their numbers in one account', async () => {
    const flows = severalWorkshops({ norte: '', sur: '' })
    const shared = workshopFile('sur', 2)
      .replace('businessAccountId: 2002', 'businessAccountId: 2001')
      .replace('SUR_APP_SECRET', 'NORTE_APP_SECRET')
    writeFileSync(join(flows, 'workshops', 'sur.yaml'), shared)
    const live = await startSeveral(flows, credentials('norte', 'sur'))
    const { release, held } = hold(live, 'norte')
    const flood = Array.from({ length: largestShare }, (_, index) =>
      live.deliver('norte', webhook(from(1, index))),
    )
    await held
    expect((await live.deliver('norte', webhook(from(1, 99)))).status).to.equal(503)
    expect((await live.deliver('norte', webhook(entry(2, menu, 1)))).status).to.equal(200)
    release()
    await Promise.all(flood)
  })
})

function from(place: number, index: number): unknown {
  return entry(place, { ...menu, from: `598991${String(index).padStart(5, '0')}` })
}

/** Keeps the turns of a workshop waiting; `held` once it has all of its share. */
function hold(
  { chasqui: { store } }: SeveralLive,
  workshop: string,
): { release: () => void; held: Promise<void> } {
  const { turn } = store
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let waiting = 0
  const held = new Promise<void>((resolve) => {
    store.turn = async (whose, work) => {
      if (whose.workshop === workshop && ++waiting === largestShare) resolve()
      if (whose.workshop === workshop) await released
      return turn.call(store, whose, work as never) as Promise<never>
    }
  })
  return { release, held }
}
