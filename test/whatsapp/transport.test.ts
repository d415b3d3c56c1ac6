import { getEventListeners } from 'node:events'
import type http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import { expect } from 'chai'
import { NotSentError, UnknownOutcomeError } from '../../src/whatsapp/errors.ts'
import { createFetch } from '../../src/whatsapp/transport.ts'
import { type Graph, startGraph } from '../helpers/graph.ts'
import { selfSigned } from './certificate.ts'

describe('createFetch', () => {
  let graph: Graph
  const closing: (() => void)[] = []

  beforeEach(async () => {
    graph = await startGraph()
    closing.push(() => graph.close())
  })

  afterEach(() => {
    for (const close of closing.splice(0)) close()
  })

  it('posts the bytes and the headers, and hands back the answer', async () => {
    graph.answer(() => ({ status: 201, body: { ok: 'sí' } }))
    const fetch = createFetch({ origin: graph.url })
    const headers = { authorization: 'Bearer t', 'content-type': 'application/json' }
    const response = await fetch(
      new Request(`${graph.url}/v25.0/1?a=b`, { method: 'POST', headers, body: '{"a":"ñ"}' }),
    )
    expect([response.status, await response.json()]).to.deep.equal([201, { ok: 'sí' }])
    const [request] = graph.requests
    expect(request).to.deep.include({ method: 'POST', path: '/v25.0/1?a=b', body: { a: 'ñ' } })
    expect(request!.headers).to.include({ ...headers, 'content-length': '10', 'user-agent': 'chasqui' })
  })

  it('posts a text that is given without a request, with the headers that it always sends', async () => {
    const fetch = createFetch({ origin: graph.url, headers: { authorization: 'Bearer t' } })
    await fetch({ url: `${graph.url}/v25.0/1`, json: '{"a":"ñ 🚗"}' })
    expect(graph.requests[0]).to.deep.include({ method: 'POST', path: '/v25.0/1', body: { a: 'ñ 🚗' } })
    expect(graph.requests[0]!.headers).to.include({
      authorization: 'Bearer t',
      'content-type': 'application/json',
      'content-length': '15',
    })
  })

  it('keeps the connection open for the next request', async () => {
    const fetch = createFetch({ origin: graph.url })
    const ports = new Set<number | undefined>()
    graph.answer((_, response) => {
      ports.add(response.socket?.remotePort)
      return {}
    })
    for (let count = 0; count < 3; count += 1) await (await fetch(post(graph.url))).text()
    expect(ports.size).to.equal(1)
  })

  it('hands back a redirect instead of following it', async () => {
    const elsewhere = await startGraph()
    closing.push(() => elsewhere.close())
    graph.answer(() => ({ status: 307, headers: { location: `${elsewhere.url}/stolen` } }))
    const response = await createFetch({ origin: graph.url })(post(graph.url))
    expect(response.status).to.equal(307)
    expect(elsewhere.requests).to.deep.equal([])
  })

  it('calls no other origin', async () => {
    const elsewhere = await startGraph()
    closing.push(() => elsewhere.close())
    expect(await thrownBy(createFetch({ origin: graph.url })(post(elsewhere.url)))).to.be.instanceOf(
      TypeError,
    )
    expect(elsewhere.requests).to.deep.equal([])
  })

  it('knows that nothing was sent when nobody listens', async () => {
    const url = await closedPort()
    expect(await thrownBy(createFetch({ origin: url })(post(url)))).to.be.instanceOf(NotSentError)
  })

  it('knows that nothing was sent when there is no such host', async () => {
    const url = 'http://nobody.invalid'
    expect(await thrownBy(createFetch({ origin: url })(post(url)))).to.be.instanceOf(NotSentError)
  })

  it('knows that nothing was sent when TLS fails', async () => {
    const url = graph.url.replace('http:', 'https:')
    expect(await thrownBy(createFetch({ origin: url })(post(url)))).to.be.instanceOf(NotSentError)
    expect(graph.requests).to.deep.equal([])
  })

  it('knows that nothing was sent to a host whose certificate nobody vouches for', async () => {
    const received: unknown[] = []
    const server = https.createServer(selfSigned, (request, response) => {
      received.push(request.url)
      response.end()
    })
    const url = await listen(server, 'https')
    const error = await thrownBy(createFetch({ origin: url })(post(url)))
    expect(error).to.be.instanceOf(NotSentError)
    expect(error.message).to.contain('SELF_SIGNED_CERT')
    expect(received).to.deep.equal([])
  })

  it('sends over TLS, and does not know what became of a request that was cut off there', async () => {
    const server = https.createServer(selfSigned, (request, response) => {
      if (request.url === '/cut/messages') request.socket.destroy()
      else response.end('{}')
    })
    const url = await listen(server, 'https')
    const fetch = createFetch({ origin: url })
    await trustingAnyone(async () => {
      expect(await thrownBy(fetch(post(`${url}/cut`)))).to.be.instanceOf(UnknownOutcomeError)
      expect((await fetch(post(url))).status).to.equal(200)
    })
  })

  it('does not know what became of a request whose connection is cut', async () => {
    graph.answer((_, response) => void response.socket?.resetAndDestroy())
    expect(await thrownBy(createFetch({ origin: graph.url })(post(graph.url)))).to.be.instanceOf(
      UnknownOutcomeError,
    )
    expect(graph.requests).to.have.length(1)
  })

  it('does not know what became of a request whose answer breaks off', async () => {
    graph.answer((_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"messages":', () => response.socket?.resetAndDestroy())
      return undefined
    })
    expect(await thrownBy(createFetch({ origin: graph.url })(post(graph.url)))).to.be.instanceOf(
      UnknownOutcomeError,
    )
  })

  it('does not know what became of a request on an open connection that turns out to be closed', async () => {
    let connections = 0
    const server = net.createServer((socket) => {
      connections += 1
      let taken = 0
      socket.on('error', () => undefined)
      socket.on('data', () => {
        taken += 1
        if (taken > 1) socket.resetAndDestroy()
        else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')
      })
    })
    const url = await listen(server, 'http')
    const fetch = createFetch({ origin: url })
    await (await fetch(post(url))).text()
    expect(await thrownBy(fetch(post(url)))).to.be.instanceOf(UnknownOutcomeError)
    expect(connections).to.equal(1)
  })

  it('does not know what became of a request that is answered with something else than HTTP', async () => {
    const url = await listen(
      net.createServer((socket) => {
        socket.on('error', () => undefined)
        socket.on('data', () => socket.end('hola\r\n\r\n'))
      }),
      'http',
    )
    expect(await thrownBy(createFetch({ origin: url })(post(url)))).to.be.instanceOf(UnknownOutcomeError)
  })

  it('reads an answer of at most 1 MB', async () => {
    const fetch = createFetch({ origin: graph.url })
    graph.answer(() => ({ body: 'x'.repeat(1024 * 1024) }))
    expect((await (await fetch(post(graph.url))).text()).length).to.equal(1024 * 1024)
    graph.answer(() => ({ body: 'x'.repeat(1024 * 1024 + 1) }))
    const error = await thrownBy(fetch(post(graph.url)))
    expect(error).to.be.instanceOf(UnknownOutcomeError)
    expect(error.message).to.contain('1048576 bytes')
  })

  it('gives up on an answer that does not come in time', async () => {
    const fetch = createFetch({ origin: graph.url, timeout: 300 })
    await fetch(post(graph.url))
    graph.answer(() => undefined)
    const error = await thrownBy(fetch(post(graph.url)))
    expect(error).to.be.instanceOf(UnknownOutcomeError)
    expect(error.message).to.contain('300 ms')
  })

  it('gives up when asked to', async () => {
    const controller = new AbortController()
    graph.answer(() => void controller.abort(new Error('stopping')))
    const error = await thrownBy(createFetch({ origin: graph.url })(post(graph.url, controller.signal)))
    expect(error).to.be.instanceOf(UnknownOutcomeError)
    expect(error.cause).to.have.property('message', 'stopping')
  })

  it('gives up all requests that follow one signal, and listens to it once', async () => {
    const controller = new AbortController()
    const { signal } = controller
    const fetch = createFetch({ origin: graph.url })
    let open = 0
    graph.answer(() => {
      open += 1
      if (open === 20) controller.abort()
      return undefined
    })
    const one = { url: `${graph.url}/v25.0/1`, json: '{}', signal }
    const sent = Array.from({ length: 20 }, () => thrownBy(fetch(one)))
    expect(getEventListeners(signal, 'abort')).to.have.length(1)
    for (const error of await Promise.all(sent)) expect(error).to.be.instanceOf(UnknownOutcomeError)
    expect(await thrownBy(fetch(one))).to.be.instanceOf(NotSentError)
  })

  it('sends nothing when asked to give up before', async () => {
    const error = await thrownBy(createFetch({ origin: graph.url })(post(graph.url, AbortSignal.abort())))
    expect(error).to.be.instanceOf(NotSentError)
    expect(graph.requests).to.deep.equal([])
  })

  async function listen(server: http.Server | https.Server | net.Server, protocol: string): Promise<string> {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const sockets = new Set<net.Socket>()
    server.on('connection', (socket: net.Socket) => sockets.add(socket))
    closing.push(() => {
      server.close()
      for (const socket of sockets) socket.destroy()
    })
    return `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  async function closedPort(): Promise<string> {
    const gone = await startGraph()
    await gone.close()
    return gone.url
  }
})

function post(url: string, signal: AbortSignal | null = null): Request {
  return new Request(`${url}/messages`, { method: 'POST', body: '{}', signal })
}

async function thrownBy(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => new Error('nothing was thrown'),
    (error) => error,
  )
}

async function trustingAnyone(work: () => Promise<void>): Promise<void> {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  try {
    await work()
  } finally {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
  }
}
