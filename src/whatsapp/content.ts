import { readDigest } from './digest.ts'
import { type Fields, fields, identifier, isObject, words } from './fields.ts'
import { cut } from './fit.ts'
import type { Content, MediaKind, SentFile } from './inbound.ts'

/** What a message says, by Meta's `type`; a type that is new or broken is something the bot cannot read. */
export function readContent(message: unknown): Content {
  const item = fields(message)
  if (item.group_id !== undefined && item.group_id !== null) return { kind: 'silent' }
  return readers.get(words(item.type) ?? '')?.(item) ?? { kind: 'unreadable' }
}

const silent = (): Content => ({ kind: 'silent' })

const readers = new Map<string, (item: Fields) => Content | undefined>([
  ['text', ({ text }) => readText(words(fields(text).body))],
  ['interactive', ({ interactive }) => readReply(fields(interactive))],
  // Without a payload of ours, Meta sends the label in its place.
  ['button', ({ button }) => readButton(fields(button))],
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

function readText(text: string | undefined): Content | undefined {
  return text ? { kind: 'text', text } : undefined
}

/** The chosen button or row; answers to forms and the like (`nfm_reply`, `call_permission_reply`) have none. */
function readReply({ type, button_reply, list_reply }: Fields): Content | undefined {
  const reply =
    words(type) === 'button_reply' ? button_reply : words(type) === 'list_reply' ? list_reply : undefined
  const { id, title } = fields(reply)
  return tap(identifier(id), words(title))
}

function readButton({ payload, text }: Fields): Content | undefined {
  const title = words(text)
  return tap(identifier(payload) ?? title, title)
}

function tap(id: string | undefined, title = ''): Content | undefined {
  return id ? { kind: 'tap', id, title } : undefined
}

function media(kind: MediaKind, value: unknown): Content | undefined {
  if (!isObject(value)) return undefined
  const id = identifier(value.id)
  const caption = words(value.caption)
  return { kind: 'media', media: kind, ...(id && { id, ...file(value) }), ...(caption && { caption }) }
}

function file({ mime_type, sha256, filename, voice }: Fields): SentFile {
  const [mime, digest, name] = [words(mime_type), readDigest(sha256), words(filename)]
  return {
    ...(mime && { mime: cut(mime, longestName) }),
    ...(digest && { sha256: digest }),
    ...(name && { filename: cut(name, longestName) }),
    ...(voice === true && { voice }),
  }
}

/** No file system takes more. */
const longestName = 255
