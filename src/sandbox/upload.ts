import { randomInt } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import getRawBody from 'raw-body'
import { GraphError } from './refusal.ts'

/** Takes a media file as Meta does (multipart, at most 100 MB) and gives the id to send it by. The file is not kept. */
export async function upload(request: IncomingMessage): Promise<{ id: string }> {
  const bytes = await getRawBody(request, { limit: '100mb' })
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  const form = await new Response(new Uint8Array(bytes), { headers }).formData().catch(() => undefined)
  if (form?.get('messaging_product') !== 'whatsapp') {
    throw new GraphError(100, 'The parameter messaging_product is required.')
  }
  if (!(form.get('file') instanceof File)) throw new GraphError(100, 'The parameter file is required.')
  return { id: String(randomInt(1e14, 2e14)) }
}
