import { closeAll } from '../helpers/open.ts'
import type { Asked, Told } from './crew.ts'
import { openHand } from './hand.ts'

const tell = (told: Told) => process.send!(told)
const hand = await openHand(process.argv[2]!)
process.on('message', async ({ does, with: what }: Asked) => {
  try {
    tell({ result: await (hand[does] as (what: unknown) => Promise<unknown>)(what) })
  } catch (error) {
    tell({ error: String((error as Error).stack) })
  }
  if (does !== 'close') return
  await closeAll()
  process.disconnect()
})
tell({ result: undefined })
