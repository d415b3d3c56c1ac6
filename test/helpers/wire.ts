import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { closeAfterTest } from './open.ts'

/** A statement as PostgreSQL was asked to run it. */
export interface Asked {
  text: string
  values: (string | null)[]
}

/** A way to a PostgreSQL on which can be seen what goes by, and which can be cut. */
export interface Wire {
  /** The database's URL, by way of this wire. */
  url: string
  /** What was run, but for what nodes tell each other. */
  asked: Asked[]
  /** How often an answer was waited for. */
  trips: number
  /** Told of each chunk for PostgreSQL before it leaves; false keeps it, and cuts the connection. */
  onAsk: (asked: Asked[]) => boolean
  /** Told of each answer before it arrives; false keeps it, and cuts the connection. */
  onAnswer: () => boolean
  /** Told of each connection that is refused. */
  onRefuse: () => void
  /** Cuts every connection; new ones are refused until `mend`. */
  cut(): void
  mend(): void
}

export async function wireTo(database: string): Promise<Wire> {
  const target = new URL(database)
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) {
      near.destroy()
      return wire.onRefuse()
    }
    const far = connect(Number(target.port || 5432), target.hostname)
    const reader = new Reader()
    const end = () => [near, far].forEach((each) => void each.destroy())
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', end).on('close', end)
    }
    near.on('data', (chunk) => {
      const { asked, trips } = reader.read(chunk)
      if (!reader.isAmongNodes) {
        wire.asked.push(...asked)
        wire.trips += trips
      }
      if (reader.isAmongNodes || wire.onAsk(asked)) far.write(chunk)
      else end()
    })
    far.on('data', (chunk) => {
      if (reader.isAmongNodes || wire.onAnswer()) near.write(chunk)
      else end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const own = new URL(database)
  own.host = `127.0.0.1:${(server.address() as { port: number }).port}`
  const wire: Wire = {
    url: own.href,
    asked: [],
    trips: 0,
    onAsk: () => true,
    onAnswer: () => true,
    onRefuse() {},
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      isCut = false
    },
  }
  closeAfterTest(() => {
    wire.cut()
    server.close()
  })
  return wire
}

/** Reads what a client says. https://www.postgresql.org/docs/current/protocol-message-formats.html */
class Reader {
  /** Whether it is the connection on which a node says that it is there. */
  isAmongNodes = false
  #rest = Buffer.alloc(0)
  #hasStarted = false
  readonly #texts = new Map<string, string>()

  read(chunk: Buffer): { asked: Asked[]; trips: number } {
    const asked: Asked[] = []
    let trips = 0
    this.#rest = Buffer.concat([this.#rest, chunk])
    for (;;) {
      const head = this.#hasStarted ? 1 : 0
      if (this.#rest.length < head + 4) break
      const length = head + this.#rest.readInt32BE(head)
      if (this.#rest.length < length) break
      const type = this.#hasStarted ? String.fromCharCode(this.#rest[0]!) : 'startup'
      const body = this.#rest.subarray(head + 4, length)
      this.#rest = this.#rest.subarray(length)
      this.#hasStarted = true
      if (type === 'Q') {
        const [text] = cString(body, 0)
        if (text.startsWith('listen')) this.isAmongNodes = true
        trips++
        asked.push({ text, values: [] })
      } else if (type === 'P') {
        const [name, next] = cString(body, 0)
        this.#texts.set(name, cString(body, next)[0])
      } else if (type === 'B') asked.push(this.#bound(body))
      else if (type === 'S') trips++
    }
    return { asked, trips }
  }

  #bound(body: Buffer): Asked {
    const [, afterPortal] = cString(body, 0)
    const [name, afterName] = cString(body, afterPortal)
    let at = afterName + 2 + 2 * body.readInt16BE(afterName)
    const values: (string | null)[] = []
    const count = body.readInt16BE(at)
    at += 2
    for (let index = 0; index < count; index++) {
      const length = body.readInt32BE(at)
      at += 4
      values.push(length < 0 ? null : body.toString('utf8', at, at + length))
      at += Math.max(0, length)
    }
    return { text: this.#texts.get(name) ?? name, values }
  }
}

function cString(body: Buffer, from: number): [text: string, next: number] {
  const end = body.indexOf(0, from)
  return [body.toString('utf8', from, end), end + 1]
}
