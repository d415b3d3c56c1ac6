import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { megabyte } from '../whatsapp/fileErrors.ts'
import { type Shown, send } from './deliver.ts'
import { CommandFailure } from './failure.ts'
import type { Server } from './server.ts'

/** A file that Meta has. */
export interface Given {
  id: string
  type: string
  filename: string
  /** Meta had it already. */
  reused: boolean
}

/**
 * Gives Meta a file of this machine and has a message sent with it; once more, with the file given anew, where Meta turns
 * out to have it no more.
 * @throws CommandFailure where it cannot be read, or may not be sent
 */
export async function sendFile(
  workshop: string | undefined,
  file: string,
  post: (server: Server, given: Given) => Promise<Shown>,
  name = basename(file),
): Promise<void> {
  const bytes = await read(file)
  const path = `/api/v1/media?${new URLSearchParams({ filename: name })}`
  const handOver = async (server: Server) => {
    const given = await server.upload<Given>(path, bytes)
    const sent = await post(server, given)
    // The server has forgotten the id by now, so it is another one.
    return given.reused && isGone(sent) ? post(server, await server.upload<Given>(path, bytes)) : sent
  }
  await send(workshop, handOver, 'npx chasqui send template TO NAME [LANG] [PARAM…] --file FILE')
}

async function read(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const found = await stat(file).catch(() => undefined)
  if (found?.isDirectory()) throw new CommandFailure(`${file} is a folder. Give a file in it.`)
  if (!found?.isFile()) throw new CommandFailure(`There is no file ${file}.`)
  if (found.size > 100 * megabyte)
    throw new CommandFailure(`${file} is larger than the 100 MB that Meta takes.`)
  return new Uint8Array(await readFile(file))
}

function isGone({ state, reason = '' }: Shown): boolean {
  return state === 'failed' && /\bcode (100|131053)\b/.test(reason)
}
