import type { Step } from '../../src/cli/talks/talk.ts'
import type { Flows } from '../../src/conversation/chart.ts'
import { type Breach, breaches, breachesBeside, messageBreaches } from '../../src/conversation/invariants.ts'
import type { MessageView } from '../../src/sandbox/view.ts'
import type { Standing } from './standing.ts'
import type { Moment, Person } from './world.ts'

/** A step that was taken. */
export interface Taken {
  step: Step
  /** Where it stood before. */
  from: Standing
  to: Standing
  /** What was said in return. */
  said: MessageView[]
  moment: Moment
  /** Why it could not be done. */
  failed?: string
}

/** Which laws a step broke, each in a sentence. */
export async function broken(
  { step, from, to, said, moment, failed }: Taken,
  flows: Flows,
): Promise<string[]> {
  if (failed !== undefined) return [`A step could not be done: ${failed}`]
  const unsound = moment.customer ? (await unsoundIn(moment.customer, flows)).map(({ what }) => what) : []
  const isCustomers = step.from === undefined && ('heard' in step || 'tapped' in step || 'sent' in step)
  const isHeard = isCustomers && from.attention === 'bot' && !isOut(from)
  const text = said.map((each) => each.text).join('\n')
  const isLost = text.startsWith('Perdón, no te')
  const isOption = from.options.some((title) => title === step.tapped || title.toLowerCase() === step.heard)
  // Of several files in a row only the first is answered; and who taps twice did not see the answer yet.
  const [before, last] = (moment.customer?.messages ?? [])
    .filter((each) => each.from === 'customer')
    .slice(-2)
  const isAgain =
    (step.sent !== undefined && (before?.type ?? 'text') !== 'text') ||
    (step.tapped !== undefined && before?.text === last?.text)
  const laws: [string, boolean][] = [
    [
      'Meta refused a message',
      (moment.customer?.messages ?? []).some((each) => each.outbound?.state === 'failed'),
    ],
    ['A flow failed', text.includes('algo falló de nuestro lado')],
    ['A text is not answered', (moment.customer?.conversation.inbox ?? []).length > 0],
    ['There is no answer', isHeard && said.length === 0 && !isAgain],
    ['There are several answers', isCustomers && said.length > 1],
    [
      'Somebody is answered while a person has the floor',
      isCustomers && from.attention === 'human' && to.attention === 'human' && text !== '',
    ],
    ["An option's own words are not understood", isHeard && isOption && isLost],
    [
      'An option that is offered is taken for an old one',
      isHeard && isOption && text.startsWith('Ese botón'),
    ],
    ['There is no way to a person', isHeard && step.heard === 'persona' && to.attention !== 'human'],
    [`«${step.heard}» is not understood`, isHeard && isLost && clear.has(step.heard ?? '')],
    ['A talk waits for ever', to.attention === 'bot' && to.shape !== '' && to.silence === undefined],
  ]
  return [...unsound, ...laws.flatMap(([law, isBroken]) => (isBroken ? law : []))]
}

/** What is wrong with what is stored of somebody. */
async function unsoundIn({ conversation, messages, appointments }: Person, flows: Flows): Promise<Breach[]> {
  const beside = breachesBeside(conversation, {
    message: async (number) => messages.find((each) => each.number === number),
    appointment: async (id) => appointments.find((each) => each.id === id),
  })
  const found = [
    ...breaches(conversation, flows.flows),
    ...messages.flatMap((message) => [...messageBreaches(conversation, message)]),
  ]
  for await (const breach of beside) found.push(breach)
  return found
}

/** What is understood anywhere. */
const clear = new Set(['hola', 'menú', 'cancelar', 'persona', 'quiero agendar', 'mis horas'])

function isOut({ key }: Standing): boolean {
  return / out( |$)/.test(key)
}

/** From which states there is no way to a person, or to the menu, in two steps. */
export function deadEnds(states: Map<string, Standing>, ways: Map<string, Map<string, string>>): string[] {
  const next = (key: string) => [...(ways.get(key)?.values() ?? [])]
  const isPerson = (key: string) => states.get(key)?.attention === 'human'
  const isMenu = (key: string) => /greeting\.welcoming$/.test(states.get(key)?.shape ?? '')
  return [...states].flatMap(([key, { attention }]) => {
    if (attention === 'human' || !ways.has(key)) return []
    const near = [key, ...next(key), ...next(key).flatMap(next)]
    return [
      ...(near.some(isPerson) ? [] : `There is no way to a person from: ${key}`),
      ...(near.some(isMenu) ? [] : `There is no way to the menu from: ${key}`),
    ]
  })
}
