import { z } from 'zod'
import { identifier, maybe, part, words } from './fields.ts'
import type { Content, MediaKind } from './inbound.ts'

/** What a message says, by Meta's `type`; a type that is new or broken is something the bot cannot read. */
export function readContent(message: unknown): Content {
  const item = Message.parse(message)
  if (item.group_id !== undefined && item.group_id !== null) return { kind: 'silent' }
  return readers.get(item.type ?? '')?.(item) ?? { kind: 'unreadable' }
}

const Message = part({
  type: maybe(words),
  group_id: z.unknown().optional(),
  text: maybe(z.object({ body: maybe(words) })),
  interactive: maybe(
    z.object({
      type: maybe(words),
      button_reply: z.unknown().optional(),
      list_reply: z.unknown().optional(),
    }),
  ),
  button: maybe(z.object({ payload: maybe(identifier), text: maybe(words) })),
  image: z.unknown().optional(),
  video: z.unknown().optional(),
  audio: z.unknown().optional(),
  document: z.unknown().optional(),
  sticker: z.unknown().optional(),
  location: z.unknown().optional(),
})

type MessageItem = z.infer<typeof Message>

const silent = (): Content => ({ kind: 'silent' })

const readers = new Map<string, (item: MessageItem) => Content | undefined>([
  ['text', ({ text }) => (text?.body ? { kind: 'text', text: text.body } : undefined)],
  ['interactive', ({ interactive }) => tap(readReply(interactive))],
  // Without a payload of ours, Meta sends the label in its place.
  ['button', ({ button }) => tap(button && { id: button.payload ?? button.text, title: button.text })],
  ['image', ({ image }) => media('image', image)],
  ['video', ({ video }) => media('video', video)],
  ['audio', ({ audio }) => media('audio', audio)],
  ['document', ({ document }) => media('document', document)],
  ['sticker', ({ sticker }) => media('sticker', sticker)],
  ['location', ({ location }) => media('location', location)],
  ['reaction', silent],
  ['system', silent],
  ['edit', silent],
  ['revoke', silent],
])

/** The chosen button or row; answers to forms and the like (`nfm_reply`, `call_permission_reply`) have none. */
function readReply(interactive: MessageItem['interactive']) {
  if (interactive?.type === 'button_reply') return Reply.parse(interactive.button_reply)
  if (interactive?.type === 'list_reply') return Reply.parse(interactive.list_reply)
  return undefined
}

function tap(reply: z.infer<typeof Reply> | undefined): Content | undefined {
  return reply?.id ? { kind: 'tap', id: reply.id, title: reply.title ?? '' } : undefined
}

function media(kind: MediaKind, value: unknown): Content | undefined {
  const { success, data } = Media.safeParse(value)
  if (!success) return undefined
  const { id, caption } = data
  return { kind: 'media', media: kind, ...(id && { id }), ...(caption && { caption }) }
}

const Reply = part({ id: maybe(identifier), title: maybe(words) })

const Media = z.object({ id: maybe(identifier), caption: maybe(words) })
