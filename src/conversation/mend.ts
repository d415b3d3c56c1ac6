import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate'
import { activeInvokes, type Flows, restore } from './chart.ts'
import type { Alarm, Frame } from './conversation.ts'
import { activeDelays, fingerprint, isCurrent } from './fingerprint.ts'
import { serviceNames } from './services.ts'
import type { Talk } from './step.ts'

/** A talk that fits the flows as they are now; `restarts` are frames whose flow has to begin again. */
export interface Mended {
  talk: Talk
  restarts: { restart: number }[]
}

/**
 * Fits a stored talk to flows that were edited meanwhile. A frame whose flow is still what it was goes on; one whose
 * flow changed goes on if everything it stands on is still there, if need be after the flow's own migration; else its
 * flow begins again with the same input. What no flow is left of is dropped.
 * @param now Unix ms, from which delays that are new count
 */
export function mend({ flows, migrations = {} }: Flows, talk: Talk, now: number): Mended {
  const mended: Talk = { ...talk, last: { ...talk.last } }
  const restarts: Mended['restarts'] = []
  for (const { id } of talk.talk) {
    const frame = mended.talk.find((each) => each.id === id)
    if (!frame) continue
    const flow = flows[frame.flow]
    if (!flow) {
      drop(mended, frame)
      continue
    }
    if (isCurrent(flows, frame)) continue
    const migrated = migrations[frame.flow]
    const fitting = [frame.snapshot, migrated?.(frame.snapshot)].find(
      (snapshot) => snapshot !== undefined && fits(flows, flow, { ...frame, snapshot }, mended.talk),
    )
    if (fitting === undefined) {
      for (const child of mended.talk.filter((each) => each.parent === frame.id)) drop(mended, child)
      restarts.push({ restart: frame.id })
      continue
    }
    const kept: Frame = { ...frame, snapshot: fitting, fingerprint: fingerprint(flow) }
    mended.talk = mended.talk.map((each) => (each.id === frame.id ? kept : each))
    mended.alarms = alarmsOf(mended, kept, restore(flow, fitting), now)
  }
  return { talk: mended, restarts }
}

/** Whether the flow, as it is now, can go on from this snapshot with the frames that stand on it. */
function fits(flows: Flows['flows'], flow: AnyStateMachine, frame: Frame, frames: Frame[]): boolean {
  const snapshot = attempt(() => restore(flow, frame.snapshot))
  if (!snapshot) return false
  if (snapshot._nodes.some((node: { type: string }) => node.type === 'final')) return false
  const children = frames.filter((each) => each.parent === frame.id)
  const invokes = activeInvokes(snapshot)
  const flowInvokes = [...invokes].filter(([, src]) => !serviceNames.has(src))
  return (
    children.every(({ as, flow: child }) => invokes.get(as ?? '') === child) &&
    flowInvokes.every(([as, src]) => src in flows && children.some((child) => child.as === as)) &&
    // Services are answered inside a turn: none can be waiting.
    flowInvokes.length === invokes.size
  )
}

/** Alarms whose delay is gone are gone; delays that are new count from now. */
function alarmsOf(talk: Talk, frame: Frame, snapshot: AnyMachineSnapshot, now: number): Alarm[] {
  const delays = activeDelays(snapshot)
  // What is no delay of a state, such as that a question got lost, stands whatever the state waits for.
  const isOver = ({ name }: Alarm) => name.startsWith('xstate.after.') && !delays.has(name)
  const kept = talk.alarms.filter((alarm) => alarm.frame !== frame.id || !isOver(alarm))
  const set = new Set(kept.filter((alarm) => alarm.frame === frame.id).map(({ name }) => name))
  const missing = [...delays].filter(([name]) => !set.has(name))
  const added = missing.map(([name, delay]): Alarm => {
    return { frame: frame.id, name, setting: ++talk.last.setting, dueAt: now + delay, event: { type: name } }
  })
  return [...kept, ...added]
}

function drop(talk: Talk, frame: Frame): void {
  for (const child of talk.talk.filter((each) => each.parent === frame.id)) drop(talk, child)
  talk.talk = talk.talk.filter(({ id }) => id !== frame.id)
  talk.alarms = talk.alarms.filter((alarm) => alarm.frame !== frame.id)
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
