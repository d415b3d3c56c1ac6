import type { Send } from './conversation/outbox.ts'
import type { Log } from './log.ts'
import type { Settings } from './settings.ts'
import { NotSentError } from './whatsapp/errors.ts'
import { addressed, WhatsAppClient } from './whatsapp/index.ts'

export interface Line {
  send: Send
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

/** The way to Meta, with whatever token is in force when something is sent. */
export function line(access: () => Access, log: Log): Line {
  let used: Access | undefined
  let client: WhatsAppClient | undefined

  return {
    async send({ phone, userId }, body, id, signal) {
      const to = phone !== null ? { phone } : { userId: userId ?? '' }
      return open().send(addressed(body, to, id), { signal })
    },
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
      used = { isWaiting, accessToken, phoneNumberId, apiUrl, apiVersion, readReceipts }
      client = new WhatsAppClient({ accessToken, phoneNumberId, apiUrl, apiVersion })
    }
    return client
  }
}
