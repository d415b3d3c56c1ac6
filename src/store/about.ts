import type { ConversationRow, Entry } from './store.ts'

/** Every key that a conversation has or had, and every phone and user id, as they may stand in what was recorded. */
export interface Named {
  keys: string[]
  ids: string[]
}

/** @param shortest what is shorter could be anything */
export function namesOf({ key, aliases }: ConversationRow, shortest = 5): Named {
  const told = aliases.map((alias) => alias.split(/:(.*)/s) as [kind: string, id: string])
  return {
    keys: [key, ...told.filter(([kind]) => kind === 'key').map(([, id]) => id)],
    ids: told.filter(([kind, id]) => kind !== 'key' && id.length >= shortest).map(([, id]) => id),
  }
}

/** Whether something that was recorded is of a customer, or names one. */
export function isAbout({ keys, ids }: Named, workshop: string, entry: Entry): boolean {
  if (entry.workshop !== undefined && entry.workshop !== workshop) return false
  if (entry.customer !== undefined) return keys.includes(entry.customer)
  const raw = JSON.stringify(entry.raw) ?? ''
  return ids.some((id) => raw.includes(`"${id}"`) || raw.includes(`"+${id}"`))
}
