import type { Message, Outbound } from './conversation.ts'

/** Meta's error for a free-form message that comes after the 24 h window has closed. */
export const closedWindow = 131047

/** Meta's error for a template that it does not have in this language, or has not approved yet. */
export const noTranslation = 132001

/** A template that Meta has in its first language only, owed once more in that one; undefined where there is none. */
export function inFirstLanguage(message: Message, now: number): Message | undefined {
  const { inFirst, ...outbound } = message.outbound!
  if (!inFirst) return undefined
  const isBody = (outbound.body as { type?: string } | null)?.type === 'template'
  const again: Outbound = {
    ...outbound,
    state: 'owed',
    fallback: inFirst,
    ...(isBody && { body: inFirst }),
    reached: { owed: outbound.reached.owed ?? now },
  }
  return { ...message, outbound: again }
}

/** Whether a template can go in place of a message that Meta refused: it has one, and that is not what was refused. */
export function isRepairable({ type, outbound }: Message): boolean {
  return Boolean(outbound?.fallback) && type !== 'template'
}

/**
 * A message that Meta refused because the window was closed, owed once more: its template is sent in its place. What
 * Meta still says of the first try does not concern it any more.
 * @param wamid of the first try, if Meta had taken it
 */
export function repaired(
  message: Message,
  now: number,
  wamid?: string | undefined,
): { message: Message; refusedAt: number } {
  const { wamid: _, pricing: __, ...rest } = message
  const outbound = message.outbound!
  const again: Outbound = {
    ...outbound,
    state: 'owed',
    body: outbound.fallback,
    reached: { owed: outbound.reached.owed ?? now },
    ...(wamid && { refused: wamid }),
  }
  return { message: { ...rest, type: 'template', outbound: again }, refusedAt: now }
}
