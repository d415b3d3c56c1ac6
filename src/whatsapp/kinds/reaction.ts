import { z } from 'zod'
import { upTo, within } from '../limits.ts'

export type ReactionBody = z.infer<typeof ReactionBody>

/** Puts one emoji on a message of the customer's, in place of the one before; null takes it away. It quotes nothing. */
export function reaction(wamid: string, emoji: string | null): ReactionBody {
  return within(ReactionBody, { type: 'reaction', reaction: { message_id: wamid, emoji: emoji ?? '' } })
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const pictorial = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u

function isOneEmoji(text: string): boolean {
  return pictorial.test(text) && [...graphemes.segment(text)].length === 1
}

export const ReactionBody = z.strictObject({
  type: z.literal('reaction'),
  reaction: z.strictObject({
    message_id: upTo(512),
    emoji: z.string().refine((text) => text === '' || isOneEmoji(text), 'one emoji, or nothing'),
  }),
})
