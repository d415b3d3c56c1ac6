import { expect } from 'chai'
import { startSandbox } from '../helpers/sandbox.ts'

const ana = '59899111111'

interface Costs {
  items: { name: string; billed: number; free: number; money?: number }[]
  total: { billed: number; free: number }
  currency: string | null
}

describe('GET /api/v1/costs', () => {
  it('sums what arrived, by what it is asked for', async () => {
    const app = await startSandbox()
    await app.morning()
    await app.say(ana, 'quiero agendar')
    const offer = (await app.say(ana, '1')).at(-1)!
    await app.say(ana, { choose: offer.options.at(-2)!.id })
    await app.say(ana, 'Gol SBC 1234')
    await app.chasqui.engine.settled()
    const get = (query: string) => app.get<Costs>(`/api/v1/costs${query}`)
    const { items } = await app.get<{ items: { id: string; customer: string }[] }>('/api/v1/appointments')
    const [{ id, customer }] = items as [{ id: string; customer: string }]

    const { total } = await get('')
    expect(total.billed).to.be.greaterThan(2)
    expect(await get('?by=category')).to.deep.equal({
      items: [{ name: 'service regular', ...total }],
      total,
      currency: null,
      next: null,
    })
    expect((await get('?by=appointment')).items).to.deep.equal([{ name: id, ...total }])
    expect((await get('?by=conversation')).items).to.deep.equal([{ name: customer, ...total }])
    expect((await get('?from=2099-01-01')).items).to.deep.equal([])
  })

  it('names the field that means nothing', async () => {
    const app = await startSandbox()
    for (const [query, field] of [
      ['by=colour', 'by'],
      ['from=yesterday', 'from'],
    ]) {
      const answer = await fetch(`${app.url}/api/v1/costs?${query}`)
      expect(answer.status).to.equal(422)
      expect((await answer.json()) as object).to.have.nested.property('error.field', field)
    }
  })
})
