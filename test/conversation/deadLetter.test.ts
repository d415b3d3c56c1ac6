import { expect } from 'chai'
import { readAgain } from '../../src/conversation/deadLetter.ts'
import { readPayload } from '../../src/whatsapp/inbound.ts'
import { names, webhook } from '../whatsapp/webhooks.ts'

describe('an item that could not be handled', () => {
  for (const name of names) {
    it(`is read again as what it was (${name})`, () => {
      for (const item of readPayload(webhook(name))) {
        if (item.kind === 'other' || item.kind === 'capability') continue
        const [again, ...more] = readAgain(item.raw, item.number)
        expect(more).to.deep.equal([])
        expect(again).to.include({ kind: item.kind, number: item.number })
      }
    })
  }
})
