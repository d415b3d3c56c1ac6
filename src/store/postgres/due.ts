import type { Database } from './database.ts'
import type { Seats } from './seats.ts'

interface Due {
  workshop: string
  key: string
  dueAt: number
}

/**
 * What is due and this node's to take up: what is looked after from its own seat and, moved here, what is looked after
 * from empty ones. Of two nodes that come for the same, one gets it.
 */
export async function due(database: Database, seats: Seats, now: number, limit: number): Promise<Due[]> {
  const found = await database.read<Due & { seat: number }>(dueAt, [
    [seats.number, ...seats.empty],
    now,
    limit,
  ])
  const left = found.filter(({ seat }) => seat !== seats.number)
  const taken = left.length > 0 ? await take(database, seats, left) : []
  return found
    .filter((each) => each.seat === seats.number || taken.includes(each))
    .map(({ workshop, key, dueAt }) => ({ workshop, key, dueAt }))
}

/** When something of that falls due next, Unix ms. */
export async function nextDue(database: Database, seats: Seats): Promise<number | undefined> {
  const [row] = await database.read<{ dueAt: number | null }>(next, [[seats.number, ...seats.empty]])
  return row?.dueAt ?? undefined
}

async function take(database: Database, seats: Seats, left: Due[]): Promise<Due[]> {
  const byWorkshop = new Map<string, Due[]>()
  for (const each of left) byWorkshop.set(each.workshop, [...(byWorkshop.get(each.workshop) ?? []), each])
  const taken: Due[] = []
  for (const [workshop, all] of byWorkshop) {
    const keys = all.map(({ key }) => key)
    const rows = await database.run<{ key: string }>(move, [workshop, keys, seats.empty, seats.number])
    const mine = new Set(rows.map(({ key }) => key))
    taken.push(...all.filter(({ key }) => mine.has(key)))
  }
  return taken
}

const dueAt = {
  name: 'due',
  text: `select first.* from unnest($1::integer[]) as s (number), lateral (
      select workshop, key, due_at as "dueAt", seat from conversation
      where seat = s.number and due_at <= $2 order by due_at limit $3
    ) as first order by "dueAt" limit $3`,
}

const next = {
  name: 'next due',
  text: `select min(first.due_at) as "dueAt" from unnest($1::integer[]) as s (number), lateral (
      select due_at from conversation where seat = s.number and due_at is not null order by due_at limit 1
    ) as first`,
}

const move = {
  name: 'move to seat',
  text: `update conversation set seat = $4 where workshop = $1 and key in (
      select key from conversation where workshop = $1 and key = any($2::text[]) and seat = any($3::integer[])
      for update skip locked)
    returning key`,
}
