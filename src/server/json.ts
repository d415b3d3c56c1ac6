import bodyParser from 'koa-bodyparser'
import { refuse } from './refusal.ts'

/** Bodies of the API: JSON only, as large as the largest webhook, which may be replayed through it. */
export const readJson = bodyParser({
  enableTypes: ['json'],
  jsonLimit: '4mb',
  onerror: (error) => {
    const { status = 400 } = error as { status?: number }
    if (status === 413) refuse(413, 'tooLarge', 'The body is larger than 4 MB.')
    if (status === 400)
      refuse(
        400,
        'invalid',
        'The body is no JSON object. Send one with its keys in double quotes, as {"to": "human"}.',
      )
    throw Object.assign(error, { status, expose: true })
  },
})
