import { randomInt } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import getRawBody from 'raw-body'
import { largestUpload } from '../whatsapp/fileTypes.ts'
import type { Outgoing } from './outgoing.ts'
import { GraphError } from './refusal.ts'

/** Files that workshops gave to be sent by their ids; the bytes are not kept, nor anything of it once the sandbox ends. */
export class Uploads {
  /** What each is, by number and id. */
  readonly #types = new Map<string, string>()

  /** Takes a media file as Meta does (multipart, at most 100 MB) and gives the id to send it by. */
  async take(number: string, request: IncomingMessage): Promise<{ id: string }> {
    const bytes = await getRawBody(request, { limit: '100mb' })
    const headers = { 'content-type': request.headers['content-type'] ?? '' }
    const form = await new Response(new Uint8Array(bytes), { headers }).formData().catch(() => undefined)
    if (form?.get('messaging_product') !== 'whatsapp')
      throw new GraphError(100, 'The parameter messaging_product is required.')
    const file = form.get('file')
    if (!(file instanceof File)) throw new GraphError(100, 'The parameter file is required.')
    const type = String(form.get('type') ?? file.type).split(';')[0]!
    if (!isTaken(type))
      throw new GraphError(100, `Param file must be of a type that is supported, not ${type}.`)
    if (file.size > largestUpload(type))
      throw new GraphError(
        131053,
        `Media upload error: a file of ${type} has ${largestUpload(type)} bytes at most.`,
      )
    const id = String(randomInt(1e14, 2e14))
    this.#types.set(`${number} ${id}`, type)
    return { id }
  }

  /** Throws `GraphError` where a message brings a file by an id that is none of this number's, or of another kind. */
  check(number: string, message: Outgoing): void {
    const { type } = message
    const id = (message as unknown as Record<string, { id?: string } | undefined>)[type]?.id
    if (id === undefined || !Object.hasOwn(kinds, type)) return
    const found = this.#types.get(`${number} ${id}`)
    if (found === undefined)
      throw new GraphError(131009, `Param ${type}['id'] is not a media id of this number.`)
    if (!kinds[type]!.test(found))
      throw new GraphError(131053, `Media upload error: ${found} cannot be sent as ${type}.`)
  }
}

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media */
const kinds: Record<string, RegExp> = {
  image: /^image\/(jpeg|png)$/,
  video: /^video\/(mp4|3gpp)$/,
  audio: /^audio\/(aac|amr|mpeg|mp4|ogg)$/,
  sticker: /^image\/webp$/,
  document: /./,
}

const documents =
  /^(text\/plain|application\/(pdf|msword|octet-stream|vnd\.ms-(excel|powerpoint)|vnd\.openxmlformats-officedocument\.[\w.]+))$/

function isTaken(type: string): boolean {
  return (
    documents.test(type) || ['image', 'video', 'audio', 'sticker'].some((kind) => kinds[kind]!.test(type))
  )
}
