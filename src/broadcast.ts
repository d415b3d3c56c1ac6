import { EventEmitter } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'

/** Events for whoever looks on: any event with one object can be emitted, and all of them reach all streams. */
export class Broadcast extends EventEmitter {
  readonly #streams = new Set<PassThrough>()
  readonly #heartbeat = setInterval(() => this.#write(':\n\n'), 15_000).unref()

  override emit(name: string, data: object): boolean {
    this.#write(chunk(name, data))
    return super.emit(name, data)
  }

  /** A stream of server-sent events, from now until either side ends it; the `first` one is for it alone. */
  stream(first?: [name: string, data: object]): Readable {
    const stream = new PassThrough()
    this.#streams.add(stream)
    stream.on('close', () => this.#streams.delete(stream))
    stream.write(first ? chunk(...first) : ':\n\n')
    return stream
  }

  close(): void {
    clearInterval(this.#heartbeat)
    for (const stream of this.#streams) stream.end()
  }

  #write(text: string): void {
    for (const stream of this.#streams) {
      // Whoever does not read is let go; a browser comes back by itself.
      if (stream.writableLength > 65_536) stream.destroy()
      else stream.write(text)
    }
  }
}

function chunk(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
