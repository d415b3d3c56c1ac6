import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Context } from 'koa'
import { z } from 'zod'
import type { Conversation, Media, Message } from '../conversation/conversation.ts'
import { messageById } from '../conversation/messageById.ts'
import type { MediaFolder } from '../store/mediaFolder.ts'
import type { Store } from '../store/store.ts'
import { id } from './parts.ts'
import { refuse } from './refusal.ts'
import type { Routes } from './routes.ts'

interface Options {
  store: Store<Conversation, Message>
  files: MediaFolder
}

/**
 * The files that customers' messages brought. A browser is to save one, never to show it or to guess what it is: whoever
 * wrote it is a stranger.
 */
export function media(routes: Routes, { store, files }: Options): void {
  routes.add(
    'get',
    '/media/:id',
    {
      tag: 'files',
      summary: "Gives the file that a customer's message brought.",
      params: z.object({ id }),
      answers: { 200: { what: 'The file, to be saved.', type: '*/*' } },
      refusals: {
        404: 'No such message, or its file is not here and will not be.',
        409: '`notFetched`: Meta has not given it yet.',
      },
    },
    async (ctx, { reception, params }) => {
      const { workshop } = reception.house
      const { key, message } = (await messageById(store, workshop.id, params.id)) ?? {}
      if (key === undefined || !message?.media)
        return refuse(404, 'notFound', 'There is no such message, or it brought no file.')
      const sha256 = keptAs(message.media)
      const { moved = [] } = (await store.conversation(workshop.id, key)) ?? {}
      const owners = [key, ...moved.map((each) => each.key)]
      const { path, size } = await firstOf(owners.map((owner) => files.path(workshop.id, owner, sha256)))
      describe(ctx, message)
      ctx.length = size
      ctx.body = createReadStream(path)
    },
  )
}

/** The file stays where it was put when its customer turns out to be another one. */
async function firstOf(paths: string[]): Promise<{ path: string; size: number }> {
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined)
    if (found) return { path, size: found.size }
  }
  return refuse(404, 'notHere', notHere)
}

const notHere =
  'The file is not on this machine: each server keeps what it fetched, unless all of them share DATA_DIR/media.'

function keptAs({ state, sha256, reason }: Media): string {
  if (state === 'kept' && sha256) return sha256
  if (state === 'failed') return refuse(404, 'failed', `The file could not be fetched: ${reason}`)
  return refuse(409, 'notFetched', `The file has not been fetched from Meta yet. ${reason ?? ''}`.trim())
}

function describe(ctx: Context, { id, media }: Message): void {
  const { mime = '', filename } = media!
  const type = mime.split(';')[0]!.trim().toLowerCase()
  ctx.attachment(safeName(filename) ?? `${id}${endings.get(type) ?? ''}`)
  ctx.set('Content-Type', endings.has(type) ? type : 'application/octet-stream')
  ctx.set('X-Content-Type-Options', 'nosniff')
  ctx.set('Content-Security-Policy', "default-src 'none'; sandbox")
  ctx.set('Cache-Control', 'private, no-cache')
}

/** What may be named as it is: nothing that a browser runs. Everything else is bytes. */
const endings = new Map([
  ['image/jpeg', '.jpg'],
  ['image/png', '.png'],
  ['image/webp', '.webp'],
  ['video/mp4', '.mp4'],
  ['video/3gpp', '.3gp'],
  ['audio/aac', '.aac'],
  ['audio/amr', '.amr'],
  ['audio/mp4', '.m4a'],
  ['audio/mpeg', '.mp3'],
  ['audio/ogg', '.ogg'],
  ['application/pdf', '.pdf'],
  ['text/plain', '.txt'],
  ['application/msword', '.doc'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', '.docx'],
  ['application/vnd.ms-excel', '.xls'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', '.xlsx'],
])

/** The last part of a path, without what hides how a name ends or means something to a file system. */
export function safeName(name: string | undefined): string | undefined {
  const last = name?.split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"|?*]/gu, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  return plain === '' ? undefined : plain
}
