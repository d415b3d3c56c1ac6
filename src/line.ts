import { createHash } from 'node:crypto'
import type { Clock } from './clock.ts'
import type { Fetch } from './conversation/fetcher.ts'
import { fileNotTaken } from './conversation/note.ts'
import type { Send } from './conversation/outbox.ts'
import type { Log } from './log.ts'
import type { Settings } from './settings.ts'
import type { MediaFolder } from './store/mediaFolder.ts'
import type { Uploads } from './store/uploads.ts'
import { GraphError, NotSentError } from './whatsapp/errors.ts'
import { checkFile } from './whatsapp/fileTypes.ts'
import { addressed, type OutboundBody, type TextBody, WhatsAppClient } from './whatsapp/index.ts'
import { largest } from './whatsapp/media.ts'

/**
 * Gives Meta a file to be sent by its id; what Meta has already keeps its id.
 * @throws MessageLimitError | GraphError | NotSentError | UnknownOutcomeError
 */
export type Upload = (file: {
  bytes: Uint8Array<ArrayBuffer>
  type: string
  filename: string
}) => Promise<{ id: string; reused: boolean }>

export interface Line {
  send: Send
  upload: Upload
  fetch: Fetch
  discardFiles: (customer: string) => Promise<void>
  forgetFile: (body: unknown) => Promise<void>
  /** Whether there is all that it takes to send. */
  isReady: () => boolean
  acknowledge: (wamid: string) => void
  /** Says something in a group; best effort. */
  sayInGroup: (group: string, body: TextBody) => void
}

/** What a workshop sends with. */
export interface Access
  extends Pick<Settings, 'accessToken' | 'phoneNumberId' | 'apiUrl' | 'apiVersion' | 'readReceipts'> {
  /** Something is still missing, and nothing is sent. */
  isWaiting: boolean
}

interface Keeping {
  workshop: string
  /** Where customers' files are kept. */
  files: MediaFolder
  /** Which files Meta has. */
  uploads: Uploads
  clock: Clock
  log: Log
}

/** The way to Meta, with whatever token is in force when something is sent. */
export function line(access: () => Access, { workshop, files, uploads, clock, log }: Keeping): Line {
  let used: Access | undefined
  let client: WhatsAppClient | undefined

  return {
    async send({ phone, userId }, body, id, signal) {
      const to = phone !== null ? { phone } : { userId: userId ?? '' }
      try {
        return await open().send(addressed(body, to, id), { signal })
      } catch (error) {
        if (error instanceof GraphError && fileIsGone.has(error.code)) await forgetFile(body)
        throw error
      }
    },
    async upload({ bytes, type, filename }) {
      checkFile(bytes, type)
      const client = open()
      const number = access().phoneNumberId!
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const had = await uploads.find(number, { sha256, mime: type }, clock.now())
      if (had) return { id: had.id, reused: true }
      const { id } = await client.uploadMedia(bytes, type, filename)
      await uploads.keep(number, sha256, { id, mime: type, at: clock.now() })
      return { id, reused: false }
    },
    fetch({ customer, id, sha256, type }, signal) {
      return files.keep(workshop, customer, (path) =>
        open().fetchMedia(id, { path, sha256, limit: largest(type), signal }),
      )
    },
    discardFiles: (customer) => files.forget(workshop, customer),
    forgetFile,
    isReady,
    sayInGroup(group, body) {
      if (!isReady()) return
      open()
        .send(addressed(body, { group }))
        .catch((error: Error) => log.debug({ err: error }, 'Nothing could be said in a group'))
    },
    acknowledge(wamid) {
      if (!access().readReceipts || !isReady()) return
      open()
        .markRead(wamid, { typing: true })
        .catch((error: Error) => log.debug({ err: error }, 'A message could not be marked as read'))
    },
  }

  async function forgetFile(body: unknown): Promise<void> {
    const file = fileOf(body as OutboundBody)
    if (file !== undefined) await uploads.forget(access().phoneNumberId ?? '', file)
  }

  function isReady(): boolean {
    const { isWaiting, accessToken, phoneNumberId } = access()
    return !isWaiting && Boolean(accessToken && phoneNumberId)
  }

  function open(): WhatsAppClient {
    const { isWaiting, accessToken, phoneNumberId, apiUrl, apiVersion, readReceipts } = access()
    if (isWaiting || !accessToken || !phoneNumberId)
      throw new NotSentError(apiUrl, new Error('credentials are still missing'))
    if (!client || used?.accessToken !== accessToken || used.apiUrl !== apiUrl) {
      client = new WhatsAppClient({ accessToken, phoneNumberId, apiUrl, apiVersion })
      used = { isWaiting, accessToken, phoneNumberId, apiUrl, apiVersion, readReceipts }
    }
    return client
  }
}

/** How Graph says that a file is not there any more; 100 says it of other parameters, too. */
const fileIsGone = new Set<number | undefined>([100, fileNotTaken])

/** Meta's id of the file that a message brings; undefined where it brings none. */
function fileOf(body: OutboundBody): string | undefined {
  if (body.type === 'document') return body.document.id
  if (body.type === 'image') return body.image.id
  if (body.type === 'video') return body.video.id
  if (body.type === 'audio') return body.audio.id
  return body.type === 'sticker' ? body.sticker.id : undefined
}
