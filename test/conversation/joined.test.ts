import { expect } from 'chai'
import type { Conversation, Message } from '../../src/conversation/conversation.ts'
import { breaches } from '../../src/conversation/invariants.ts'
import { joined } from '../../src/conversation/joined.ts'
import { newConversation } from '../../src/conversation/newConversation.ts'

const now = Date.parse('2026-11-26T12:30:00Z')

function conversation(key: string, change: Partial<Conversation>): Conversation {
  return { ...newConversation(key, 'torke'), ...change }
}

describe('two conversations of one customer', () => {
  const last = { turn: 3, frame: 1, setting: 2, message: 4 }
  const elder = conversation('cold', {
    last,
    owed: [{ message: 4, state: 'owed', attempts: 0, dueAt: now }],
    alarms: [{ frame: null, name: 'reminder/a', setting: 2, dueAt: now + 9, event: { type: 'x' } }],
  })
  const younger = conversation('cnew', {
    last,
    owed: [
      { message: 3, state: 'sending', attempts: 1, dueAt: now + 90_000, node: 'another' },
      { message: 4, state: 'owed', attempts: 0, dueAt: now },
    ],
    alarms: [{ frame: null, name: 'reminder/b', setting: 2, dueAt: now + 8, event: { type: 'x' } }],
  })

  it('are one that is sound, and owes what both owed in the order of each', () => {
    const { conversation } = joined(elder, younger)
    expect([...breaches(conversation)]).to.deep.equal([])
    expect(conversation.owed.map(({ message, state }) => [message, state])).to.deep.equal([
      [4, 'owed'],
      [7, 'unknown'],
      [8, 'owed'],
    ])
    expect(conversation.alarms.map(({ name }) => name)).to.deep.equal(['reminder/a', 'reminder/b'])
  })

  it('have used up of each limit what the one who used more did; a window is closed only if it is for the last', () => {
    const spent = joined(
      conversation('cold', {
        lastHeardAt: now,
        refusedAt: now + 1,
        pairSpentUntil: now + 5,
        contactedAt: now,
      }),
      conversation('cnew', { lastHeardAt: now + 2, pairSpentUntil: now + 3, contactedAt: now + 2 }),
    ).conversation
    expect(spent).to.include({ pairSpentUntil: now + 5, contactedAt: now + 2, lastHeardAt: now + 2 })
    expect(spent).to.not.have.any.keys('refusedAt', 'heardSpentUntil')
  })

  it('recall a work at a vehicle once, and only if neither of them said no', () => {
    const recall = (vehicle: string, dueAt: number, setting: number) => ({
      ...{ frame: null, name: `recall/oil/${vehicle}`, setting, dueAt },
      event: { type: 'recall.fellDue' },
    })
    const asked = { text: '¿Querés?', at: now, message: 2 }
    const answer = (isGiven: boolean) => ({ isGiven, at: now, how: 'tapped' as const, message: 3 })
    const both = joined(
      conversation('cold', {
        last,
        alarms: [recall('A', now + 5, 1), recall('B', now + 5, 2)],
        consent: { asked, answers: [answer(true)], without: ['C'] },
      }),
      conversation('cnew', {
        last,
        alarms: [recall('A', now + 9, 1)],
        consent: { asked, answers: [answer(true), answer(false)] },
      }),
    ).conversation
    expect(both.alarms.map(({ name, dueAt }) => [name, dueAt])).to.deep.equal([
      ['recall/oil/B', now + 5],
      ['recall/oil/A', now + 9],
    ])
    expect(both.consent!.asked.message).to.equal(6)
    expect(both.consent!.answers.map(({ isGiven, message }) => [isGiven, message])).to.deep.equal([
      [true, 7],
      [false, 7],
    ])
    expect(both.consent!.without).to.deep.equal(['C'])
  })

  it('go on in the language of the one in which the customer wrote last', () => {
    const both = (one: Partial<Conversation>, other: Partial<Conversation>) =>
      joined(conversation('cold', one), conversation('cnew', other)).conversation.language
    expect(both({ lastHeardAt: now, language: 'en' }, { lastHeardAt: now + 1, language: 'pt' })).to.equal(
      'pt',
    )
    expect(both({ lastHeardAt: now + 1, language: 'en' }, { lastHeardAt: now, language: 'pt' })).to.equal(
      'en',
    )
    expect(both({ lastHeardAt: now }, { lastHeardAt: now + 1, language: 'pt' })).to.equal('pt')
  })

  it('do not send again what another node is sending: a status tells whether Meta has it', () => {
    const { conversation, message } = joined(elder, younger)
    const [, sending] = conversation.owed
    expect(sending).to.deep.equal({ message: 7, state: 'unknown', attempts: 1, dueAt: now + 60_000 })
    const outbound = { state: 'sending', body: {}, fallback: null, reached: { sending: now } } as const
    const moved = message({
      id: 'cnew.3',
      number: 3,
      from: 'bot',
      at: now,
      type: 'text',
      text: '',
      outbound,
    } as Message)
    expect(moved).to.include({ id: 'cold.7', number: 7 })
    expect(moved.outbound).to.include({ state: 'unknown' })
  })
})
