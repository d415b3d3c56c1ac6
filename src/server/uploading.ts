import Router from '@koa/router'
import getRawBody from 'raw-body'
import { z } from 'zod'
import type { Engine } from '../conversation/engine.ts'
import type { Upload } from '../line.ts'
import { GraphError, MessageLimitError, NotSentError, UnknownOutcomeError } from '../whatsapp/errors.ts'
import { megabyte } from '../whatsapp/fileErrors.ts'
import { typeOf } from '../whatsapp/fileTypes.ts'
import { chosen } from './chosen.ts'
import { read } from './read.ts'
import { refuse } from './refusal.ts'

export interface UploadingOptions {
  engine: Engine
  /** Gives a file to Meta for this workshop's number. */
  upload: (workshop: string) => Upload
}

/**
 * `POST /api/v1/media?filename=…&type=…`, the body being the bytes (`application/octet-stream`): gives Meta a file, and
 * answers with the id to send it by. The same bytes within 29 days have the same id, `reused`.
 */
export function uploading({ engine, upload }: UploadingOptions): Router {
  const router = new Router({ prefix: '/api/v1' })

  router.post('/media', async (ctx) => {
    const { workshop } = chosen(engine, ctx).house
    const { filename, type = typeOf(filename) } = read(query, ctx.query)
    const bytes = await getRawBody(ctx.req, { limit: 100 * megabyte })
    try {
      const { id, reused } = await upload(workshop.id)({ bytes: new Uint8Array(bytes), type, filename })
      ctx.status = reused ? 200 : 201
      ctx.body = { id, reused, type, filename }
    } catch (error) {
      if (error instanceof MessageLimitError) refuse(422, 'invalid', error.message, error.field)
      if (error instanceof GraphError) refuse(502, 'refusedByMeta', error.message)
      if (error instanceof NotSentError || error instanceof UnknownOutcomeError)
        refuse(503, 'unavailable', error.message)
      throw error
    }
  })

  return router
}

const query = z.object({
  filename: z.string().min(1).max(240),
  type: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+$/, 'must be a media type like application/pdf')
    .optional(),
})
