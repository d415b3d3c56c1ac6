import type { AnyMachineSnapshot } from 'xstate'
import {
  activeInvokes,
  activeNodes,
  type Flows,
  persist,
  type Stepped,
  startChart,
  stateName,
  stepChart,
} from './chart.ts'
import type { Alarm, Conversation, Frame } from './conversation.ts'
import { effectNames } from './effects.ts'
import { fingerprint } from './fingerprint.ts'
import { plain } from './plain.ts'
import { type Invoked, invocation } from './runnable.ts'
import { serviceNames } from './services.ts'
import type { Effect } from './vocabulary.ts'

/** The part of a conversation that a step works on. */
export type Talk = Pick<Conversation, 'talk' | 'alarms' | 'last'>

/**
 * What sets a step going: a flow is started on top of the talk, one begins again, or something happens to a frame.
 */
export type Stimulus =
  | { start: string; input: unknown }
  | { restart: number }
  | { frame: number; event: { type: string } }

/** A service that a flow invoked; the turn hands back the answer. */
export interface Question {
  service: string
  input: unknown
  frame: number
}

export type Answer = { output: unknown } | { error: unknown }

/** An effect, and who asked for it. */
export type Asked = Effect & { frame: number; cause: { flow: string; state: string } }

export interface Rest {
  talk: Talk
  effects: Asked[]
  /** Of frames that began again: the id that each has now, by the one that it had. */
  restarted: Map<number, number>
}

/**
 * The pure heart: takes a talk and what happened, runs the charts until all of them wait again, and hands back the
 * next talk and the effects, in order. A queue of happenings, never recursion. Services are yielded as questions.
 * @param now Unix ms, from which delays count.
 * @throws PoisonError when a flow failed and no flow below it handles that; RunawayError when it never comes to rest.
 */
