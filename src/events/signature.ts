import { createHmac } from 'node:crypto'

/**
 * The headers of an event, as standardwebhooks.com has them: HMAC-SHA256 over `id.timestamp.body`, in base64.
 * @param secret `whsec_` and the key in base64, or the key itself in any other form
 * @param timestamp Unix seconds, when it is sent
 */
export function signed(secret: string, id: string, timestamp: number, body: string): Record<string, string> {
  const digest = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${digest}` }
}

function keyOf(secret: string): Buffer {
  const prefix = 'whsec_'
  return secret.startsWith(prefix)
    ? Buffer.from(secret.slice(prefix.length), 'base64')
    : Buffer.from(secret, 'utf8')
}
