import { type Appointment, occupies, resourcesOf } from '../../agenda/appointment.ts'
import { place } from '../appointments.ts'
import { SlotTakenError } from '../store.ts'
import type { Runner, Statement } from './database.ts'

/** Waits until no other turn changes the workshop's agenda; until the end of the transaction none will. */
export async function lockAgenda(transaction: Runner, workshop: string): Promise<void> {
  const locked = await transaction.run(lock, [workshop])
  if (locked.length > 0) return
  await transaction.run(make, [workshop])
  await transaction.run(lock, [workshop])
}

export async function findAppointment(
  runner: Runner,
  workshop: string,
  id: string,
): Promise<Appointment | undefined> {
  const [row] = await runner.run<{ data: string }>(byId, [workshop, id])
  return row && JSON.parse(row.data)
}

/** Those that begin on these local dates, both included, by start. */
export async function appointmentsOn(
  runner: Runner,
  workshop: string,
  from: string,
  to: string,
): Promise<Appointment[]> {
  const rows = await runner.run<{ data: string }>(byDay, [workshop, from, to])
  return rows.map(({ data }) => JSON.parse(data))
}

/** Those that stand after a place, by start, at most so many. */
export async function appointmentsAfter(
  runner: Runner,
  {
    workshop,
    day,
    after,
    to,
    limit,
  }: { workshop: string; day: string; after: string; to: string; limit: number },
): Promise<Appointment[]> {
  const rows = await runner.run<{ data: string }>(byPlace, [workshop, day, after, to, limit])
  return rows.map(({ data }) => JSON.parse(data))
}

/** The statements that change the agenda, in order. The last one is refused by the database where a place is taken. */
export function agendaWriting(
  workshop: string,
  changed: Appointment[],
  removed: string[],
  now: number,
): [Statement, unknown[]][] {
  const statements: [Statement, unknown[]][] = []
  if (removed.length > 0) statements.push([remove, [workshop, removed]])
  if (changed.length === 0) return statements
  const ids = changed.map(({ id }) => id)
  const days = changed.map(({ start }) => start.slice(0, 10))
  const places = changed.map(place)
  const documents = changed.map((each) => JSON.stringify(each))
  statements.push([put, [workshop, ids, days, places, documents]], [free, [workshop, ids]])
  const bays = baysOf(changed, now)
  if (bays.length === 0) return statements
  const froms = bays.map(({ start }) => start)
  const tos = bays.map(({ busyUntil }) => busyUntil)
  const names = bays.map(({ bay }) => bay)
  const untils = bays.map(({ heldUntil }) => heldUntil)
  const occupants = bays.map(({ id }) => id)
  statements.push(
    [expire, [workshop, names, froms, tos, now]],
    [occupy, [workshop, names, occupants, froms, tos, untils]],
  )
  return statements
}

/** Who has the place that one of these wants, after the database refused it. */
export async function slotTaken(
  runner: Runner,
  workshop: string,
  changed: Appointment[],
  now: number,
): Promise<SlotTakenError | undefined> {
  const ids = changed.map(({ id }) => id)
  for (const wanted of changed) {
    const values = [workshop, resourcesOf(wanted), wanted.start, wanted.busyUntil, ids, now]
    const [row] = occupies(wanted, now) ? await runner.run<{ data: string }>(occupant, values) : []
    if (row) return new SlotTakenError(wanted, JSON.parse(row.data))
  }
  return undefined
}

function baysOf(changed: Appointment[], now: number) {
  return changed
    .filter((each) => occupies(each, now))
    .flatMap((each) => {
      const { id, start, busyUntil, status, heldUntil } = each
      const until = status === 'held' ? Date.parse(heldUntil ?? start) : null
      return resourcesOf(each).map((bay) => ({ bay, id, start, busyUntil, heldUntil: until }))
    })
}

const lock = { name: 'lock agenda', text: 'select 1 from agenda where workshop = $1 for update' }

const make = {
  name: 'make agenda',
  text: 'insert into agenda (workshop) values ($1) on conflict do nothing',
}

const byId = { name: 'appointment', text: 'select data from appointment where workshop = $1 and id = $2' }

const byDay = {
  name: 'appointments on days',
  text: 'select data from appointment where workshop = $1 and day between $2 and $3 order by day, place',
}

const byPlace = {
  name: 'appointments after',
  text: `select data from appointment
    where workshop = $1 and day >= $2 and (day, place) > ($2, $3) and day < $4 order by day, place limit $5`,
}

const remove = {
  name: 'remove appointments',
  text: 'delete from appointment where workshop = $1 and id = any($2::text[])',
}

const put = {
  name: 'put appointments',
  text: `insert into appointment (workshop, id, day, place, data)
    select $1, u.id, u.day, u.place, u.data
    from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as u (id, day, place, data)
    on conflict (workshop, id) do update set day = excluded.day, place = excluded.place, data = excluded.data`,
}

const free = {
  name: 'free bays',
  text: 'delete from occupied where workshop = $1 and appointment = any($2::text[])',
}

/** A constraint cannot look at the clock: a hold that ran out goes when somebody wants its place. */
const expire = {
  name: 'expire holds',
  text: `delete from occupied o
    using unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) as u (bay, since, until)
    where o.workshop = $1 and o.bay = u.bay and o.busy && tstzrange(u.since, u.until) and o.held_until <= $5`,
}

const occupy = {
  name: 'occupy bays',
  text: `insert into occupied (workshop, bay, appointment, busy, held_until)
    select $1, u.bay, u.appointment, tstzrange(u.since, u.until), u.held_until
    from unnest($2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::bigint[])
      as u (bay, appointment, since, until, held_until)`,
}

const occupant = {
  name: 'occupant',
  text: `select a.data from occupied o join appointment a on a.workshop = o.workshop and a.id = o.appointment
    where o.workshop = $1 and o.bay = any($2::text[])
      and o.busy && tstzrange($3::timestamptz, $4::timestamptz) and not o.appointment = any($5::text[])
      and (o.held_until is null or o.held_until > $6)
    order by o.busy limit 1`,
}
