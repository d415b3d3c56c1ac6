import { readDigest } from './digest.ts'
import { type Fields, fields, identifier, isObject, words } from './fields.ts'
import { cut } from './fit.ts'
import type { Content, MediaKind, SentFile } from './inbound.ts'
import { readCallPermission, readForm, readOrder, readPlace, readSharedContacts } from './structured.ts'

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
  ['location', ({ location }) => place(location)],
  ['contacts', readSharedContacts],
  ['order', readOrder],
  ['request_welcome', () => ({ kind: 'welcome' })],
  ['reaction', silent],
  ['system', silent],
  ['edit', ({ edit }) => readEdit(fields(edit))],
  ['revoke', ({ revoke }) => readRevoke(fields(revoke))],
])

function readText(text: string | undefined): Content | undefined {
  return text ? { kind: 'text', text } : undefined
}

/** The chosen button or row, the answers of a form, or whether the customer may be called. */
function readReply(interactive: Fields): Content | undefined {
  switch (words(interactive.type)) {
    case 'button_reply':
      return readChosen(interactive.button_reply)
    case 'list_reply':
      return readChosen(interactive.list_reply)
    case 'nfm_reply':
      return readForm(interactive)
    case 'call_permission_reply':
      return readCallPermission(interactive)
    default:
      return undefined
  }
}

function readChosen(reply: unknown): Content | undefined {
  const { id, title } = fields(reply)
  return tap(identifier(id), words(title))
}

/** Of a text, or of what stands below a file; only numbers that the Business app has too send these. */
function readEdit({ original_message_id, message }: Fields): Content {
  const of = identifier(original_message_id)
  const { type, text, ...files } = fields(message)
  const said = words(fields(text).body) ?? words(fields(files[words(type) ?? '']).caption)
  return of === undefined ? silent() : { kind: 'edit', of, ...(said && { text: said }) }
}

function readRevoke({ original_message_id }: Fields): Content {
  const of = identifier(original_message_id)
  return of === undefined ? silent() : { kind: 'revoke', of }
}

function place(location: unknown): Content | undefined {
  const found = media('location', location)
  const where = readPlace(location)
  return found && where ? ({ ...found, place: where } as Content) : found
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
