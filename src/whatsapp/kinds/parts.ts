import { z } from 'zod'
import { upTo } from '../limits.ts'
import { Bare, Document, type Source } from './media.ts'

/** What stands on top of an interactive message. */
export type Header =
  | string
  | { image: Source }
  | { video: Source }
  | { document: Source & { filename?: string } }

/** What most interactive messages have around what can be tapped. */
export interface Around {
  header?: Header | undefined
  body: string
  /** At most 60 characters, in grey below. */
  footer?: string | undefined
}

/** Header, body and footer as Meta writes them. */
export function around({ header, body, footer }: Around) {
  return {
    ...(header !== undefined && { header: asHeader(header) }),
    body: { text: body },
    ...(footer !== undefined && { footer: { text: footer } }),
  }
}

function asHeader(header: Header): z.infer<typeof AnyHeader> {
  if (typeof header === 'string') return { type: 'text', text: header }
  if ('image' in header) return { type: 'image', image: header.image }
  if ('video' in header) return { type: 'video', video: header.video }
  return { type: 'document', document: header.document }
}

export const TextHeader = z.strictObject({ type: z.literal('text'), text: upTo(60) })

export const AnyHeader = z.discriminatedUnion('type', [
  TextHeader,
  z.strictObject({ type: z.literal('image'), image: Bare }),
  z.strictObject({ type: z.literal('video'), video: Bare }),
  z.strictObject({ type: z.literal('document'), document: Document }),
])

export const Body = z.strictObject({ text: upTo(1024) })
export const Footer = z.strictObject({ text: upTo(60) })
