import { expect } from 'chai'
import type { Sender } from '../../src/whatsapp/inbound.ts'
import { readPayload } from '../../src/whatsapp/inbound.ts'
import { cleanName } from '../../src/whatsapp/sender.ts'
import { payloadOf, textMessage, webhook } from './webhooks.ts'

describe('who wrote', () => {
  it('is whoever the contact with the same phone is, whatever the order', () => {
    const contacts = [
      { wa_id: '59899000002', user_id: 'UY.2', profile: { name: 'Bruno' } },
      { wa_id: '59899000001', user_id: 'UY.1', profile: { name: 'Ana' } },
    ]
    const messages = [textMessage(), textMessage({ id: 'wamid.TEST2', from: '59899000002' })]
    expect(senders(payloadOf(messages, contacts))).to.deep.equal([
      { phone: '59899000001', userId: 'UY.1', name: 'Ana' },
      { phone: '59899000002', userId: 'UY.2', name: 'Bruno' },
    ])
  })

  it('is whoever the contact with the same user id is, with the phone from there', () => {
    const contacts = [
      { user_id: 'UY.2', profile: { name: 'Bruno' } },
      { wa_id: '59899000001', user_id: 'UY.1', profile: { name: 'Ana' } },
    ]
    const messages = [textMessage({ from: undefined, from_user_id: 'UY.1' })]
    expect(senders(payloadOf(messages, contacts))).to.deep.equal([
      { phone: '59899000001', userId: 'UY.1', name: 'Ana' },
    ])
  })

  it('is known without contacts', () => {
    expect(senders(webhook('guide'))).to.deep.equal([{ phone: '59899111111' }])
  })

  for (const name of ['hidden-phone', 'hidden-phone-empty', 'user-id-in-from']) {
    it(`is a user id alone in ${name}.json`, () => {
      expect(senders(webhook(name))).to.deep.equal([{ userId: 'UY.13491208655', name: 'Ana Pereira' }])
    })
  }

  it('is never someone else whose contact came along', () => {
    const contacts = [{ wa_id: '59899000002', user_id: 'UY.2', profile: { name: 'Bruno' } }]
    expect(senders(payloadOf([textMessage()], contacts))).to.deep.equal([{ phone: '59899000001' }])
  })

  it('is not the contact with the same phone but another user id', () => {
    const contacts = [{ wa_id: '59899000001', user_id: 'UY.2', profile: { name: 'Bruno' } }]
    const messages = [textMessage({ from_user_id: 'UY.1' })]
    expect(senders(payloadOf(messages, contacts))).to.deep.equal([{ phone: '59899000001', userId: 'UY.1' }])
  })

  it('takes the name of the only contact where that one has no ids', () => {
    expect(senders(payloadOf([textMessage()], [{ profile: { name: 'Ana' } }]))).to.deep.equal([
      { phone: '59899000001', name: 'Ana' },
    ])
  })

  it('is the only contact where the message itself does not say', () => {
    const contacts = [{ user_id: 'UY.1', profile: { name: 'Ana' } }]
    expect(senders(payloadOf([textMessage({ from: '' })], contacts))).to.deep.equal([
      { userId: 'UY.1', name: 'Ana' },
    ])
  })

  it('is nobody where the message does not say and several could be', () => {
    const payload = payloadOf([textMessage({ from: '' })], [{ user_id: 'UY.1' }, { user_id: 'UY.2' }])
    expect(readPayload(payload).map(({ kind }) => kind)).to.deep.equal(['other'])
  })

  it('is known by what can be read of a broken contact', () => {
    const contacts = [{ wa_id: '59899000001', user_id: 'UY.1', profile: 'Ana' }]
    expect(senders(payloadOf([textMessage()], contacts))).to.deep.equal([
      { phone: '59899000001', userId: 'UY.1' },
    ])
  })

  it('has digits only in the phone', () => {
    expect(senders(payloadOf([textMessage({ from: '+598 99 000-001' })]))).to.deep.equal([
      { phone: '59899000001' },
    ])
    expect(senders(payloadOf([textMessage({ from: 59899000001 })]))).to.deep.equal([{ phone: '59899000001' }])
  })
})

describe('cleanName', () => {
  for (const [written, name] of [
    ['Ana Pereira', 'Ana Pereira'],
    ['  Ana \n\t Pereira\u2028 ', 'Ana Pereira'],
    ['Ana\u0000\u0007\u009f', 'Ana'],
    ['\u202eanA\u202c \u2066x\u2069\u200f', 'anA x'],
    ['Ana 👩🏽‍🔧', 'Ana 👩🏽‍🔧'],
    ['Ana \ud83d', 'Ana'],
    ['\u200e', undefined],
    ['', undefined],
    [undefined, undefined],
  ]) {
    it(`makes ${JSON.stringify(name)} of ${JSON.stringify(written)}`, () => {
      expect(cleanName(written)).to.equal(name)
    })
  }

  it('cuts at 100 characters, never inside an emoji', () => {
    expect(cleanName('a'.repeat(101))).to.equal('a'.repeat(100))
    expect(cleanName(`${'a'.repeat(99)}🚗`)).to.equal('a'.repeat(99))
    expect(cleanName(`${'a'.repeat(98)}🚗`)).to.equal(`${'a'.repeat(98)}🚗`)
  })
})

function senders(payload: unknown): Sender[] {
  return readPayload(payload).map((inbound) => {
    if (inbound.kind !== 'message') throw new Error('no message was read')
    return inbound.sender
  })
}
