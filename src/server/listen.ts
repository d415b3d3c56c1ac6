import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The server cannot listen on HOST and PORT; the sentence says why and what to do. */
export class ListenError extends Error {
  override name = 'ListenError' as const

  constructor({ host, port }: Place, cause: unknown) {
    const { code = '', message } = cause as NodeJS.ErrnoException
    super(reasons[code]?.(host, port) ?? `Nothing can listen on ${host}, port ${port}: ${message}.`, {
      cause,
    })
  }
}

export interface Place {
  host: string
  port: number
}

/**
 * Waits until the server listens. @returns where: `http://127.0.0.1:8000`
 * @throws ListenError
 */
export async function listen(server: Server, place: Place): Promise<string> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('listening', resolve).once('error', reject)
      server.listen(place.port, place.host)
    })
  } catch (error) {
    throw new ListenError(place, error)
  }
  const { port } = server.address() as AddressInfo
  return `http://${place.host.includes(':') ? `[${place.host}]` : place.host}:${port}`
}

const unknownHost = (host: string) =>
  `HOST (${host}) cannot be resolved. Write an address of this machine, such as 127.0.0.1.`

const reasons: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (_, port) =>
    `Port ${port} is taken: another program listens there. Stop it, or give another: PORT in .env, or --port of a command that has it.`,
  EACCES: (_, port) => `Port ${port} may not be opened by this user. Set a PORT above 1023 in .env.`,
  EADDRNOTAVAIL: (host) =>
    `HOST (${host}) is no address of this machine. Write one that is, such as 127.0.0.1.`,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
}
