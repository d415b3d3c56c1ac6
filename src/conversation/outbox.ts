import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Changes, Store, View } from '../store/store.ts'
import { GraphError, NotSentError } from '../whatsapp/errors.ts'
import type { OutboundBody } from '../whatsapp/messages.ts'
import { judge } from '../whatsapp/policy.ts'
import type { Conversation, Message, OutboundState } from './conversation.ts'
import { nextDue } from './due.ts'

/** Hands one message to Meta: resolves with Meta's id for it. Throws GraphError, NotSentError or UnknownOutcomeError. */
export type Send = (
  to: { phone: string | null; userId: string | null },
  body: OutboundBody,
  id: string,
) => Promise<{ wamid: string }>

interface Options {
  store: Store<Conversation, Message>
  workshop: string
  clock: Clock
  send: Send
  log: Log
  /** Told whenever a message came further, and when the conversation falls due again. */
  onChange: (conversation: Conversation) => void
}

/**
 * Sends what conversations owe: in order within one conversation, side by side between them. A message is marked
 * `sending` durably before the first byte leaves, so after a crash it is known which ones may have arrived.
 */
export class Outbox {
  readonly #options: Options
  readonly #active = new Map<string, Promise<void>>()
  readonly #again = new Set<string>()

  constructor(options: Options) {
    this.#options = options
  }

  /** Sends what this conversation owes now. */
  kick(key: string): Promise<void> {
    const active = this.#active.get(key)
    if (active) {
      this.#again.add(key)
      return active
    }
    const sending = this.#drain(key).finally(() => {
      this.#active.delete(key)
      if (this.#again.delete(key)) return this.kick(key)
    })
    this.#active.set(key, sending)
    return sending
  }

  /** Resolves once nothing is being sent, in one conversation or in any. */
  async idle(key?: string): Promise<void> {
    const active = () =>
      key === undefined ? [...this.#active.values()] : [this.#active.get(key)].filter(Boolean)
    while (active().length > 0) await Promise.all(active())
  }

  async #drain(key: string): Promise<void> {
    const { log } = this.#options
    try {
      let job = await this.#turn(key, (view) => this.#next(view))
      while (job) {
        const { number } = job
        const outcome = await this.#attempt(job)
        job = await this.#turn(key, async (view) =>
          this.#next(view, await this.#settled(view, number, outcome)),
        )
      }
    } catch (error) {
      // What was marked `sending` and could not be settled is looked at again when it falls due.
      log.error({ err: error }, 'The outbox could not go on; it tries again')
    }
  }

  async #attempt({ to, body, id }: Job): Promise<Outcome> {
    try {
      return { wamid: (await this.#options.send(to, body, id)).wamid }
    } catch (error) {
      return { error }
    }
  }

  async #turn<T>(key: string, work: (view: View<Conversation, Message>) => Promise<Draft<T>>): Promise<T> {
    const { store, workshop, onChange } = this.#options
    const { result, conversation } = await store.turn({ workshop, key }, async (view) => {
      const { conversation, messages, changed, result } = await work(view)
      const changes: Changes<Conversation, Message> =
        changed && conversation ? { conversation, messages } : {}
      return { changes, result: { result, conversation: changes.conversation } }
    })
    if (conversation) onChange(conversation)
    return result
  }

  /** Takes the next message that may leave now, and marks it; nothing while an earlier one must wait. */
  async #next(
    view: View<Conversation, Message>,
    draft: Draft<void> = draftOf(view),
  ): Promise<Draft<Job | undefined>> {
    const now = this.#options.clock.now()
    for (;;) {
      const { conversation } = draft
      const first = conversation?.owed[0]
      if (!conversation || !first || first.dueAt > now) return { ...draft, result: undefined }
      const message = await latest(view, draft, first.message)
      if (!message?.outbound || hasLeft(message.outbound.state)) {
        draft = change(draft, { ...conversation, owed: conversation.owed.slice(1) })
        continue
      }
      if (first.state === 'sending') {
        // A process that is gone was at it, and nobody knows whether Meta got it: wait for a status first.
        draft = change(
          draft,
          replaceFirst(conversation, { ...first, state: 'unknown', dueAt: now + unknownGrace }),
          [reached(message, 'unknown', now)],
        )
        continue
      }
      if (
        first.state === 'unknown' &&
        (first.attempts > 1 || (await isOvertaken(view, conversation, message)))
      ) {
        draft = change(draft, { ...conversation, owed: conversation.owed.slice(1) }, [
          reached(
            message,
            'failed',
            now,
            'Nobody knows whether it arrived: the answer was lost, and sending it again could say it twice',
          ),
        ])
        continue
      }
      const verdict = judge({
        now,
        lastHeardAt: conversation.lastHeardAt,
        optedOut: conversation.optedOut,
        proactive: message.proactive ?? false,
        hasFallback: Boolean(message.outbound.fallback),
      })
      if ('blocked' in verdict) {
        draft = change(draft, { ...conversation, owed: conversation.owed.slice(1) }, [
          reached(message, 'blocked', now, verdict.blocked),
        ])
        continue
      }
      const body = (
        verdict.send === 'fallback' ? message.outbound.fallback : message.outbound.body
      ) as OutboundBody
      const attempts = first.attempts + 1
      const { phone, userId } = conversation
      return {
        ...change(
          draft,
          replaceFirst(conversation, { ...first, state: 'sending', attempts, dueAt: now + sendingLease }),
          [reached({ ...message, type: body.type }, 'sending', now)],
        ),
        result: { number: message.number, to: { phone, userId }, body, id: message.id },
      }
    }
  }

  /** What became of the message that was being sent. */
  async #settled(view: View<Conversation, Message>, number: number, outcome: Outcome): Promise<Draft<void>> {
    const { clock, log } = this.#options
    const now = clock.now()
    const draft = draftOf(view)
    const { conversation } = draft
    const message = await view.message(number)
    const first = conversation?.owed[0]
    if (!conversation || !message?.outbound || first?.message !== number) return draft
    const rest = { ...conversation, owed: conversation.owed.slice(1) }
    if ('wamid' in outcome)
      return change(draft, rest, [{ ...reached(message, 'accepted', now), wamid: outcome.wamid }])
    const { error } = outcome
    const reason = error instanceof Error ? error.message : String(error)
    const later = (state: 'owed' | 'unknown', pause: number) =>
      change(draft, replaceFirst(conversation, { ...first, state, dueAt: now + pause }), [
        reached(message, state, now, reason),
      ])
    if (error instanceof NotSentError) return later('owed', backOff(first.attempts))
    if (error instanceof GraphError) {
      log.warn({ code: error.code, class: error.class, message: message.id }, 'Meta refused a message')
      if (error.class === 'transient' || error.class === 'throttled')
        return later('owed', backOff(first.attempts))
      if (error.class === 'account') return later('owed', accountPause)
      return change(draft, rest, [reached(message, 'failed', now, reason)])
    }
    log.warn({ message: message.id }, 'It is not known whether Meta got a message')
    return later('unknown', unknownGrace)
  }
}

