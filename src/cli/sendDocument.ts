import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { megabyte } from '../whatsapp/fileErrors.ts'
import { CommandFailure } from './failure.ts'
import { deliver, type Shown, send } from './send.ts'
import type { Server } from './server.ts'

/** Sends a file of this machine. @throws CommandFailure where it cannot be read, or may not be sent */
export async function sendDocument(
  to: string,
  file: string,
  { caption, name = basename(file) }: { caption?: string | undefined; name?: string | undefined },
  workshop?: string,
): Promise<void> {
  const bytes = await read(file)
  await send(workshop, async (server) => {
    const { id, reused } = await upload(server, name, bytes)
    const post = (id: string) =>
      deliver(server, { to, type: 'document', document: { id, filename: name, ...(caption && { caption }) } })
    const sent = await post(id)
    // Meta had it, and has it no more: the server has forgotten the id, and gives the file anew.
    if (!reused || !isGone(sent)) return sent
    return post((await upload(server, name, bytes)).id)
  })
}

async function read(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new CommandFailure(`There is no file ${file}.`)
  if (found.size > 100 * megabyte)
    throw new CommandFailure(`${file} is larger than the 100 MB that Meta takes.`)
  return new Uint8Array(await readFile(file))
}

function upload(
  server: Server,
  filename: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ id: string; reused: boolean }> {
  return server.upload(`/api/v1/media?${new URLSearchParams({ filename })}`, bytes)
}

function isGone({ state, reason = '' }: Shown): boolean {
  return state === 'failed' && /\bcode (100|131053)\b/.test(reason)
}
