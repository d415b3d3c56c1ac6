/** The business accounts that a payload says it is about, one for each entry; an entry that names none has ''. */
export function accountsOf(payload: unknown): string[] {
  return list(payload, 'entry').map((entry) => text(member(entry, 'id')))
}

/** The ids of the numbers that a payload says it is about. */
export function numbersOf(payload: unknown): Set<string> {
  const changes = list(payload, 'entry').flatMap((entry) => list(entry, 'changes'))
  const about = changes.map((change) => member(member(change, 'value'), 'metadata'))
  return new Set(about.map((metadata) => text(member(metadata, 'phone_number_id'))))
}

function list(value: unknown, name: string): unknown[] {
  const found = member(value, name)
  return Array.isArray(found) ? found : []
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
