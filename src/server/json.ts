import bodyParser from 'koa-bodyparser'

/** Bodies of the API: JSON only, as large as the largest webhook, which may be replayed through it. */
export const readJson = bodyParser({
  enableTypes: ['json'],
  jsonLimit: '4mb',
  onerror: (error) => {
    throw Object.assign(error, { status: (error as { status?: number }).status ?? 400, expose: true })
  },
})
