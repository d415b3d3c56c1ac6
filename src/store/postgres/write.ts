import { seenDay } from '../keys.ts'
import type { Changes, ConversationRow, MessageRow } from '../store.ts'
import type { Statement } from './database.ts'
import { shortened } from './ids.ts'
import { isSeen } from './seen.ts'

/** What a turn has read, and must still be so when it commits. */
export interface Basis {
  workshop: string
  key: string
  /** Of the conversation; 0: there was none. */
  version: number
  /** Whether the turn looked at the conversation. */
  hasRead: boolean
  /** Whether it was not read now: then nobody has looked whether what is heard was seen before. */
  isRemembered: boolean
  /** Of the messages that the turn looked at; 0: there was none. */
  messages: ReadonlyMap<number, number>
}

export interface Stamp {
  /** Where the conversation is looked after from now on. */
  seat: number
  /** Unix ms. */
  now: number
}

/** One statement that writes all of a turn but its aliases and appointments. Its answer: see `isWritten`. */
export interface Writing extends Statement {
  values: unknown[]
  /** Whether it is written only if something that was read still stands. */
  isConditional: boolean
}

/**
 * Everything is written on the condition that what was read still stands, all in one statement: it needs no transaction
 * around it and one way to the database and back. Where the condition does not hold, nothing is written.
 * @returns undefined when there is nothing to write
 */
export function writing(
  basis: Basis,
  changes: Changes<ConversationRow, MessageRow>,
  { seat, now }: Stamp,
): Writing | undefined {
  const { conversation, messages = [], seen = [], entries = [] } = changes
  if (!conversation && messages.length + seen.length + entries.length === 0) return undefined
  const values: unknown[] = [basis.workshop, basis.key]
  const $ = (value: unknown) => `$${values.push(value)}`
  const parts: [name: string, text: string][] = []
  const changed = messages.filter(({ number }) => (basis.messages.get(number) ?? 0) > 0)
  const added = messages.filter(({ number }) => (basis.messages.get(number) ?? 0) === 0)

  const mode = modeOf(basis, conversation)
  const [first, second] = changed
  if (first && !second && mode === 'beside' && added.length + seen.length + entries.length === 0)
    return noting(basis, first)

  let condition = 'true'
  const isOnce = basis.isRemembered && seen.length > 0
  if (isOnce) {
    const before = seen.map(({ id, at }) =>
      isSeen({ conversation: '$2', id: `${$(shortened(id))}::text`, day: `${$(seenDay(at))}::integer` }),
    )
    condition = `not (${before.join(' or ')})`
  }
  if (changed.length > 0) {
    const numbers = $(changed.map(({ number }) => number))
    const versions = $(changed.map(({ number }) => basis.messages.get(number)))
    parts.push([
      'held',
      `select 1 from message m join unnest(${numbers}::integer[], ${versions}::integer[]) as u (number, version)
         on m.number = u.number and m.version = u.version
       where m.workshop = $1 and m.conversation = $2 for update of m`,
    ])
    condition = `${condition} and (select count(*) from held) = cardinality(${numbers}::integer[])`
    parts.push(turned(basis, conversation, condition, seat, $))
    parts.push([
      'noted',
      `update message m set data = u.data, version = m.version + 1
       from turned, ${documents(changed, $)} as u (number, data)
       where m.workshop = $1 and m.conversation = $2 and m.number = u.number`,
    ])
  } else parts.push(turned(basis, conversation, condition, seat, $))
  if (added.length > 0) {
    parts.push([
      'added',
      `insert into message (workshop, conversation, number, version, data)
       select $1, $2, u.number, 1, u.data
       from turned, ${documents(added, $)} as u (number, data)
       on conflict (workshop, conversation, number)
       do update set data = excluded.data, version = message.version + 1`,
    ])
  }
  if (seen.length > 0) {
    parts.push([
      'heard',
      `insert into seen (workshop, conversation, id, day, arrived_at)
       select $1, $2, u.id, u.day, ${$(now)}::bigint
       from turned, unnest(${$(seen.map(({ id }) => shortened(id)))}::text[], ${$(seen.map(({ at }) => seenDay(at)))}::integer[]) as u (id, day)
       on conflict do nothing`,
    ])
  }
  if (entries.length > 0) {
    parts.push([
      'parked',
      `insert into entry (workshop, at, id, data)
       select $1, u.at, u.id, u.data
       from turned, unnest(${$(entries.map(({ at }) => at))}::bigint[], ${$(entries.map(({ id }) => shortened(id)))}::text[], ${$(entries.map(json))}::text[]) as u (at, id, data)
       on conflict (workshop, at, id) do update set data = excluded.data`,
    ])
  }
  const text = `with ${parts.map(([name, body]) => `${name} as (${body})`).join(',\n')}
select count(*) as turned from turned`
  const counts = `${Math.min(added.length, mostAlone + 1)}/${Math.min(changed.length, mostAlone + 1)}`
  const name = `${mode}${isOnce ? ` once ${seen.length}` : ''} ${parts.map(([name]) => name).join(' ')} ${counts}`
  return { name, text, values, isConditional: mode !== 'beside' || changed.length > 0 }
}

