import getRawBody from 'raw-body'
import { z } from 'zod'
import type { Upload } from '../line.ts'
import { megabyte } from '../whatsapp/fileErrors.ts'
import { typeOf } from '../whatsapp/fileTypes.ts'
import { askedOfMeta, refusedByMeta } from './askedOfMeta.ts'
import { words } from './parts.ts'
import type { Routes } from './routes.ts'
import { uploaded } from './shapes.ts'

/** Files for customers, which Meta has to be given before they can be sent. `upload` does so for a workshop's number. */
export function uploading(routes: Routes, upload: (workshop: string) => Upload): void {
  routes.add(
    'post',
    '/media',
    {
      tag: 'files',
      summary: 'Gives Meta a file, and tells the id to send it by.',
      description: 'The same bytes have the same id for 29 days.',
      query,
      takesBytes: true,
      answers: {
        201: { what: 'Meta has it.', schema: uploaded },
        200: { what: 'Meta had it already.', schema: uploaded },
      },
      refusals: { 502: refusedByMeta },
    },
    async (ctx, { reception, query: { filename, type = typeOf(filename) } }) => {
      const { workshop } = reception.house
      const bytes = await getRawBody(ctx.req, { limit: 100 * megabyte })
      const file = { bytes: new Uint8Array(bytes), type, filename }
      const { id, reused } = await askedOfMeta(() => upload(workshop.id)(file))
      ctx.status = reused ? 200 : 201
      ctx.body = { id, reused, type, filename }
    },
  )
}

const query = z.strictObject({
  filename: words.min(1, 'must not be empty').max(240, 'must be 240 characters at most'),
  type: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+$/, 'must be a media type like application/pdf')
    .max(127, 'must be 127 characters at most')
    .optional()
    .describe('What the name says, if it is not given.'),
})
