import { expect } from 'chai'
import { temporaryFolder } from '../helpers/open.ts'
import { Fate } from './fate.ts'
import { allSettled, conversationHolds, transcriptsOf } from './laws.ts'
import { webhookOf } from './meta.ts'
import { Rig } from './rig.ts'

const minute = 60_000

describe('a file that a customer sends', () => {
  for (const how of ['crash', 'fault'] as const) {
    it(`is kept wherever the process has a ${how}`, async () => {
      const smooth = new Fate()
      await played(smooth)
      expect(smooth.steps).to.include.members(['before a commit', 'before a fetch', 'after a fetch'])
      for (const [index, name] of smooth.steps.entries()) {
        await played(new Fate().goWrong(index + 1, how)).catch((error: Error) => {
          throw new Error(`When it goes wrong at step ${index + 1}, ${name}: ${error.message}`, {
            cause: error,
          })
        })
      }
    })
  }
})

/** A customer sends a photo, and Meta comes again with it until it gets 200. */
async function played(fate: Fate): Promise<void> {
  const rig = await new Rig(temporaryFolder(), fate).start()
  const image = { id: 'wamid.PHOTO', from: '59899111111', type: 'image', image: { id: '1003' } }
  const webhook = webhookOf(rig.clock.now(), { messages: [image] })
  while (!(await rig.receive(webhook))) await rig.settled()
  await rig.later(5 * minute)
  const transcripts = await transcriptsOf(rig.store)
  for (const each of transcripts) conversationHolds(each, rig.house.flows)
  allSettled(transcripts, rig.meta.arrivals)
  const files = transcripts.flatMap(({ messages }) => messages.flatMap(({ media }) => media ?? []))
  expect(files.map(({ state }) => state)).to.deep.equal(['kept'])
  await rig.close()
}
