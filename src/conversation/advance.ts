import type { MovableClock } from '../clock.ts'
import type { Engine } from './engine.ts'

/** How often one and the same time is tried before the clock goes on without it. */
const mostRounds = 20

/**
 * Moves a clock on: what falls due on the way is handled in order, the clock standing at each one's time.
 * @param to Unix ms
 * @param settle resolves once what an event led to outside the engine is over
 */
export async function advance(
  clock: MovableClock,
  engine: Engine,
  to: number,
  settle: () => Promise<void> = async () => {},
): Promise<void> {
  let [last, rounds] = [Number.NaN, 0]
  for (let next = await engine.nextDue(); next !== undefined && next <= to; next = await engine.nextDue()) {
    rounds = next === last ? rounds + 1 : 0
    last = next
    // What stays due although it was tried is left to the engine's own timer.
    if (rounds > mostRounds) break
    clock.moveTo(next)
    await engine.catchUp()
    await settle()
    await engine.settled()
    // What was sent has led to statuses: they are of this time, not of the next.
    await settle()
    await engine.told()
  }
  clock.moveTo(to)
  // The engine's timer was set by the clock as it was.
  await engine.catchUp()
}