/** How far a message may have come: a later report never takes it back. */
export const lattice: OutboundState[] = [
  'owed',
  'sending',
  'unknown',
  'accepted',
  'sent',
  'delivered',
  'read',
]

/** The message with a state it has reached; one that is further already only remembers when. */
export function reached(message: Message, state: OutboundState, at: number, reason?: string): Message {
  const { outbound } = message
  if (!outbound) return message
  const isFinal = outbound.state === 'failed' || outbound.state === 'blocked'
  const isRetry = state === 'owed' || state === 'sending' || state === 'unknown'
  const goesOn = isRetry ? !hasLeft(outbound.state) : lattice.indexOf(state) > lattice.indexOf(outbound.state)
  const next = isFinal || !(goesOn || state === 'failed' || state === 'blocked') ? outbound.state : state
  return {
    ...message,
    outbound: {
      ...outbound,
      state: next,
      ...(reason && { reason }),
      reached: { [state]: at, ...outbound.reached },
    },
  }
}

/** Whether Meta has it, or it will never have it. */
export function hasLeft(state: OutboundState): boolean {
  return state !== 'owed' && state !== 'sending' && state !== 'unknown'
}

/** How long a status may take to tell that a message arrived after all. */
const unknownGrace = 60_000
/** After this, whoever was sending is gone: longer than any request to Meta may take. */
const sendingLease = 90_000
/** How long the queue rests after an error that concerns the whole account. */
const accountPause = 60_000

interface Job {
  number: number
  to: { phone: string | null; userId: string | null }
  body: OutboundBody
  id: string
}

type Outcome = { wamid: string } | { error: unknown }

/** What a turn of the outbox will commit, if it changed anything. */
interface Draft<T> {
  conversation?: Conversation | undefined
  messages: Message[]
  changed: boolean
  result: T
}

function draftOf(view: View<Conversation, Message>): Draft<void> {
  return { conversation: view.conversation, messages: [], changed: false, result: undefined }
}

function change<T>(draft: Draft<T>, conversation: Conversation, messages: Message[] = []): Draft<T> {
  const numbers = new Set(messages.map(({ number }) => number))
  return {
    ...draft,
    changed: true,
    conversation: { ...conversation, dueAt: nextDue(conversation) },
    messages: [...draft.messages.filter(({ number }) => !numbers.has(number)), ...messages],
  }
}

async function latest(view: View<Conversation, Message>, draft: Draft<unknown>, number: number) {
  return draft.messages.find((each) => each.number === number) ?? (await view.message(number))
}

function replaceFirst(conversation: Conversation, first: Conversation['owed'][number]): Conversation {
  return { ...conversation, owed: [first, ...conversation.owed.slice(1)] }
}

/** Whether something later was sent to the same customer: then saying it now would be out of turn. */
async function isOvertaken(
  view: View<Conversation, Message>,
  conversation: Conversation,
  message: Message,
): Promise<boolean> {
  for (let number = message.number + 1; number <= conversation.last.message; number++) {
    const later = await view.message(number)
    if (later?.outbound && hasLeft(later.outbound.state)) return true
  }
  return false
}

/** Exponential with full jitter: 1–2 s at first, 5 minutes at most. */
function backOff(attempts: number): number {
  const ceiling = Math.min(300_000, 2_000 * 2 ** Math.max(0, attempts - 1))
  return ceiling / 2 + Math.random() * (ceiling / 2)
}
