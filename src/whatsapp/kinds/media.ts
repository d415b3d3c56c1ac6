import { z } from 'zod'
import { link, quoting, upTo, within } from '../limits.ts'

/** A file that Meta has (`id`) or fetches by itself (`link`). */
export type Source = { id: string; link?: never } | { link: string; id?: never }

export type ImageBody = z.infer<typeof ImageBody>
export type VideoBody = z.infer<typeof VideoBody>
export type AudioBody = z.infer<typeof AudioBody>
export type StickerBody = z.infer<typeof StickerBody>
export type DocumentBody = z.infer<typeof DocumentBody>

/** A picture (JPEG or PNG, at most 5 MB). */
export function image(message: Source & { caption?: string }): ImageBody {
  return within(ImageBody, { type: 'image', image: message })
}

/** A film (MP4 or 3GP, at most 16 MB). */
export function video(message: Source & { caption?: string }): VideoBody {
  return within(VideoBody, { type: 'video', video: message })
}

/** A sound, at most 16 MB; with `voice`, a voice note, which has to be OGG with one channel of OPUS. */
export function audio(message: Source & { voice?: boolean }): AudioBody {
  return within(AudioBody, { type: 'audio', audio: message })
}

/** A sticker: WebP, at most 100 KB, or 500 KB where it moves. */
export function sticker(message: Source): StickerBody {
  return within(StickerBody, { type: 'sticker', sticker: message })
}

/** A file, at most 100 MB, with its name as the customer sees it. */
export function document(message: Source & { filename: string; caption?: string }): DocumentBody {
  return within(DocumentBody, { type: 'document', document: message })
}

/** A file that was uploaded (`id`, valid for 30 days) or that Meta fetches itself (`link`). */
const source = { id: upTo(512).optional(), link: link.optional() }
const caption = upTo(1024).optional()
const filename = upTo(240).optional()

function oneSource<T extends z.ZodType<{ id?: string | undefined; link?: string | undefined }>>(schema: T) {
  return schema.refine(
    ({ id, link }) => (id === undefined) !== (link === undefined),
    'either an id or a link',
  )
}

/** Pictures and films on top of something else, which have no words of their own. */
export const Bare = oneSource(z.strictObject(source))
export const Captioned = oneSource(z.strictObject({ ...source, caption }))
export const Sound = oneSource(z.strictObject({ ...source, voice: z.boolean().optional() }))
export const Document = oneSource(z.strictObject({ ...source, caption, filename }))

export const ImageBody = z.strictObject({ type: z.literal('image'), image: Captioned, ...quoting })
export const VideoBody = z.strictObject({ type: z.literal('video'), video: Captioned, ...quoting })
export const AudioBody = z.strictObject({ type: z.literal('audio'), audio: Sound, ...quoting })
export const StickerBody = z.strictObject({ type: z.literal('sticker'), sticker: Bare, ...quoting })
export const DocumentBody = z.strictObject({ type: z.literal('document'), document: Document, ...quoting })
