import type { Runner } from './database.ts'
import { ChangedMeanwhileError } from './errors.ts'
import { shortened } from './ids.ts'

/** How a conversation's aliases change in a turn. */
export interface Renaming {
  taken: string[]
  givenUp: string[]
}

/** @returns undefined when they do not change, as in nearly every turn */
export function renaming(before: string[], after: string[]): Renaming | undefined {
  const taken = after.filter((alias) => !before.includes(alias)).map(shortened)
  const givenUp = before.filter((alias) => !after.includes(alias)).map(shortened)
  return taken.length + givenUp.length > 0 ? { taken, givenUp } : undefined
}

/**
 * Makes aliases lead to a conversation.
 * @param owners whose they may have been until now; undefined: anybody's
 * @throws ChangedMeanwhileError when one was claimed by somebody else since it was looked up
 */
export async function rename(
  transaction: Runner,
  { workshop, key }: { workshop: string; key: string },
  { taken, givenUp }: Renaming,
  owners: string[] | undefined,
): Promise<void> {
  if (givenUp.length > 0) await transaction.run(giveUp, [workshop, key, givenUp])
  if (taken.length === 0) return
  const named = await transaction.run(take, [workshop, key, taken, owners ? [...owners, key] : null])
  if (named.length < taken.length) throw new ChangedMeanwhileError()
}

const giveUp = {
  name: 'give up aliases',
  text: 'delete from alias where workshop = $1 and key = $2 and alias = any($3::text[])',
}

const take = {
  name: 'take aliases',
  text: `insert into alias (workshop, alias, key)
    select $1, u.alias, $2 from unnest($3::text[]) as u (alias) order by u.alias
    on conflict (workshop, alias) do update set key = excluded.key
      where $4::text[] is null or alias.key = any($4::text[])
    returning 1`,
}