/** Rows of numbers and documents. In an array each quote of a document would have to be escaped, so a few go alone. */
function documents(messages: MessageRow[], $: (value: unknown) => string): string {
  if (messages.length <= mostAlone)
    return `(values ${messages.map((each) => `(${$(each.number)}::integer, ${$(json(each))}::text)`).join(', ')})`
  return `unnest(${$(messages.map(({ number }) => number))}::integer[], ${$(messages.map(json))}::text[])`
}

const mostAlone = 4

/** A message and nothing else, as when a status comes: its own version is condition enough. */
function noting({ workshop, key, messages }: Basis, message: MessageRow): Writing {
  return {
    name: 'note',
    text: `with turned as (
  update message set data = $5, version = version + 1
  where workshop = $1 and conversation = $2 and number = $3 and version = $4 returning 1)
select count(*) as turned from turned`,
    values: [workshop, key, message.number, messages.get(message.number), json(message)],
    isConditional: true,
  }
}

/** Whether the condition held. */
export function isWritten(rows: { turned: number }[]): boolean {
  return rows[0]?.turned === 1
}

type Mode = 'update' | 'insert' | 'stands' | 'absent' | 'beside'

function modeOf({ version, hasRead }: Basis, conversation: ConversationRow | undefined): Mode {
  if (conversation) return version > 0 ? 'update' : 'insert'
  if (!hasRead) return 'beside'
  return version > 0 ? 'stands' : 'absent'
}

/** One row if the conversation still is what it was when it was read; written, if it changes. */
function turned(
  basis: Basis,
  conversation: ConversationRow | undefined,
  condition: string,
  seat: number,
  $: (value: unknown) => string,
): [string, string] {
  const set = () => {
    const { dueAt } = conversation!
    // Waits have fractions of a millisecond; who looks a little later finds it due.
    return [$(dueAt && Math.ceil(dueAt)), $(seat), $(json(conversation!))] as const
  }
  switch (modeOf(basis, conversation)) {
    case 'update': {
      const [dueAt, at, data] = set()
      return [
        'turned',
        `update conversation set version = version + 1, due_at = ${dueAt}, seat = ${at}, data = ${data}
         where workshop = $1 and key = $2 and version = ${$(basis.version)} and ${condition} returning 1`,
      ]
    }
    case 'insert': {
      const [dueAt, at, data] = set()
      return [
        'turned',
        `insert into conversation (workshop, key, version, due_at, seat, data)
         select $1, $2, 1, ${dueAt}::bigint, ${at}::integer, ${data} where ${condition}
         on conflict do nothing returning 1`,
      ]
    }
    case 'stands':
      return [
        'turned',
        `select 1 from conversation
         where workshop = $1 and key = $2 and version = ${$(basis.version)} and ${condition} for share`,
      ]
    case 'absent':
      return [
        'turned',
        `select 1 where ${condition}
         and not exists (select 1 from conversation where workshop = $1 and key = $2)`,
      ]
    case 'beside':
      return ['turned', `select 1 where ${condition}`]
  }
}

function json(document: unknown): string {
  return JSON.stringify(document)
}
