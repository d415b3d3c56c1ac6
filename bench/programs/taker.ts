import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { newWamid } from '../stage.ts'

/** A stand-in of the Graph API that takes every message and tells no statuses. */
const server = createServer(async (request, response) => {
  const { to = '' }: { to?: string } = JSON.parse((await buffer(request)).toString())
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ messages: [{ id: newWamid(to.replace('+', '')) }] }))
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () =>
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
)
process.on('disconnect', () => process.exit(0))
