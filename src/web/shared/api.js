import { about } from './chosen.js'

/** The server said no; `message` is its sentence. */
export class RefusedError extends Error {
  name = 'RefusedError'

  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message
   * @param {Record<string, any>} [body] all that the server answered
   */
  constructor(status, code, message, body = {}) {
    super(message)
    this.status = status
    this.code = code
    this.body = body
    this.field = String(body.error?.field ?? '')
  }
}

/** Nobody answered: the server is off, or on its way back. */
export class UnreachableError extends Error {
  name = 'UnreachableError'

  /** @param {unknown} cause */
  constructor(cause) {
    super('El servidor no contesta.', { cause })
  }
}

/**
 * @param {string} path
 * @returns {Promise<any>}
 */
export function get(path) {
  return request(path, { headers: { Accept: 'application/json' } })
}

/**
 * All pages of a list.
 *
 * @param {string} path
 * @param {URLSearchParams} query
 * @returns {Promise<any[]>}
 */
export async function getAll(path, query) {
  const all = []
  for (;;) {
    const { items, next } = await get(`${path}?${query}`)
    all.push(...items)
    if (!next) return all
    query.set('cursor', next)
  }
}

/**
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<any>}
 */
export function patch(path, body) {
  const headers = { 'Content-Type': 'application/json' }
  return request(path, { method: 'PATCH', headers, body: JSON.stringify(body) })
}

/**
 * @param {string} path
 * @param {unknown} body
 * @param {string} [idempotencyKey] so that posting again after a lost answer does nothing twice
 * @returns {Promise<any>}
 */
export function post(path, body, idempotencyKey) {
  const headers = new Headers({ 'Content-Type': 'application/json' })
  if (idempotencyKey) headers.set('Idempotency-Key', idempotencyKey)
  return request(path, { method: 'POST', headers, body: JSON.stringify(body) })
}

/**
 * @param {string} path
 * @returns {Promise<null>}
 */
export function remove(path) {
  return request(path, { method: 'DELETE' })
}

/**
 * @param {string} path
 * @param {RequestInit} init
 */
async function request(path, init) {
  const response = await fetch(about(path), init).catch((cause) => {
    throw new UnreachableError(cause)
  })
  const text = await response.text().catch((cause) => {
    throw new UnreachableError(cause)
  })
  if (response.ok) return text ? JSON.parse(text) : null
  throw refusal(response.status, text)
}

/**
 * @param {number} status
 * @param {string} text
 */
function refusal(status, text) {
  try {
    const body = JSON.parse(text)
    return new RefusedError(status, String(body.error.code), String(body.error.message), body)
  } catch {
    return new RefusedError(status, 'unknown', `El servidor contestó ${status}.`)
  }
}
