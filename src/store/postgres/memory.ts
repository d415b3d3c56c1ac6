import { LRUCache } from 'lru-cache'
import type { Changes, ConversationRow, MessageRow, Whose } from '../store.ts'
import type { Keys } from './keys.ts'
import type { Read } from './read.ts'
import { Stored } from './stored.ts'

/** Conversations that are remembered, each with its last messages: a few kB. */
const mostConversations = 4_096
const mostMessages = 6

interface Remembered {
  conversation: Stored<ConversationRow>
  messages: ReadonlyMap<number, Stored<MessageRow>>
}

/**
 * What this node has read or written last of the conversations that it is busy with. Another node may have gone on with
 * any of them since, so a turn that begins with it counts only if its commit finds all of it as it was.
 */
export class Memory {
  readonly #keys: Keys
  readonly #isFrozen: boolean
  readonly #recent = new LRUCache<string, Remembered>({ max: mostConversations })

  /** `isFrozen`: whoever changes in place what is remembered hears of it. */
  constructor(keys: Keys, { isFrozen }: { isFrozen: boolean }) {
    this.#keys = keys
    this.#isFrozen = isFrozen
  }

  /** What a turn would read, as far as it is remembered; undefined where something is not. */
  recall(whose: Whose): Read | undefined {
    const { workshop, messages: numbers = [] } = whose
    const isByKey = 'key' in whose
    const key = isByKey ? whose.key : this.#keys.found(workshop, whose.aliases)
    const found = key === undefined ? undefined : this.#recent.get(`${workshop}/${key}`)
    if (key === undefined || !found) return undefined
    const { conversation, messages } = found
    if (!numbers.every((number) => messages.has(number))) return undefined
    const { aliases } = conversation.document!
    if (!isByKey && !whose.aliases.every((alias) => aliases.includes(alias))) return undefined
    return { key, conversation, messages, owners: [key], seen: false, isRemembered: true }
  }

  /** Keeps what stands once what was read was changed so. */
  keep(
    workshop: string,
    key: string,
    read: Pick<Read, 'conversation' | 'messages'>,
    changes: Changes<ConversationRow, MessageRow>,
  ): void {
    const { version } = read.conversation
    const conversation = changes.conversation
      ? Stored.written(version + 1, changes.conversation, this.#isFrozen)
      : (read.conversation as Stored<ConversationRow>)
    if (conversation.version === 0) return
    const name = `${workshop}/${key}`
    const messages = new Map(this.#recent.get(name)?.messages)
    for (const [number, message] of read.messages) messages.set(number, message as Stored<MessageRow>)
    for (const message of changes.messages ?? []) {
      const before = messages.get(message.number)?.version ?? 0
      messages.set(message.number, Stored.written(before + 1, message, this.#isFrozen))
    }
    for (const number of [...messages.keys()].sort((a, b) => a - b).slice(0, -mostMessages))
      messages.delete(number)
    this.#recent.set(name, { conversation, messages })
  }

  drop(workshop: string, key: string): void {
    this.#recent.delete(`${workshop}/${key}`)
  }

  clear(): void {
    this.#recent.clear()
  }
}
