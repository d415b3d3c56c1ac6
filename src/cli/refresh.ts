import { randomBytes } from 'node:crypto'

/**
 * A recorded webhook as if it came now: its timestamps are moved so that the latest is `now` (Unix ms), its messages get
 * new ids, also where they are referred to, and it is addressed to `number`, in the business account `account` if that is
 * given. Pure but for the ids.
 */
export function refresh(
  payload: unknown,
  { now, number, account }: { now: number; number: string; account?: string | undefined },
): unknown {
  const times = [...fields(payload)].filter(([key]) => key === 'timestamp').map(([, value]) => Number(value))
  const shift = times.length === 0 ? 0 : Math.floor(now / 1000) - Math.max(...times)
  const ids = new Map(messageIds(payload).map((id) => [id, `wamid.${randomBytes(24).toString('base64url')}`]))
  const refreshed = mapped(payload, (key, value) => {
    if (key === 'timestamp')
      return typeof value === 'string' ? String(Number(value) + shift) : Number(value) + shift
    if (key === 'phone_number_id') return number
    return (typeof value === 'string' && ids.get(value)) || value
  })
  return account === undefined ? refreshed : inAccount(refreshed, account)
}

function inAccount(payload: unknown, account: string): unknown {
  const { entry, ...rest } = payload as { entry?: unknown }
  if (!Array.isArray(entry)) return payload
  return { ...rest, entry: entry.map((each: object) => ({ ...each, id: account })) }
}

/** Phones of who wrote the messages of a webhook. */
export function writersOf(payload: unknown): string[] {
  const writers = messagesOf(payload).map(({ from }) => from)
  return [...new Set(writers)].filter(
    (from): from is string => typeof from === 'string' && /^\d{8,15}$/.test(from),
  )
}

function messageIds(payload: unknown): string[] {
  return messagesOf(payload)
    .map(({ id }) => id)
    .filter((id): id is string => typeof id === 'string')
}

function messagesOf(payload: unknown): Record<string, unknown>[] {
  return [...fields(payload)]
    .filter(([key, value]) => (key === 'messages' || key === 'message_echoes') && Array.isArray(value))
    .flatMap(([, value]) => value as unknown[])
    .filter((message): message is Record<string, unknown> => typeof message === 'object' && message !== null)
}

/** Every key of every object in it, with its value. */
function* fields(value: unknown): Iterable<[string, unknown]> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, each] of Object.entries(value)) {
    if (!Array.isArray(value)) yield [key, each]
    yield* fields(each)
  }
}

/** A copy whose strings and numbers are what `change` makes of them. */
function mapped(value: unknown, change: (key: string, value: unknown) => unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => mapped(each, change, key))
  if (typeof value !== 'object' || value === null) return change(key, value)
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapped(each, change, name)]))
}
