import type { Store } from '../store/store.ts'
import type { Conversation, Message } from './conversation.ts'
import { keyAlias } from './joined.ts'
import { type Place, placeOf } from './placeOf.ts'

/** Where a message is whose conversation was joined to another one; undefined when it was not. */
export async function movedTo(
  store: Pick<Store<Conversation, Message>, 'find' | 'conversation'>,
  workshop: string,
  { key, number }: Place,
): Promise<Place | undefined> {
  const elder = await store.find(workshop, keyAlias(key))
  const conversation = elder === undefined ? undefined : await store.conversation(workshop, elder)
  const offset = conversation?.moved?.find((each) => each.key === key)?.offset
  return offset === undefined ? undefined : { key: elder!, number: number + offset }
}

/** A message and the key it stands under, by its id or by one that it had before its conversation was joined to another. */
export async function messageById(
  store: Pick<Store<Conversation, Message>, 'find' | 'conversation' | 'messages'>,
  workshop: string,
  id: string,
): Promise<{ key: string; message: Message } | undefined> {
  const place = placeOf(id)
  if (!place) return undefined
  const at = async (place: Place) => {
    const [message] = await store.messages(workshop, place.key, { before: place.number + 1, limit: 1 })
    return message?.number === place.number ? { key: place.key, message } : undefined
  }
  const found = await at(place)
  if (found) return found
  const moved = await movedTo(store, workshop, place)
  return moved && at(moved)
}
