import type { Appointment } from '../../agenda/appointment.ts'
import { isAbout, namesOf } from '../about.ts'
import { forgotten } from '../forgotten.ts'
import { agendaWriting, lockAgenda } from './agenda.ts'
import { hashOf } from './seen.ts'
import type { Transaction } from './transaction.ts'

/** Removes a conversation and all that is its own, in one transaction. `now`: Unix ms. */
export async function forget(
  transaction: Transaction,
  workshop: string,
  key: string,
  change: (appointment: Appointment) => Appointment | undefined,
  now: number,
): Promise<boolean> {
  await lockAgenda(transaction, workshop)
  const [found] = await transaction.run<{ data: string }>(conversation, [workshop, key])
  if (!found) return false
  const named = namesOf(JSON.parse(found.data))
  const rows = await transaction.run<{ data: string }>(appointments, [workshop, key])
  const changed: Appointment[] = []
  const removed: string[] = []
  for (const { data } of rows) {
    const appointment = JSON.parse(data) as Appointment
    const after = change(appointment)
    if (after) changed.push(after)
    else removed.push(appointment.id)
  }
  await transaction.run(seen, [workshop, key, forgotten])
  for (const each of await transaction.run<Recorded>(entries, [[...named.keys, ...named.ids]]))
    if (isAbout(named, workshop, JSON.parse(each.data)))
      await transaction.run(removeEntry, [each.workshop, each.at, each.id])
  for (const statement of remains) await transaction.run(statement, [workshop, key])
  await transaction.commit(agendaWriting(workshop, changed, removed, now))
  return true
}

interface Recorded {
  workshop: string
  at: number
  id: string
  data: string
}

const conversation = {
  name: 'forget conversation',
  text: 'delete from conversation where workshop = $1 and key = $2 returning data',
}

const appointments = {
  name: 'appointments of customer',
  // As text: somebody's zero character cannot be read as JSON here, and would stand in everybody's way.
  text: `select data from appointment where workshop = $1 and position('"customer":"' || $2 || '"' in data) > 0`,
}

const seen = {
  name: 'hash seen',
  text: `insert into seen (workshop, conversation, id, day, arrived_at)
    select workshop, $3, ${hashOf('id')}, day, arrived_at
    from seen where workshop = $1 and conversation = $2 on conflict do nothing`,
}

/** What may be about somebody, which `isAbout` judges: a zero character that somebody wrote is none to PostgreSQL's JSON. */
const entries = {
  name: 'entries naming',
  text: `select workshop, at, id, data from entry where exists (select 1 from unnest($1::text[]) as u (name)
    where position('"' || u.name || '"' in data) > 0 or position('"+' || u.name || '"' in data) > 0)`,
}

const removeEntry = {
  name: 'forget entry',
  text: 'delete from entry where workshop = $1 and at = $2 and id = $3',
}

const remains = [
  { name: 'forget messages', text: 'delete from message where workshop = $1 and conversation = $2' },
  { name: 'forget what was seen', text: 'delete from seen where workshop = $1 and conversation = $2' },
  { name: 'forget aliases', text: 'delete from alias where workshop = $1 and key = $2' },
]
