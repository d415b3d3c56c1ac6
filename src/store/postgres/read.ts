import { seenDay } from '../keys.ts'
import type { Whose } from '../store.ts'
import type { Database, Statement } from './database.ts'
import { shortened } from './ids.ts'
import { isSeen } from './seen.ts'
import { Stored } from './stored.ts'

/** What a turn begins with, read in one statement: the conversation, and what it is foreseen to ask for. */
export interface Read {
  /** The conversation that answers; undefined when nobody is known by these aliases. */
  key: string | undefined
  conversation: Stored
  /** Whether the message that is heard was handled before. */
  seen: boolean
  /** Conversations to which the aliases led, each once. */
  owners: string[]
  messages: ReadonlyMap<number, Stored>
  /** It was not read now, but is what this node remembers: it counts only if the commit finds it so. */
  isRemembered: boolean
}

export async function read(database: Pick<Database, 'read' | 'isFrozen'>, whose: Whose): Promise<Read> {
  const { workshop, hears, messages = [] } = whose
  const { isFrozen } = database
  const isByKey = 'key' in whose
  const values: unknown[] = [workshop, isByKey ? whose.key : whose.aliases.map(shortened)]
  if (hears) values.push(shortened(hears.id), seenDay(hears.at))
  if (messages.length > 0) values.push(messages)
  const statement = reading(isByKey, hears !== undefined, messages.length > 0)
  const rows = await database.read<Row>(statement, values)
  const first = rows.find(({ number }) => number === null)
  const found = new Map<number, Stored>(messages.map((number) => [number, Stored.missing]))
  for (const { number, version, data } of rows)
    if (number !== null) found.set(number, Stored.read(version!, data!, isFrozen))
  return {
    key: first?.key ?? undefined,
    conversation: first?.version ? Stored.read(first.version, first.data!, isFrozen) : Stored.missing,
    seen: first?.seen ?? false,
    owners: [...new Set(first?.owners?.split(' ') ?? [])],
    messages: found,
    isRemembered: false,
  }
}

interface Row {
  number: number | null
  key: string | null
  version: number | null
  data: string | null
  seen: boolean | null
  owners: string | null
}

const statements = new Map<string, Statement>()

function reading(isByKey: boolean, hears: boolean, withMessages: boolean): Statement {
  const name = `read${isByKey ? ' key' : ' alias'}${hears ? ' hears' : ''}${withMessages ? ' messages' : ''}`
  let statement = statements.get(name)
  if (!statement) {
    statement = { name, text: textOf(isByKey, hears, withMessages) }
    statements.set(name, statement)
  }
  return statement
}

function textOf(isByKey: boolean, hears: boolean, withMessages: boolean): string {
  const whose = isByKey
    ? `whose as (select $2::text as key, null::text as owners)`
    : `named as (select a.key, array_position($2::text[], a.alias) as place from alias a
         where a.workshop = $1 and a.alias = any($2::text[])),
       whose as (select (select key from named order by place limit 1) as key,
         (select string_agg(key, ' ') from named) as owners)`
  const seen = isSeen({ conversation: 'whose.key', id: '$3', day: '$4' })
  const messages = `union all
    select m.number, null, m.version, m.data, null, null from whose join message m
      on m.workshop = $1 and m.conversation = whose.key and m.number = any($${hears ? 5 : 3}::integer[])`
  return `with ${whose}
    select null::integer as number, whose.key, c.version, c.data, ${hears ? seen : 'false'} as seen, whose.owners
    from whose left join conversation c on c.workshop = $1 and c.key = whose.key
    ${withMessages ? messages : ''}`
}
