import {
  type Claim,
  type Contacts,
  countContact,
  movedContact,
  noContacts,
  withoutClaim,
} from '../contacts.ts'
import type { Database } from './database.ts'
import { meant } from './errors.ts'

/** Counts a customer whom a portfolio contacts. Nodes wait for each other: there must never be too many. */
export async function contact(
  database: Database,
  portfolio: string,
  now: number,
  most: number,
  claim?: Claim,
): Promise<number | undefined> {
  let waitUntil: number | undefined
  await change(database, portfolio, (contacts) => {
    const outcome = countContact(contacts, now, most, claim)
    waitUntil = outcome.waitUntil
    return outcome.after
  })
  return waitUntil
}

/** One who waited for room does so no more. */
export function waiveContact(database: Database, portfolio: string, id: string): Promise<void> {
  return change(database, portfolio, (contacts) => withoutClaim(contacts, id))
}

/** Who was counted then was contacted at another time, or never. */
export function moveContact(
  database: Database,
  portfolio: string,
  from: number,
  to: number | undefined,
): Promise<void> {
  return change(database, portfolio, (contacts) => movedContact(contacts, from, to))
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
