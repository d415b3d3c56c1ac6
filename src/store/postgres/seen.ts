import { forgotten } from '../forgotten.ts'

/**
 * Whether a message was seen, of this customer or of one who was forgotten; its parts are SQL. By whole keys: whatever
 * PostgreSQL knows of the table, it goes by its index.
 */
export function isSeen({ conversation, id, day }: { conversation: string; id: string; day: string }): string {
  const has = (conversation: string, id: string) =>
    `exists (select 1 from seen s where s.workshop = $1 and s.conversation = ${conversation}
      and s.id = ${id} and s.day = ${day})`
  return `(${has(conversation, id)} or ${has(`'${forgotten}'`, hashOf(id))})`
}

/** What `hashed` gives, in SQL. */
export function hashOf(id: string): string {
  return `encode(sha256(convert_to(${id}, 'UTF8')), 'hex')`
}
