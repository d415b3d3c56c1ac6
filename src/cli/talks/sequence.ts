import type { Message } from '../../conversation/conversation.ts'

/** What a customer did, as it can be done again. */
export type Did = { heard: string } | { tapped: string } | { sent: string }

/** One thing of a conversation: the customer did something, or was told something. */
export type Happened = { at: number; did: Did } | { at: number; said: Message }

/** Texts that follow each other within this are one message to the bot, in ms. */
const longestBurst = 5_000

/**
 * What happened from the first message of the customer on, oldest first; texts in a row are one. It ends where a person
 * answered: what they said nobody can play.
 */
export function sequenceOf(messages: Message[]): Happened[] {
  const human = messages.findIndex(({ from }) => from === 'human')
  const heard = human < 0 ? messages : messages.slice(0, human)
  const first = heard.findIndex(({ from }) => from === 'customer')
  const happened: Happened[] = []
  for (const message of first < 0 ? [] : heard.slice(first)) {
    if (message.from !== 'customer') {
      happened.push({ at: message.at, said: message })
      continue
    }
    const before = happened.at(-1)
    const burst = before && 'did' in before && 'heard' in before.did && message.at - before.at < longestBurst
    if (burst && message.type === 'text')
      before.did = { heard: `${(before.did as { heard: string }).heard}\n${message.text}` }
    else happened.push({ at: message.at, did: didOf(message) })
  }
  return happened
}

function didOf({ type, text }: Message): Did {
  if (type === 'text') return { heard: text }
  return type === 'interactive' || type === 'button' ? { tapped: text } : { sent: type }
}
