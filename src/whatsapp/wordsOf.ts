import type { OutboundBody } from './outbound.ts'

/** What a message says, for a transcript: its text or caption, else what it is called. */
export function wordsOf(body: OutboundBody): string {
  switch (body.type) {
    case 'text':
      return body.text.body
    case 'image':
      return body.image.caption ?? ''
    case 'video':
      return body.video.caption ?? ''
    case 'document':
      return body.document.caption ?? body.document.filename ?? ''
    case 'audio':
    case 'sticker':
      return ''
    case 'location':
      return body.location.name ?? `${body.location.latitude}, ${body.location.longitude}`
    case 'contacts':
      return body.contacts.map(({ name }) => name.formatted_name).join(', ')
    case 'reaction':
      return body.reaction.emoji
    case 'interactive':
      return body.interactive.body?.text ?? ''
    case 'template':
      return body.template.name
  }
}