export function* step(
  { flows }: Pick<Flows, 'flows'>,
  before: Talk,
  stimuli: Stimulus[],
  now: number,
): Generator<Question, Rest, Answer> {
  const frames = before.talk.map((frame) => ({ ...frame }))
  let alarms = before.alarms
  const last = { ...before.last }
  const effects: Asked[] = []
  const queue: Happening[] = []
  const started = new Map<string, number>()
  const restarted = new Map<number, number>()
  let handled = 0

  for (const stimulus of stimuli) {
    if ('start' in stimulus) push(stimulus.start, stimulus.input, null, null)
    else if ('restart' in stimulus) restart(stimulus.restart)
    else queue.push(stimulus)
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (++handled > maxHappenings) throw new RunawayError(frames.at(-1)?.flow ?? 'none')
      if ('invoke' in next) yield* invoke(next)
      else happen(next.frame, next.event)
    }
  }
  return { talk: { talk: frames, alarms, last }, effects, restarted }

  function push(flow: string, input: unknown, parent: number | null, as: string | null): void {
    const frame: Frame = {
      id: ++last.frame,
      parent,
      as,
      flow,
      input: plain(input),
      snapshot: null,
      fingerprint: '',
      question: null,
    }
    frames.push(frame)
    settle(
      frame,
      attempt(() => startChart(chart(flow), frame.input)),
    )
  }

  function restart(id: number): void {
    const frame = frames.find((each) => each.id === id)
    if (!frame) return
    drop(frame)
    restarted.set(id, last.frame + 1)
    push(frame.flow, frame.input, frame.parent, frame.as)
  }

  function happen(id: number, event: { type: string }): void {
    const frame = frames.find((each) => each.id === id)
    if (frame)
      settle(
        frame,
        attempt(() => stepChart(chart(frame.flow), frame.snapshot, event)),
      )
  }

  function* invoke({ frame: id, invoke: child, run }: Invoking): Generator<Question, void, Answer> {
    const frame = frames.find((each) => each.id === id)
    if (!frame || started.get(`${id}/${child.id}`) !== run) return
    if (!activeInvokes(activeNodes(chart(frame.flow), frame.snapshot)).has(child.id)) return
    if (!serviceNames.has(child.src)) return push(child.src, child.input, id, child.id)
    const answer = yield { service: child.src, input: plain(child.input), frame: id }
    queue.push({
      frame: id,
      event: 'error' in answer ? failed(child.id, answer.error) : done(child.id, plain(answer.output)),
    })
  }

  /** Takes over what one macrostep of a frame led to. */
  function settle(frame: Frame, { result, error }: Attempt): void {
    if (!result || result.snapshot.status === 'error') {
      fail(frame, error ?? result?.snapshot.error)
      return
    }
    const { snapshot, actions } = result
    const cause = { flow: frame.flow, state: stateName(snapshot) }
    frame.snapshot = persist(chart(frame.flow), snapshot)
    frame.fingerprint = fingerprint(chart(frame.flow))
    const invoked: Happening[] = []
    for (const { type, params } of actions) {
      if (effectNames.has(type))
        effects.push({ type, params: plain(params), frame: frame.id, cause } as Asked)
      else if (type === 'xstate.raise') setDelay(frame, params as Raise)
      else if (type === 'xstate.cancel') clearDelay(frame, (params as { sendId: string }).sendId)
      else if (type === invocation) {
        const child = params as Invoked
        const run = (started.get(`${frame.id}/${child.id}`) ?? 0) + 1
        started.set(`${frame.id}/${child.id}`, run)
        invoked.push({
          frame: frame.id,
          invoke: child,
          run,
        })
      }
    }
    dropLeft(frame, snapshot, invoked)
    queue.push(...invoked)
    if (snapshot.status === 'done') finish(frame, snapshot.output)
  }

  /** A child whose invoke is over, or was begun anew, is gone, and all that it invoked. */
  function dropLeft(frame: Frame, snapshot: AnyMachineSnapshot, invoked: Happening[]): void {
    const active = activeInvokes(snapshot)
    for (const child of frames.filter((each) => each.parent === frame.id)) {
      const again = invoked.some((each) => 'invoke' in each && each.invoke.id === child.as)
      if (again || !active.has(child.as ?? '')) drop(child)
    }
  }

  function drop(frame: Frame): void {
    for (const child of frames.filter((each) => each.parent === frame.id)) drop(child)
    frames.splice(frames.indexOf(frame), 1)
    alarms = alarms.filter((alarm) => alarm.frame !== frame.id)
  }

  function finish(frame: Frame, output: unknown): void {
    drop(frame)
    if (frame.parent !== null) queue.push({ frame: frame.parent, event: done(frame.as ?? '', plain(output)) })
  }

  function fail(frame: Frame, error: unknown): void {
    drop(frame)
    // Flows that pass it on are not to blame: the first one is named.
    const poison = error instanceof PoisonError ? error : new PoisonError(frame.flow, error)
    if (frame.parent === null) throw poison
    queue.push({ frame: frame.parent, event: failed(frame.as ?? '', poison) })
  }

  function setDelay(frame: Frame, { id, delay, event }: Raise): void {
    // Without a delay it is a plain raise, which XState has handled already.
    if (delay === undefined || id === undefined) return
    clearDelay(frame, id)
    const alarm: Alarm = {
      frame: frame.id,
      name: id,
      setting: ++last.setting,
      dueAt: now + delay,
      event: plain(event) as Alarm['event'],
    }
    alarms = [...alarms, alarm]
  }

  function clearDelay(frame: Frame, name: string): void {
    alarms = alarms.filter((alarm) => alarm.frame !== frame.id || alarm.name !== name)
  }

  function chart(name: string) {
    const flow = flows[name]
    if (!flow) throw new PoisonError(name, new Error(`flows/index.ts has no flow '${name}'`))
    return flow
  }
}

/** A flow failed, and no flow below it handles that. */
export class PoisonError extends Error {
  override name = 'PoisonError' as const
  readonly flow: string

  constructor(flow: string, cause: unknown) {
    super(`Flow '${flow}' failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.flow = flow
  }
}

/** The charts keep each other going without any input. */
export class RunawayError extends Error {
  override name = 'RunawayError' as const

  constructor(flow: string) {
    super(
      `Flow '${flow}' took ${maxHappenings} steps without input and did not come to rest: it goes round in a loop`,
    )
  }
}

const maxHappenings = 100

type Happening = { frame: number; event: { type: string } } | Invoking
type Invoking = { frame: number; invoke: Invoked; run: number }
type Raise = { id?: string; delay?: number; event: unknown }
type Attempt = { result?: Stepped; error?: unknown }

function attempt(run: () => Stepped): Attempt {
  try {
    return { result: run() }
  } catch (error) {
    return { error }
  }
}

function done(id: string, output: unknown) {
  return { type: `xstate.done.actor.${id}`, output, actorId: id }
}

function failed(id: string, error: unknown) {
  return { type: `xstate.error.actor.${id}`, error, actorId: id }
}
