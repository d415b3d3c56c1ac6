import type { Workshop } from '../agenda/workshop.ts'
import { isoIn } from '../agenda/zone.ts'
import type { Conversation } from './conversation.ts'
import { isRecall } from './isRecall.ts'
import { type Asking, service as findService } from './places.ts'
import type { Services } from './services.ts'

/**
 * Whether a customer wants to be told when a work is due again. By Meta's rules that is marketing, and by the law of data
 * it needs a consent that was given and can be shown: what was asked and when, and each answer.
 */
export interface Consent {
  /** The question as it was shown, when (Unix ms), and the number of its message; 0 until it has one. */
  asked: { text: string; at: number; message: number }
  /** The last one counts. `message`: the number of the customer's. */
  answers: { isGiven: boolean; at: number; how: How; message: number }[]
  /** Vehicles, as `vehicleKey` has them, of which they do not want to be told. */
  without?: string[]
}

type How = 'tapped' | 'wrote'

/** Whether they said yes, and took it back neither here nor in WhatsApp. */
export function hasConsent({ consent, optedOut, noMarketing }: Conversation): boolean {
  return !optedOut && !noMarketing && (consent?.answers.at(-1)?.isGiven ?? false)
}

/** Whether they said no, or took back that they said yes. */
export function hasRefused({ consent, optedOut }: Conversation): boolean {
  return optedOut || consent?.answers.at(-1)?.isGiven === false
}

/** Customers are asked once, with what is said anyway, when they book what the workshop recalls. */
export async function offerRecalls(
  { conversation, workshop, now }: Asking,
  { service }: Services['offerRecalls']['input'],
): Promise<Services['offerRecalls']['output']> {
  const { recall, recallKm } = findService(workshop, service)
  const { consent, optedOut, noMarketing } = conversation
  if ((recall ?? recallKm) === null || consent || optedOut || noMarketing) return { asks: false }
  conversation.consent = { asked: { text: '', at: now, message: 0 }, answers: [] }
  return { asks: true }
}

/** The message that asks was kept. */
export function keepAsked({ consent }: Conversation, message: number, text: string): Consent | undefined {
  if (consent?.asked.message !== 0) return consent
  return { ...consent, asked: { ...consent.asked, message, text } }
}

/** Words answer only what was said last; a button says by itself what it answers. */
export async function answerConsent(
  asking: Asking,
  { isGiven, how }: Services['answerConsent']['input'],
): Promise<Services['answerConsent']['output']> {
  const { conversation, now } = asking
  const { consent } = conversation
  if (!consent?.asked.message) return { isAnswered: false }
  if (how === 'wrote' && (consent.answers.length > 0 || !(await isLastSaid(asking, consent))))
    return { isAnswered: false }
  keepAnswer(conversation, isGiven, how, now)
  return { isAnswered: true }
}

/** Whoever asks not to be written to any more takes this back, too. It changes the conversation. */
export function withdraw(conversation: Conversation, now: number): void {
  if (conversation.consent?.answers.at(-1)?.isGiven) keepAnswer(conversation, false, 'wrote', now)
}

function keepAnswer(conversation: Conversation, isGiven: boolean, how: How, at: number): void {
  const { consent, last } = conversation
  const answers = [...consent!.answers, { isGiven, at, how, message: last.message }]
  conversation.consent = { ...consent!, answers }
}

/** Whether only the customer wrote since. */
async function isLastSaid({ view, conversation }: Asking, { asked }: Consent): Promise<boolean> {
  const { message: last } = conversation.last
  if (last - asked.message > mostSince) return false
  for (let number = last; number > asked.message; number--) {
    const message = await view.message(number)
    if (message && message.from !== 'customer') return false
  }
  return true
}

const mostSince = 10

/** As the customer may ask for it. */
export function showConsent(conversation: Conversation, { zone }: Workshop) {
  const { key, consent } = conversation
  if (!consent) return {}
  const shown = <T extends { at: number; message: number }>(each: T) => ({
    ...each,
    at: isoIn(zone, each.at),
    message: `${key}.${each.message}`,
  })
  return {
    consent: {
      isGiven: hasConsent(conversation),
      asked: shown(consent.asked),
      answers: consent.answers.map(shown),
      without: consent.without ?? [],
    },
  }
}

/** What is told when it is due again, if there is a consent then. */
export function showRecalls({ alarms }: Conversation, { zone }: Workshop) {
  return alarms.filter(isRecall).map(({ event: { appointment, service, vehicle }, dueAt }) => ({
    appointment,
    service,
    vehicle,
    at: isoIn(zone, dueAt),
  }))
}
