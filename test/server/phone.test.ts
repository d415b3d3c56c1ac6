import { expect } from 'chai'
import { dialled } from '../../src/server/phone.ts'
import { startSandbox } from '../helpers/sandbox.ts'

const montevideo = 'America/Montevideo'

describe('a phone that the API is given', () => {
  for (const [said, zone, digits] of [
    ['59899123456', montevideo, '59899123456'],
    ['+598 (99) 123-456', montevideo, '59899123456'],
    ['099 123 456', montevideo, '59899123456'],
    ['99123456', montevideo, '59899123456'],
    ['94 123 456', montevideo, '59894123456'],
    ['2901 1234', montevideo, '59829011234'],
    ['00 598 99 123 456', montevideo, '59899123456'],
    ['5491123456789', montevideo, '5491123456789'],
    ['+1 415 555 2671', montevideo, '14155552671'],
    ['59899123456', 'Europe/Madrid', '59899123456'],
    ['612 345 678', 'Europe/Madrid', '34612345678'],
    ['11 91234-5678', 'America/Sao_Paulo', '5511912345678'],
    ['5491123456789', 'America/Buenos_Aires', '5491123456789'],
    ['599999999999', montevideo, '599999999999'],
  ] as const) {
    it(`is ${digits} where it is ${said} in ${zone}`, () => {
      expect(dialled(said, zone)).to.deep.equal({ digits })
    })
  }

  const form = 'must be a phone with its country code, 8 to 15 digits such as 59899123456'
  for (const [said, zone, wrong] of [
    ['099 123', montevideo, form],
    ['099 123 456', 'Etc/UTC', form],
    ['+0 99 123 456', montevideo, form],
    ['1234567890123456', montevideo, form],
    ['011 15 2345-6789', 'America/Argentina/Buenos_Aires', `${form}; begin with + and that code`],
    ['55 1234 5678', 'America/Mexico_City', `${form}; begin with + and that code`],
  ] as const) {
    it(`is refused where it is ${said} in ${zone}`, () => {
      expect(dialled(said, zone)).to.deep.equal({ wrong })
    })
  }

  it('is one customer, however it is written', async () => {
    const app = await startSandbox()
    const { customer } = await app.post<{ customer: string }>('/api/v1/appointments', {
      phone: '099 123 456',
      name: 'Ana',
      service: 'oil-change',
      start: '2100-01-04T10:00:00-03:00',
      force: true,
    })
    for (const said of ['59899123456', '+598 99 123 456', '099 123 456', '99123456', customer]) {
      const found = await app.get(`/api/v1/conversations/${encodeURIComponent(said)}`)
      expect(found, said).to.include({ customer, phone: '59899123456' })
      const { items } = await app.get<{ items: object[] }>(
        `/api/v1/appointments?customer=${encodeURIComponent(said)}`,
      )
      expect(items, said).to.have.length(1)
    }
    await app.post('/api/v1/messages', { to: '099 123 456', type: 'text', text: { body: 'Hola' } })
    const { items } = await app.get<{ items: object[] }>('/api/v1/conversations')
    expect(items).to.have.length(1)
  })

  it('is refused with a sentence where it may be nobody’s', async () => {
    const app = await startSandbox()
    const wish = { name: 'Ana', service: 'oil-change', start: '2100-01-04T10:00:00-03:00', force: true }
    for (const [path, body, field] of [
      ['appointments', { ...wish, phone: '099 123' }, 'phone'],
      ['messages', { to: '0123', type: 'text', text: { body: 'Hola' } }, 'to'],
    ] as const) {
      const answer = await fetch(`${app.url}/api/v1/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      expect([answer.status, await answer.json()]).to.deep.equal([
        422,
        { error: { code: 'invalid', message: `${field}: ${form}`, field } },
      ])
    }
  })
})
