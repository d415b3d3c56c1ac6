import type { Changes, View } from '../store/store.ts'
import type { InboundEcho } from '../whatsapp/inbound.ts'
import type { Conversation, Message } from './conversation.ts'
import { floorTaken } from './floor.ts'
import { known, oldestAnswered } from './hear.ts'
import { type House, Turn } from './turn.ts'
import { isStranger } from './unclear.ts'

/**
 * A person wrote to a customer in the WhatsApp Business app: that stands in the transcript, and the floor is theirs at
 * once, so that two voices never speak.
 */
export async function overhear(
  house: House,
  view: View<Conversation, Message>,
  echo: InboundEcho,
  now: number,
): Promise<{ changes: Changes<Conversation, Message>; result: { joins: string[] } }> {
  const seen = { id: echo.id, at: echo.at ?? 0 }
  if (view.others.length > 0 || isStranger(view.conversation, echo.recipient))
    return { changes: {}, result: { joins: [view.key, ...view.others] } }
  const result = { joins: [] }
  if (await view.seen(seen.id, seen.at)) return { changes: {}, result }
  const turn = new Turn(house, view, known(view, house, echo.recipient), now)
  const at = Math.min(echo.at ?? now, now)
  const { id: wamid, type, text, raw } = echo
  turn.keep({ from: 'human', at, type, text, wamid, ...(type !== 'text' && { raw }) })
  if (now - at <= oldestAnswered) {
    const { conversation, messages } = await floorTaken(turn.conversation, view, now)
    Object.assign(turn.conversation, conversation)
    for (const message of messages) turn.change(message)
  }
  return { changes: turn.end({ seen }), result }
}
