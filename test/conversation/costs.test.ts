import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import type { Message } from '../../src/conversation/conversation.ts'
import { type Charge, chargeOf, type Grouping, sumCosts } from '../../src/conversation/costs.ts'
import { isBilled, readPricing } from '../../src/whatsapp/pricing.ts'
import { type Live, payload, startLive, text } from '../helpers/live.ts'

const zone = 'America/Montevideo'
const regular = { category: 'utility', type: 'regular' }

describe('what Meta says that a message costs', () => {
  it('is its category, its type and its model, and what opened the conversation', () => {
    const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' }
    const conversation = { id: 'x', origin: { type: 'referral_conversion' } }
    expect(readPricing(pricing, conversation)).to.deep.equal({
      category: 'utility',
      type: 'regular',
      model: 'PMP',
      billable: true,
      origin: 'referral_conversion',
    })
    expect(readPricing({ category: 'authentication_international' }, undefined)).to.deep.equal({
      category: 'authentication-international',
    })
    for (const nothing of [undefined, null, 'x', {}, { category: {} }])
      expect(readPricing(nothing, nothing)).to.equal(undefined)
  })

  for (const [pricing, billed] of [
    [{ type: 'regular', billable: false }, true],
    [{ type: 'free_customer_service', billable: true }, false],
    [{ type: 'free_entry_point' }, false],
    [{ type: 'new_in_2027', billable: false }, false],
    [{ type: 'new_in_2027' }, true],
    [{ billable: false }, false],
  ] as const) {
    it(`is ${billed ? '' : 'not '}billed with ${JSON.stringify(pricing)}`, () => {
      expect(isBilled({ category: 'service', ...pricing })).to.equal(billed)
    })
  }
})

describe('a charge', () => {
  it('is made when the message arrives, and not before', () => {
    expect(chargeOf('c1', message({ sent: 1 }))).to.equal(undefined)
    expect(chargeOf('c1', message({ sent: 1, failed: 2 }))).to.equal(undefined)
    expect(chargeOf('c1', message({ sent: 1, delivered: 2, read: 3 }))).to.deep.equal({
      customer: 'c1',
      at: 2,
      category: 'utility',
      type: 'regular',
      isBilled: true,
    })
    expect(chargeOf('c1', message({ sent: 1, read: 3 }))).to.include({ at: 3 })
    const { pricing: _, ...unpriced } = message({ read: 3 })
    expect(chargeOf('c1', unpriced)).to.equal(undefined)
  })
})

describe('the sum of charges', () => {
  const charges = [
    charge('c1', '2026-11-01T02:00:00Z'),
    charge('c1', '2026-11-03T12:00:00Z', { category: 'service' }),
    charge('c2', '2026-11-03T12:00:00Z', { isBilled: false, type: 'free_entry_point' }),
    charge('c1', '2026-11-20T12:00:00Z'),
  ]

  const sums = (by: Grouping, prices: Record<string, number> | null = null) =>
    [...sumCosts(charges, by, about(prices))].map(([name, { billed, free, money }]) => [
      name,
      billed,
      free,
      money,
    ])

  it('is by category and type', () => {
    expect(sums('category')).to.deep.equal([
      ['service regular', 1, 0, undefined],
      ['utility free_entry_point', 0, 1, undefined],
      ['utility regular', 2, 0, undefined],
    ])
  })

  it('is by month of the workshop, and by conversation', () => {
    expect(sums('month').map(([name, billed]) => [name, billed])).to.deep.equal([
      ['2026-10', 1],
      ['2026-11', 2],
    ])
    expect(sums('conversation').map(([name, billed]) => [name, billed])).to.deep.equal([
      ['c1', 3],
      ['c2', 0],
    ])
  })

  it('is by the next appointment of the customer, and none after the last one', () => {
    expect(sums('appointment').map(([name, billed, free]) => [name, billed, free])).to.deep.equal([
      ['a1', 1, 0],
      ['a3', 1, 0],
      ['none', 1, 1],
    ])
  })

  it('has money where there are prices for all that is billed', () => {
    expect(sums('category', { utility: 0.01, service: 0.02 }).map(([, , , money]) => money)).to.deep.equal([
      0.02, 0, 0.02,
    ])
    expect(sums('month', { utility: 0.01 }).map(([, , , money]) => money)).to.deep.equal([0.01, undefined])
  })

  function about(byCategory: Record<string, number> | null) {
    const appointments = [
      appointment('a3', '2026-11-05T10:00:00-03:00'),
      appointment('a1', '2026-11-01T10:00:00-03:00'),
      appointment('a2', '2026-11-04T10:00:00-03:00', 'moved'),
    ]
    return { zone, appointments, prices: byCategory && { currency: 'USD', byCategory } }
  }
})

describe('a price in a status', () => {
  let live: Live

  beforeEach(async () => {
    live = await startLive({ READ_RECEIPTS: 'off', API_TOKEN: 'secret' })
    await live.deliver(payload(text('hola')))
    await live.replies()
  })

  it('is kept with the message, from the first status that has one', async () => {
    const [asked] = live.graph.requests
    const opaque = String(asked!.body!.biz_opaque_callback_data)
    await tell('sent', { category: 'service', type: 'regular', pricing_model: 'PMP', billable: true })
    await tell('delivered', { category: 'utility', type: 'regular' })
    await tell('read')
    const [key = '', number = ''] = opaque.split('.')
    const { id: workshop } = [...live.chasqui.engine.receptions.values()][0]!.house.workshop
    const [kept] = await live.chasqui.store.messages(workshop, key, { before: Number(number) + 1, limit: 1 })
    expect(kept!.pricing).to.deep.equal({
      category: 'service',
      type: 'regular',
      model: 'PMP',
      billable: true,
    })
    expect(chargeOf(key, kept!)).to.include({ category: 'service', isBilled: true })

    async function tell(status: string, pricing?: object) {
      const body = payload() as { entry: { changes: { value: Record<string, unknown> }[] }[] }
      body.entry[0]!.changes[0]!.value.statuses = [
        {
          id: live.graph.sent[0],
          status,
          timestamp: String(Math.floor(Date.now() / 1000)),
          recipient_id: '59899111111',
          biz_opaque_callback_data: opaque,
          ...(pricing && { pricing }),
        },
      ]
      expect((await live.deliver(body)).status).to.equal(200)
      await live.chasqui.engine.settled()
    }
  })
})

function message(reached: Record<string, number>): Message {
  const outbound = { state: 'read' as const, body: null, fallback: null, reached }
  return { id: 'c1.1', number: 1, from: 'bot', at: 1, type: 'text', text: 'x', pricing: regular, outbound }
}

function charge(customer: string, at: string, change: Partial<Charge> = {}): Charge {
  return { customer, at: Date.parse(at), category: 'utility', type: 'regular', isBilled: true, ...change }
}

function appointment(id: string, end: string, status: Appointment['status'] = 'booked'): Appointment {
  return {
    id,
    workshop: 'torke',
    customer: 'c1',
    phone: null,
    name: null,
    service: 'oil-change',
    vehicle: null,
    bays: [],
    start: end,
    end,
    busyUntil: end,
    status,
  }
}
