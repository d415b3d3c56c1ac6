import type { Appointment } from '../../agenda/appointment.ts'
import type { ConversationRow, Join, MessageRow } from '../store.ts'
import { agendaWriting, lockAgenda } from './agenda.ts'
import { shortened } from './ids.ts'
import type { Transaction } from './transaction.ts'

/** Makes one conversation of two, in one transaction. `seat`: from where it is looked after; `now`: Unix ms. */
export async function joinConversations<C extends ConversationRow, M extends MessageRow>(
  transaction: Transaction,
  { workshop, elder, younger }: { workshop: string; elder: string; younger: string },
  join: Join<C, M>,
  { seat, now }: { seat: number; now: number },
): Promise<boolean> {
  await lockAgenda(transaction, workshop)
  const rows = await transaction.run<{ key: string; data: string }>(both, [workshop, [elder, younger]])
  const found = new Map(rows.map(({ key, data }) => [key, JSON.parse(data) as C]))
  const [first, second] = [found.get(elder), found.get(younger)]
  if (!first || !second) return false
  const { conversation, message, appointment } = join(first, second)
  // As they are when they go: what another node notes of one until then goes with it.
  const messages = await transaction.run<{ data: string }>(takeMessages, [workshop, younger])
  const moved = messages.map(({ data }) => message(JSON.parse(data))).sort((a, b) => a.number - b.number)
  const mine = await transaction.run<{ data: string }>(appointmentsOf, [workshop, younger])
  const changed: Appointment[] = []
  const removed: string[] = []
  for (const { data } of mine) {
    const before = JSON.parse(data) as Appointment
    const after = appointment(before)
    if (after) changed.push(after)
    else removed.push(before.id)
  }
  const { dueAt, aliases } = conversation
  const owned = [elder, younger]
  await transaction.run(drop, [workshop, younger])
  await transaction.run(write, [
    workshop,
    elder,
    dueAt && Math.ceil(dueAt),
    seat,
    JSON.stringify(conversation),
  ])
  const numbers = moved.map(({ number }) => number)
  const texts = moved.map((each) => JSON.stringify(each))
  await transaction.run(add, [workshop, elder, numbers, texts])
  await transaction.run(moveSeen, [workshop, younger, elder])
  await transaction.run(dropSeen, [workshop, younger])
  await transaction.run(dropAliases, [workshop, owned])
  await transaction.run(take, [workshop, [...new Set(aliases.map(shortened))], elder])
  await transaction.commit(agendaWriting(workshop, changed, removed, now))
  return true
}

const both = {
  name: 'join both',
  text: 'select key, data from conversation where workshop = $1 and key = any($2::text[]) order by key for update',
}

const takeMessages = {
  name: 'join take messages',
  text: 'delete from message where workshop = $1 and conversation = $2 returning data',
}

const appointmentsOf = {
  name: 'join appointments',
  // As text: somebody's zero character cannot be read as JSON here, and would stand in everybody's way.
  text: `select data from appointment where workshop = $1 and position('"customer":"' || $2 || '"' in data) > 0`,
}

const drop = { name: 'join drop', text: 'delete from conversation where workshop = $1 and key = $2' }

const write = {
  name: 'join write',
  text: `update conversation set version = version + 1, due_at = $3, seat = $4, data = $5
    where workshop = $1 and key = $2`,
}

const add = {
  name: 'join add messages',
  text: `insert into message (workshop, conversation, number, version, data)
    select $1, $2, u.number, 1, u.data from unnest($3::integer[], $4::text[]) as u (number, data)`,
}

const moveSeen = {
  name: 'join seen',
  text: `insert into seen (workshop, conversation, id, day, arrived_at)
    select workshop, $3, id, day, arrived_at from seen where workshop = $1 and conversation = $2
    on conflict do nothing`,
}

const dropSeen = {
  name: 'join drop seen',
  text: 'delete from seen where workshop = $1 and conversation = $2',
}

const dropAliases = {
  name: 'join drop aliases',
  text: 'delete from alias where workshop = $1 and key = any($2::text[])',
}

const take = {
  name: 'join take aliases',
  text: `insert into alias (workshop, alias, key) select $1, u.alias, $3 from unnest($2::text[]) as u (alias)
    on conflict (workshop, alias) do update set key = excluded.key`,
}
