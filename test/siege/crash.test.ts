import { expect } from 'chai'
import { temporaryFolder } from '../helpers/open.ts'
import { Fate } from './fate.ts'
import {
  agendaHolds,
  agendaOf,
  allSettled,
  conversationHolds,
  handledOnce,
  inOrder,
  repeatsExplained,
  transcriptsOf,
  unanswered,
} from './laws.ts'
import { Rig } from './rig.ts'
import { wholeTalk } from './talk.ts'

/** Talks that are played side by side: each waits for the disk most of the time. */
const atOnce = 8

describe('a whole talk, from a booking over its reminder to its cancellation', function () {
  this.timeout(120_000)

  it('is completed wherever the process is killed; with its statuses told, nothing is sent twice', async () => {
    const { steps, repeats } = await playedWrong('crash', { statuses: true })
    expect(steps).to.equal(50)
    expect(repeats).to.deep.equal([])
  })

  it('is completed wherever the process is killed; without statuses, only what may have been lost is sent twice', async () => {
    const { steps, repeats } = await playedWrong('crash', { statuses: false })
    expect(steps).to.equal(38)
    // Between Meta's taking it and the commit that records the answer.
    expect([...new Set(repeats)]).to.have.members(['after a send', 'before a commit'])
    // The reminder is not: by then the customer has cancelled.
    expect(repeats).to.have.length(2 * (sayings - 1))
  })

  it('is completed wherever a commit or a send fails', async () => {
    const { steps } = await playedWrong('fault', { statuses: false })
    expect(steps).to.equal(38)
  })
})

/** What the workshop says in a whole talk. */
const sayings = 6

/**
 * Plays the whole talk once for each of its steps, each time with something going wrong there.
 * @returns how many steps there are, and the names of those after which Meta got a message twice
 */
async function playedWrong(
  how: 'crash' | 'fault',
  { statuses }: { statuses: boolean },
): Promise<{ steps: number; repeats: string[] }> {
  const smooth = new Fate()
  expect(await played(smooth, statuses)).to.equal(0)
  const repeats: string[] = []
  const left = [...smooth.steps.entries()]
  const play = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [index, name] = next
      const twice = await played(new Fate().goWrong(index + 1, how), statuses).catch((error: Error) => {
        throw new Error(`When it goes wrong at step ${index + 1}, ${name}: ${error.message}`, {
          cause: error,
        })
      })
      if (twice > 0) repeats.push(name)
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, play))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
  return { steps: smooth.steps.length, repeats }
}

/** Plays the whole talk and judges what is left of it. @returns how many messages Meta got twice */
async function played(fate: Fate, statuses: boolean): Promise<number> {
  const rig = await new Rig(temporaryFolder(), fate).start()
  const brought = await wholeTalk(rig, { statuses })
  const transcripts = await transcriptsOf(rig.store)
  const agenda = await agendaOf(rig.store)
  const { arrivals } = rig.meta
  for (const each of transcripts) conversationHolds(each, rig.house.flows)
  agendaHolds(agenda, rig.clock.now())
  handledOnce(transcripts, brought)
  inOrder(arrivals)
  allSettled(transcripts, arrivals)
  expect(transcripts.flatMap(unanswered), 'unanswered').to.deep.equal([])
  expect(
    agenda.map(({ status }) => status),
    'appointments',
  ).to.deep.equal(['cancelled'])
  expect(new Set(arrivals.map(({ id }) => id)), 'what arrived').to.have.length(sayings)
  const repeats = repeatsExplained(transcripts, arrivals)
  await rig.close()
  return repeats
}
