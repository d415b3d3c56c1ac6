import type { Conversation, Message } from '../conversation/conversation.ts'
import { fold } from '../language/text.ts'
import type { Store } from '../store/store.ts'

export interface Asked {
  limit: number
  /** In the name or the phone. */
  search?: string | undefined
}

/**
 * The conversations whose customers wrote last, with what a person said last in each. It reads all of a workshop's conversations:
 * for a page that is opened, not to be asked all the time.
 */
export async function recent(
  store: Store<Conversation, Message>,
  workshop: string,
  { limit, search }: Asked,
): Promise<{ conversation: Conversation; last: Message | undefined }[]> {
  let found: Conversation[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: Conversation[]; next: string | null } = await store.conversations(workshop, {
      limit: 500,
      ...(cursor && { cursor }),
    })
    found = [...found, ...page.items.filter((each) => matches(each, search))]
      .sort(newestFirst)
      .slice(0, limit)
    cursor = page.next
  }
  return Promise.all(
    found.map(async (conversation) => {
      const messages = await store.messages(workshop, conversation.key, { limit: lastMessages })
      return { conversation, last: lastSaid(messages) }
    }),
  )
}

/** Among so many. */
const lastMessages = 5

/** What the bot said is seldom what the talk is about. */
function lastSaid(messages: Message[]): Message | undefined {
  return messages.findLast(({ from }) => from !== 'bot') ?? messages.at(-1)
}

function newestFirst(a: Conversation, b: Conversation): number {
  return (b.lastHeardAt ?? 0) - (a.lastHeardAt ?? 0)
}

function matches({ name, phone }: Conversation, search: string | undefined): boolean {
  if (search === undefined) return true
  const digits = search.replace(/\D/g, '')
  return (
    fold(name ?? '').includes(fold(search.trim())) || (digits.length > 2 && (phone ?? '').includes(digits))
  )
}
