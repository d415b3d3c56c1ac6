import type { Flows } from './chart.ts'
import type { Frame } from './conversation.ts'
import { isCurrent } from './fingerprint.ts'
import { type Mended, mend } from './mend.ts'
import type { Talk } from './step.ts'

/** Fits a talk to flows that were edited meanwhile; what would have to begin again below the front waits until it is in front. */
export function fit(flows: Flows, { talk, alarms, last }: Talk, now: number): Mended {
  if (talk.every((frame) => isCurrent(flows.flows, frame)))
    return { talk: { talk, alarms, last }, restarts: [] }
  const front = talk.at(-1)?.id
  const fitted: Mended = { talk: { talk, alarms, last }, restarts: [] }
  for (const { id } of talk.filter(({ parent }) => parent === null)) {
    const chain = chainOf(talk, id)
    const isFront = chain.some((each) => each.id === front)
    const one = fitChain(flows, fitted.talk, id, now)
    if (one.restarts.length > 0 && !isFront) continue
    fitted.talk = one.talk
    fitted.restarts.push(...one.restarts)
  }
  return fitted
}

/** Fits only what a frame belongs to. */
export function fitChain(flows: Flows, talk: Talk, frame: number, now: number): Mended {
  const chain = chainOf(talk.talk, frame)
  const { alarms, last } = talk
  const { talk: fitted, restarts } = mend(flows, { talk: chain, alarms, last }, now)
  const frames = talk.talk.flatMap((each) =>
    chain.includes(each) ? (fitted.talk.find(({ id }) => id === each.id) ?? []) : [each],
  )
  return { talk: { ...fitted, talk: frames }, restarts }
}

/** The frames that stand on one another of which this is one, from the bottom up. */
export function chainOf(frames: Frame[], id: number): Frame[] {
  const bottom = (frame: Frame | undefined): number | undefined => {
    const below = frame && frames.find((each) => each.id === frame.parent)
    return below ? bottom(below) : frame?.id
  }
  const wanted = bottom(frames.find((each) => each.id === id))
  return frames.filter((each) => bottom(each) === wanted)
}

/** Which of the frames that begin again has to care for what this one cared for. */
export function heirOf(frames: Frame[], restarts: Mended['restarts'], id: number): number | undefined {
  if (restarts.some(({ restart }) => restart === id)) return id
  const parent = frames.find((each) => each.id === id)?.parent ?? null
  return parent === null ? undefined : heirOf(frames, restarts, parent)
}
