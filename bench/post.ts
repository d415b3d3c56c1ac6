import { Agent, request } from 'node:http'

/** Posts webhooks to one URL, or to several in turn, over connections that stay open, as Meta does. Resolves with the status of the answer. */
export function poster(
  ...urls: string[]
): (body: Buffer, headers: Record<string, string>) => Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: mostSockets })
  let next = 0
  return (body, headers) =>
    new Promise((resolve, reject) => {
      const call = request(urls[next++ % urls.length]!, {
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': body.length, ...headers },
      })
      call.on('error', reject)
      call.on('response', (answer) => {
        answer.on('end', () => resolve(answer.statusCode ?? 0))
        answer.on('error', reject)
        answer.resume()
      })
      call.end(body)
    })
}

/** More than are ever in flight when all is well; what has to wait for one is still counted from when it was due. */
const mostSockets = 256
