/** What stands in an object, by name; all of it may be anything. */
export type Fields = Readonly<Record<string, unknown>>

/** The fields of an object; of anything else there are none, so that what is broken counts as absent. */
export function fields(value: unknown): Fields {
  return isObject(value) ? value : none
}

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const none: Fields = {}

/** A string, or a number where Meta or a tool in between wrote one; without zero characters, which nobody can type. */
export function words(value: unknown): string | undefined {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '') : value
  return Number.isFinite(value) ? String(value) : undefined
}

/** Meta's ids are opaque; one longer than this is no id, and no key to store anything under. */
export function identifier(value: unknown): string | undefined {
  const id = words(value)
  return id !== undefined && id.length > 0 && id.length <= 512 ? id : undefined
}

/** Unix seconds, as a string or a number, to Unix milliseconds. */
export function timestamp(value: unknown): number | undefined {
  const seconds = words(value)
  return seconds !== undefined && /^[1-9]\d{0,10}$/.test(seconds) ? Number(seconds) * 1000 : undefined
}

/** One of Graph's error codes. */
export function errorCode(value: unknown): number | undefined {
  const code = words(value)
  return code !== undefined && /^-?\d{1,9}$/.test(code) ? Number(code) : undefined
}

/** The items of what should be a list; a lone thing where a list should be is its only item. */
export function items(list: unknown): unknown[] {
  if (list === undefined || list === null) return []
  return Array.isArray(list) ? list : [list]
}

/** A phone's digits, as Meta writes them in `from` and `wa_id`; with `+`, spaces or dashes too. */
export function readPhone(text: string | undefined): string | undefined {
  const digits = text?.replace(/[\s+().-]/g, '')
  return digits !== undefined && /^\d{5,15}$/.test(digits) ? digits : undefined
}

/** A business-scoped user id (`UY.13491208655`, since 2026), which may also stand where a phone should. */
export function readUserId(text: string | undefined): string | undefined {
  return text !== undefined && /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(text) ? text : undefined
}
