import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { startSandbox } from '../helpers/sandbox.ts'

interface Answer {
  status: number
  body: Appointment & {
    error: { code: string; message: string; field?: string }
    alternatives: { start: string; end: string }[]
  }
}

const ana = { phone: '+598 99 333-444', name: 'Ana' }

describe('the agenda by the API', () => {
  async function start() {
    const sandbox = await startSandbox()
    const ask = async (method: string, path: string, body: unknown, key?: string): Promise<Answer> => {
      const answer = await fetch(`${sandbox.url}/api/v1${path}`, {
        method,
        headers: { 'Content-Type': 'application/json', ...(key && { 'Idempotency-Key': key }) },
        body: JSON.stringify(body),
      })
      return { status: answer.status, body: (await answer.json()) as Answer['body'] }
    }
    const { services } = await sandbox.get<{ services: { id: string }[] }>('/api/v1/workshop')
    const service = services[0]!.id
    // Nobody starts in the middle of the night: the alternatives say when somebody does.
    const asked = await ask('POST', '/appointments', { ...ana, service, start: '2030-01-01T03:00:00-03:00' })
    const free = asked.body.alternatives.map((each) => each.start)
    return {
      ...sandbox,
      service,
      free,
      book: (wish: object, key?: string) => ask('POST', '/appointments', { ...ana, service, ...wish }, key),
      patch: (id: string, change: object) => ask('PATCH', `/appointments/${id}`, change),
    }
  }

  it('books for whoever has a phone, and the customer finds it in the chat', async () => {
    const { book, free, say } = await start()
    const { status, body } = await book({ start: free[0], vehicle: 'Gol SBC 1234', note: 'Deja la llave' })
    expect(status).to.equal(201)
    expect(body).to.include({ status: 'booked', phone: '59899333444', name: 'Ana', vehicle: 'Gol SBC 1234' })
    expect(body).to.include({ start: free[0], note: 'Deja la llave' })
    const [reply] = await say('59899333444', 'mis horas')
    expect(reply!.text).to.contain(free[0]!.slice(11, 16))
  })

  it('refuses a place that is taken, and says which are free', async () => {
    const { book, free, get } = await start()
    const { bays } = await get<{ bays: unknown[] }>('/api/v1/workshop')
    for (const [place] of bays.entries()) {
      const { status } = await book({ start: free[0], phone: `5989900000${place}` })
      if (status !== 201) break
    }
    const { status, body } = await book({ start: free[0] })
    expect([status, body.error.code, body.error.field]).to.deep.equal([409, 'slotTaken', 'start'])
    expect(body.alternatives).to.not.be.empty
    const second = await book({ start: body.alternatives[0]!.start })
    expect(second.status).to.equal(201)
  })

  it('makes one appointment of one key, and refuses the key for another', async () => {
    const { book, free, get } = await start()
    const [first, again] = await Promise.all([book({ start: free[0] }, 'k1'), book({ start: free[0] }, 'k1')])
    expect([first.status, again.status]).to.deep.equal([201, 201])
    expect(again.body).to.deep.equal(first.body)
    const other = await book({ start: free[1] }, 'k1')
    expect([other.status, other.body.error.code]).to.deep.equal([409, 'idempotencyKeyReused'])
    expect((await get<{ items: unknown[] }>('/api/v1/appointments')).items).to.have.lengthOf(1)
  })

  it('books at any time, and where nobody is free, when it is forced', async () => {
    const { book } = await start()
    const start_ = '2030-01-01T03:00:00-03:00'
    const first = await book({ start: start_, force: true })
    expect([first.status, first.body.bays.length]).to.deep.equal([201, 1])
    const all = [first]
    while (all.at(-1)!.body.bays.length > 0) all.push(await book({ start: start_, force: true }))
    expect(all.map(({ status }) => status)).to.deep.equal(all.map(() => 201))
    const bays = all.flatMap(({ body }) => body.bays)
    expect(new Set(bays).size).to.equal(bays.length)
  })

  it('books and moves nothing into the past, not even when it is forced', async () => {
    const { book, patch, free, get } = await start()
    const past = { start: '2020-03-03T10:00:00-03:00', force: true }
    const { id } = (await book({ start: free[0] })).body
    for (const { status, body } of [await book(past), await patch(id, past)]) {
      expect([status, body.error.code, body.error.field]).to.deep.equal([422, 'invalid', 'start'])
      expect(body.error.message).to.contain('is over already')
    }
    expect(
      (await get<{ items: Appointment[] }>('/api/v1/appointments')).items.map(({ id }) => id),
    ).to.deep.equal([id])
  })

  it('writes down who came in a moment ago, whose time has milliseconds as programs print it', async () => {
    const { book, get } = await start()
    const start_ = new Date(Math.floor(Date.now() / 1000) * 1000 - 119_877).toISOString()
    const all = [
      await book({ start: start_, force: true }, 'k1'),
      await book({ start: start_, force: true }, 'k1'),
    ]
    expect(all.map(({ status }) => status)).to.deep.equal([201, 201])
    expect((await get<{ items: unknown[] }>('/api/v1/appointments')).items).to.have.lengthOf(1)
  })

  it('moves one, and the old one says where it went', async () => {
    const { book, patch, free, get } = await start()
    const { body: old } = await book({ start: free[0], vehicle: 'Gol', note: 'Deja la llave' })
    const { status, body } = await patch(old.id, { start: free[1] })
    expect(status).to.equal(200)
    expect(body).to.include({ start: free[1], status: 'booked', movedFrom: old.id, vehicle: 'Gol' })
    expect(body.note).to.equal('Deja la llave')
    expect(await get<Appointment>(`/api/v1/appointments/${old.id}`)).to.include({
      status: 'moved',
      movedTo: body.id,
    })
    const again = await patch(old.id, { start: free[2] })
    expect([again.status, again.body.error.code]).to.deep.equal([409, 'badTransition'])
    expect((await book({ start: free[0] })).status, 'its place is free again').to.equal(201)
  })

  it('goes through its life a step at a time', async () => {
    const { book, patch, free } = await start()
    const { body } = await book({ start: free[0] })
    for (const status of ['confirmed', 'arrived', 'inWork', 'ready', 'done']) {
      const step = await patch(body.id, { status })
      expect([step.status, step.body.status]).to.deep.equal([200, status])
    }
    const back = await patch(body.id, { status: 'booked' })
    expect([back.status, back.body.error.code, back.body.error.field]).to.deep.equal([
      409,
      'badTransition',
      'status',
    ])
    const other = (await book({ start: free[1] })).body
    const leap = await patch(other.id, { status: 'done' })
    expect(leap.body.error.message).to.equal(
      'An appointment that is booked may become confirmed, arrived, cancelled, noShow.',
    )
  })

  it('reminds of what is booked, and of nothing that was cancelled', async () => {
    const { book, patch, free, get, advance } = await start()
    const last = free.at(-1)!
    const { body } = await book({ start: last })
    const other = await book({ start: last, phone: '59899555666', force: true })
    expect((await patch(other.body.id, { status: 'cancelled' })).body.status).to.equal('cancelled')
    const hours = Math.ceil((Date.parse(body.start) - Date.now()) / 3_600_000)
    await advance(`PT${Math.max(hours, 1)}H`)
    const chat = (phone: string) =>
      get<{ messages: { text: string }[] }>(`/sandbox/customers/${phone}/messages`).then(
        ({ messages }) => messages,
      )
    // A day before, and once more to who has not confirmed.
    expect(await chat('59899333444')).to.have.lengthOf(2)
    expect(await chat('59899555666')).to.have.lengthOf(0)
  })

  it('says which field is wrong', async () => {
    const { book, patch, free } = await start()
    const fieldOf = async (wish: object) => {
      const { status, body } = await book({ start: free[0], ...wish })
      return [status, body.error.field]
    }
    expect(await fieldOf({ start: 'tomorrow' })).to.deep.equal([422, 'start'])
    expect(await fieldOf({ start: '2026-11-27T10:00:00' })).to.deep.equal([422, 'start'])
    expect(await fieldOf({ service: 'painting' })).to.deep.equal([422, 'service'])
    expect(await fieldOf({ phone: '12' })).to.deep.equal([422, 'phone'])
    expect(await fieldOf({ customer: 'c1' })).to.deep.equal([422, 'customer'])
    expect(await fieldOf({ phone: undefined, customer: 'c1' })).to.deep.equal([404, 'customer'])
    expect((await patch('a1', { status: 'ready' })).status).to.equal(404)
    expect((await patch('a1', { status: 'fixed' })).body.error.field).to.equal('status')
  })
})
