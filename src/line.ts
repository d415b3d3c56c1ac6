import type { Fetch } from './conversation/fetcher.ts'
import type { Send } from './conversation/outbox.ts'
import type { Log } from './log.ts'
import type { Settings } from './settings.ts'
import type { MediaFolder } from './store/mediaFolder.ts'
import { NotSentError } from './whatsapp/errors.ts'
import { addressed, WhatsAppClient } from './whatsapp/index.ts'
import { largest } from './whatsapp/media.ts'

export interface Line {
  send: Send
  fetch: Fetch
  discardFiles: (customer: string) => Promise<void>
  /** Whether there is all that it takes to send. */
  isReady: () => boolean
  acknowledge: (wamid: string) => void
}

/** What a workshop sends with. */
export interface Access
  extends Pick<Settings, 'accessToken' | 'phoneNumberId' | 'apiUrl' | 'apiVersion' | 'readReceipts'> {
  /** Something is still missing, and nothing is sent. */
  isWaiting: boolean
}

/** The way to Meta, with whatever token is in force when something is sent. `files`: where customers' files are kept. */
export function line(
  access: () => Access,
  { workshop, files, log }: { workshop: string; files: MediaFolder; log: Log },
): Line {
  let used: Access | undefined
  let client: WhatsAppClient | undefined

  return {
    async send({ phone, userId }, body, id, signal) {
      const to = phone !== null ? { phone } : { userId: userId ?? '' }
      return open().send(addressed(body, to, id), { signal })
    },
    fetch({ customer, id, sha256, type }, signal) {
      return files.keep(workshop, customer, (path) =>
        open().fetchMedia(id, { path, sha256, limit: largest(type), signal }),
      )
    },
    discardFiles: (customer) => files.forget(workshop, customer),
    isReady,
    acknowledge(wamid) {
      if (!access().readReceipts || !isReady()) return
      open()
        .markRead(wamid, { typing: true })
        .catch((error: Error) => log.debug({ err: error }, 'A message could not be marked as read'))
    },
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
