import type { Content, Option } from './chat.ts'
import type { InteractiveMessage, Outgoing } from './outgoing.ts'
import { fillTemplate } from './template.ts'
import type { TemplateShelf } from './templateShelf.ts'

/** What a message of the workshop looks like on the customer's phone. Throws `GraphError` for a template that does not fit. */
export function shown(message: Outgoing, templates?: TemplateShelf): Content {
  const { type } = message
  const plain = (text: string | undefined): Content => ({ type, text: text ?? '', options: [] })
  switch (type) {
    case 'text':
      return plain(message.text.body)
    case 'image':
      return plain(message.image.caption)
    case 'video':
      return plain(message.video.caption)
    case 'document':
      return plain(message.document.caption ?? message.document.filename)
    case 'audio':
    case 'sticker':
      return plain('')
    case 'location':
      return plain(message.location.name ?? `${message.location.latitude}, ${message.location.longitude}`)
    case 'contacts':
      return plain(message.contacts.map(({ name }) => name.formatted_name).join(', '))
    case 'reaction':
      return plain(message.reaction.emoji)
    case 'interactive':
      return { type, ...shownInteractive(message.interactive) }
    case 'template':
      return { type, ...fillTemplate(message.template, templates) }
  }
}

function shownInteractive(message: InteractiveMessage): Omit<Content, 'type'> {
  return {
    text: message.body?.text ?? '',
    options: optionsOf(message),
    ...('header' in message && message.header?.type === 'text' && { header: message.header.text }),
    ...('footer' in message && message.footer && { footer: message.footer.text }),
    ...(message.type === 'list' && { list: message.action.button }),
    ...(message.type === 'cta_url' && { url: message.action.parameters.url }),
  }
}

function optionsOf(message: InteractiveMessage): Option[] {
  switch (message.type) {
    case 'button':
      return message.action.buttons.map(({ reply }) => reply)
    case 'list':
      return message.action.sections.flatMap(({ rows }) => rows.map(withoutUndefined))
    default:
      // Links, forms, catalogues and what WhatsApp asks for itself send nothing back by a tap here.
      return []
  }
}

function withoutUndefined({
  id,
  title,
  description,
}: {
  id: string
  title: string
  description?: string | undefined
}): Option {
  return description === undefined ? { id, title } : { id, title, description }
}
