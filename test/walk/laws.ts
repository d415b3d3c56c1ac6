import type { Flows } from '../../src/conversation/chart.ts'
import { breaches, messageBreaches } from '../../src/conversation/invariants.ts'
import type { Walked } from './group.ts'

/** Which laws the last step of a walk broke, each in a sentence. */
export function* broken(
  { steps, from, standing, said, transcript, failed }: Walked,
  flows: Flows,
): Generator<string> {
  const step = steps.at(-1)!
  const { conversation, messages } = transcript
  if (failed !== undefined) {
    yield `A step could not be done: ${failed}`
    return
  }
  for (const { what } of breaches(conversation, flows.flows)) yield `The conversation is not sound: ${what}`
  for (const message of messages)
    for (const { what } of messageBreaches(conversation, message)) yield `A message is not sound: ${what}`
  if (messages.some(({ outbound }) => outbound?.state === 'failed')) yield 'Meta refused a message'
  if (said.some(({ text }) => text.includes('algo falló de nuestro lado'))) yield 'A flow failed'
  if (conversation.inbox.length > 0) yield 'A text is not answered'

  const isCustomers = 'heard' in step || 'tapped' in step || 'sent' in step
  const hasPerson = from?.attention === 'human'
  if (isCustomers && from && said.length === 0 && !hasPerson) yield 'There is no answer'
  if (isCustomers && said.length > 1) yield `There are ${said.length} answers`
  const text = said.map((each) => each.text).join('\n')
  const isLost = text.startsWith('Perdón, no te')
  const isOption = from?.options.some((title) => title === step.tapped || title.toLowerCase() === step.heard)
  if (isOption && isLost) yield "An option's own words are not understood"
  if (step.tapped !== undefined && from?.options.includes(step.tapped) && text.startsWith('Ese botón'))
    yield 'An option that is offered is taken for an old one'
  if (step.heard === 'persona' && standing.attention !== 'human') yield 'There is no way to a person'
  if (step.heard === 'menú' && !hasPerson && isLost) yield '«menú» is not understood'
  if (standing.shape !== '' && standing.attention === 'bot' && standing.silence === undefined)
    yield `A talk waits for ever in ${standing.shape}`
}
