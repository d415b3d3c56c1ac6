/** Where a workshop's own system hears of events, and what they are signed with. */
export interface Receiver {
  url: string
  secret: string
}

export const receiverForm =
  'must be an https URL without a user, such as https://taller.example/chasqui; http is for this machine only'
export const secretForm = 'must have 24 characters at least; one that begins with whsec_ goes on in base64'

/** What events bring is personal: it is not sent in the clear, but within one machine. */
export function isReceiver(written: string): boolean {
  if (!URL.canParse(written)) return false
  const { protocol, hostname, username, password } = new URL(written)
  if (username || password) return false
  return protocol === 'https:' || (protocol === 'http:' && own.has(hostname))
}

export function isSecret(written: string): boolean {
  return written.length >= 24 && (!written.startsWith('whsec_') || /^whsec_[A-Za-z0-9+/]+=*$/.test(written))
}

const own = new Set(['localhost', '127.0.0.1', '[::1]'])
