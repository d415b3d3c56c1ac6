import { type Contacts, countContact, noContacts } from '../contacts.ts'
import type { Database } from './database.ts'
import { meant } from './errors.ts'

/** Counts a customer whom a portfolio contacts. Nodes wait for each other: there must never be too many. */
export async function contact(
  database: Database,
  portfolio: string,
  now: number,
  most: number,
): Promise<number | undefined> {
  let waitUntil: number | undefined
  await change(database, portfolio, (contacts) => {
    const outcome = countContact(contacts, now, most)
    waitUntil = 'waitUntil' in outcome ? outcome.waitUntil : undefined
    return 'counted' in outcome ? outcome.counted : contacts
  })
  return waitUntil
}

/** Remembers what Meta allows a portfolio. */
export function allowContacts(database: Database, portfolio: string, most: number | null): Promise<void> {
  return change(database, portfolio, (contacts) => ({ ...contacts, most }))
}

async function change(
  database: Database,
  portfolio: string,
  to: (contacts: Contacts) => Contacts,
): Promise<void> {
  const transaction = await database.begin()
  try {
    await transaction.run(make, [portfolio, JSON.stringify(noContacts)])
    const [row] = await transaction.run<{ data: string }>(lock, [portfolio])
    const data = JSON.stringify(to(JSON.parse(row!.data)))
    await transaction.commit(data === row!.data ? [] : [[write, [portfolio, data]]])
  } catch (error) {
    throw meant(error)
  } finally {
    await transaction.rollback()
  }
}

const make = {
  name: 'make contacts',
  text: 'insert into contacts (workshop, data) values ($1, $2) on conflict do nothing',
}

const lock = { name: 'lock contacts', text: 'select data from contacts where workshop = $1 for update' }

const write = { name: 'write contacts', text: 'update contacts set data = $2 where workshop = $1' }
