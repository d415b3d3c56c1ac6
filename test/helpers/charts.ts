import { type AnyStateMachine, setup } from 'xstate'
import type { Conversation } from '../../src/conversation/conversation.ts'
import { effects } from '../../src/conversation/effects.ts'
import { services } from '../../src/conversation/services.ts'
import { type Answer, type Rest, type Stimulus, step, type Talk } from '../../src/conversation/step.ts'
import type { Reply, TalkEvent } from '../../src/conversation/vocabulary.ts'

/** A `setup` as flow files make it, for the small charts of tests, which say what nobody wrote. */
export const kit = setup({
  types: {
    context: {} as { [key: string]: unknown },
    events: {} as TalkEvent,
    input: {} as { [key: string]: unknown },
  },
  actions: { ...effects, reply: (_: unknown, _params: Reply) => {} },
  actors: services,
})

export const emptyTalk: Talk = { talk: [], alarms: [], last: { turn: 0, frame: 0, setting: 0, message: 0 } }

/** Steps a talk at time 0, answering services from a table; `asked` tells which were asked, in order. */
export function stepped(
  flows: Record<string, AnyStateMachine>,
  talk: Talk,
  stimuli: Stimulus[],
  answers: Record<string, Answer> = {},
): Rest & { asked: string[]; said: string[] } {
  const steps = step({ flows }, talk, stimuli, 0)
  const asked: string[] = []
  let next = steps.next()
  while (!next.done) {
    asked.push(next.value.service)
    next = steps.next(answers[next.value.service] ?? { output: {} })
  }
  const said = next.value.effects.flatMap((effect) => (effect.type === 'reply' ? [effect.params.text] : []))
  return { ...next.value, asked, said }
}

/** The talk as `greeting.welcoming > booking.askingService`. */
export function shape({ talk }: Pick<Conversation, 'talk'>): string {
  return talk
    .map(
      ({ flow, snapshot }) =>
        `${flow}.${JSON.stringify((snapshot as { value: unknown }).value).replaceAll('"', '')}`,
    )
    .join(' > ')
}

export function wrote(text: string): TalkEvent {
  return {
    type: 'customer.wrote',
    text,
    when: [],
    intent: null,
    service: null,
    plate: null,
    vehicle: null,
    model: null,
    isAnotherVehicle: false,
    name: null,
    kilometres: null,
    asksToWait: false,
    leavesList: false,
    isProblem: false,
    at: '2026-11-26T09:30:00-03:00',
  }
}
