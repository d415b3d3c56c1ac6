import { z } from 'zod'
import { type ChatMessage, type Content, findOption, type Option } from './chat.ts'
import { described, newFile, type StoredFile } from './files.ts'
import type { Business } from './payload.ts'
import { InvalidRequestError } from './refusal.ts'

export type Written = z.infer<typeof written>

/** What a customer sends: how the chat shows it, and what Meta tells the workshop of it. */
export interface Incoming {
  shown: Content
  /** `type`, the member named after it and, for an answer, `context`. */
  content: object
  /** The file that comes with it. */
  file?: StoredFile
}

/** Reads what is posted in a customer's name: exactly one of `text`, `choose` and `media`. Throws `InvalidRequestError`. */
export function readWritten(body: unknown): Written {
  const result = written.safeParse(body ?? {})
  if (!result.success) {
    const issue = result.error.issues[0]!
    throw new InvalidRequestError(issue.path.join('.') || 'body', issue.message)
  }
  const given = kinds.filter((kind) => result.data[kind] !== undefined)
  if (given.length === 1) return result.data
  throw new InvalidRequestError(given[1] ?? 'text', 'Give exactly one of "text", "choose" and "media".')
}

/** `newestFirst` is the chat so far, which `choose` looks in; `at` is now, Unix ms. Throws `InvalidRequestError` if there is no such option. */
export function incoming(
  wrote: Written,
  newestFirst: Iterable<ChatMessage>,
  {
    displayPhoneNumber,
    phoneNumberId,
    at,
  }: Pick<Business, 'displayPhoneNumber' | 'phoneNumberId'> & { at: number },
): Incoming {
  if (wrote.text !== undefined) {
    return { shown: plain('text', wrote.text), content: { type: 'text', text: { body: wrote.text } } }
  }
  if (wrote.media) return sent(wrote.media, { number: phoneNumberId, sentAt: at })
  return chosen(String(wrote.choose), [...newestFirst], displayPhoneNumber)
}

const words = z.string().max(1024).optional()

const written = z.object({
  name: z
    .string()
    .max(100)
    .refine((name) => name.trim() !== '', 'The name is blank.')
    .optional(),
  /** Blank too: no phone sends that, but a bot must bear it. */
  text: z.string().max(65_536).optional(),
  choose: z.string().optional(),
  media: z
    .object({
      type: z.enum(['image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts']),
      caption: words,
      filename: words,
      /** What the file is, such as `image/png`. */
      mime: z
        .string()
        .max(100)
        .regex(/^[\w.+-]+\/[\w.+-]+(; *[\w.+-]+=[\w.+-]+)*$/, 'must be like image/png')
        .optional(),
      /** The file's bytes; without them, those of a sample of its kind. */
      data: z.base64().optional(),
      name: words,
      address: words,
      latitude: z.number().min(-90).max(90).default(-34.9011),
      longitude: z.number().min(-180).max(180).default(-56.1645),
    })
    .optional(),
})

const kinds = ['text', 'choose', 'media'] as const

function plain(type: string, text: string): Content {
  return { type, text, options: [] }
}

function sent(media: NonNullable<Written['media']>, to: { number: string; sentAt: number }): Incoming {
  const { type, caption, filename = 'documento.pdf', mime, data, name, address, latitude, longitude } = media
  const withFile = (text: string, usualMime: string, more: object): Incoming => {
    const file = newFile(mime ?? usualMime, { ...to, data })
    return { ...as(text, { ...described(file), ...more }), file }
  }
  const captioned = { ...(caption !== undefined && { caption }) }
  const as = (text: string, value: unknown): Incoming => ({
    shown: plain(type, text),
    content: { type, [type]: value },
  })
  switch (type) {
    case 'image':
      return withFile(caption ?? '', 'image/jpeg', captioned)
    case 'video':
      return withFile(caption ?? '', 'video/mp4', captioned)
    case 'document':
      return withFile(caption ?? filename, 'application/pdf', { filename, ...captioned })
    case 'audio':
      return withFile('', 'audio/ogg; codecs=opus', { voice: true })
    case 'sticker':
      return withFile('', 'image/webp', { animated: false })
    case 'location':
      return as(name ?? `${latitude}, ${longitude}`, {
        latitude,
        longitude,
        ...(name !== undefined && { name }),
        ...(address !== undefined && { address }),
      })
    case 'contacts': {
      const formatted = name ?? 'Contacto'
      return as(formatted, [{ origin: 'other', name: { formatted_name: formatted, first_name: formatted } }])
    }
  }
}

function chosen(wanted: string, newestFirst: ChatMessage[], displayPhoneNumber: string): Incoming {
  const found = findOption(newestFirst, wanted)
  if (!found) throw new InvalidRequestError('choose', nothingCalled(newestFirst))
  const { message, option } = found
  const context = { from: displayPhoneNumber.replace(/\D/g, ''), id: message.id }
  return message.type === 'template'
    ? {
        shown: plain('button', option.title),
        content: { type: 'button', context, button: { payload: option.id, text: option.title } },
      }
    : {
        shown: plain('interactive', option.title),
        content: { type: 'interactive', context, interactive: reply(message, option) },
      }
}

function reply(message: ChatMessage, option: Option): object {
  if (message.list !== undefined) return { type: 'list_reply', list_reply: option }
  return { type: 'button_reply', button_reply: option }
}

function nothingCalled(newestFirst: ChatMessage[]): string {
  const options = newestFirst.find((message) => message.options.length > 0)?.options
  if (!options) return 'There is nothing to choose: no message of this chat has buttons or a list.'
  return `There is no such option. The newest ones are: ${options.map(({ title }) => title).join(' | ')}.`
}
