import type { Conversation } from './conversation.ts'

/** What there is of a customer who was never heard of. */
export function newConversation(key: string, workshop: string): Conversation {
  return {
    workshop,
    key,
    aliases: [],
    dueAt: null,
    phone: null,
    userId: null,
    name: null,
    attention: 'bot',
    optedOut: false,
    talk: [],
    alarms: [],
    inbox: [],
    inboxDueAt: null,
    owed: [],
    appointments: [],
    hold: null,
    lastHeardAt: null,
    tapped: null,
    unreadableAt: null,
    last: { turn: 0, frame: 0, setting: 0, message: 0 },
  }
}
