import { expect } from 'chai'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'
import { flowsFor } from '../helpers/workshop.ts'

const workshop = `
holidays: { calendar: uruguay }
exceptions: { 2027-02-03: { hours: [], reason: Inventario }, 2027-02-04: { hours: ["10:00-12:00"], reason: Fiesta } }
bays: [{ id: one, name: Uno }]
services: [{ id: oil, title: Aceite, minutes: 60 }, { id: brakes, title: Frenos, minutes: 120 }]
step: 60
lead: 0
`

interface Place {
  start: string
  end: string
}

describe('what the desk asks', () => {
  let app: SandboxApp
  let today: string
  beforeEach(async () => {
    app = await startSandbox({ flows: flowsFor(workshop.replace('calendar: uruguay', 'calendar: none')) })
    await app.morning()
    today = (await app.get<{ now: string }>('/sandbox/clock')).now.slice(0, 10)
  })

  const status = async (path: string) => (await fetch(`${app.url}/api/v1/${path}`)).status
  const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

  it('when it is open, day by day, and why not', async () => {
    const { url } = await startSandbox({ flows: flowsFor(workshop) })
    const days = await fetch(`${url}/api/v1/days?from=2027-02-02&to=2027-02-05`)
    const open = [{ open: 480, close: 1080 }]
    expect(((await days.json()) as { items: unknown }).items).to.deep.equal([
      { date: '2027-02-02', hours: open, closed: null, reason: null },
      { date: '2027-02-03', hours: [], closed: 'closed', reason: 'Inventario' },
      { date: '2027-02-04', hours: [{ open: 600, close: 720 }], closed: null, reason: 'Fiesta' },
    ])
    const christmas = await fetch(`${url}/api/v1/days?from=2026-12-25&to=2026-12-26`)
    expect(((await christmas.json()) as { items: unknown }).items).to.deep.equal([
      { date: '2026-12-25', hours: [], closed: 'holiday', reason: 'Navidad' },
    ])
    expect(await status('days?from=2027-02-02&to=2027-02-01')).to.equal(422)
    expect(await status('days?from=2027-02-02&to=2028-02-02')).to.equal(422)
    expect(await status('days?from=soon&to=2028-02-02')).to.equal(422)
  })

  it('which places are free, all of which can be booked, and where an appointment can be moved', async () => {
    const slots = async (rest: string) =>
      (await app.get<{ items: Place[] }>(`/api/v1/slots?from=${today}&to=${dayAfter(today)}&${rest}`)).items
    const hours = (places: Place[]) => places.map(({ start }) => start.slice(11, 13))
    expect(hours(await slots('service=oil'))).to.deep.equal([
      '08',
      '09',
      '10',
      '11',
      '12',
      '13',
      '14',
      '15',
      '16',
      '17',
    ])
    const [, second] = await slots('service=brakes')
    const made = await app.post<{ id: string }>('/api/v1/appointments', {
      phone: '59899111111',
      service: 'brakes',
      start: second!.start,
    })
    expect(hours(await slots('service=brakes'))).to.deep.equal(['11', '12', '13', '14', '15', '16'])
    expect(hours(await slots(`service=brakes&moving=${made.id}`)).slice(0, 3)).to.deep.equal([
      '08',
      '09',
      '10',
    ])
    expect(await status(`slots?from=${today}&to=${dayAfter(today)}&service=no`)).to.equal(422)
    expect(await status(`slots?from=${today}&to=${today}&service=oil`)).to.equal(200)
  })

  it('who wrote last, what about, and whom it looks for', async () => {
    await app.say('59899111111', { text: 'hola, qué tal', name: 'Álvaro Núñez' })
    await app.advance('PT1M')
    await app.say('59899222222', { text: 'quiero hablar con una persona', name: 'Leo' })
    const list = async (query: string) =>
      (
        await app.get<{ items: { name: string; last: { text: string }; attendedAt?: string }[] }>(
          `/api/v1/conversations?${query}`,
        )
      ).items
    expect((await list('recent=true')).map(({ name, last }) => [name, last.text])).to.deep.equal([
      ['Leo', 'quiero hablar con una persona'],
      ['Álvaro Núñez', 'hola, qué tal'],
    ])
    const [first, second] = await list('recent=true')
    expect([typeof first!.attendedAt, second!.attendedAt]).to.deep.equal(['string', undefined])
    expect((await list('search=alvaro')).map(({ name }) => name)).to.deep.equal(['Álvaro Núñez'])
    expect((await list('search=99222')).map(({ name }) => name)).to.deep.equal(['Leo'])
    expect(await list('search=nadie')).to.deep.equal([])
    expect(await list('recent=true&limit=1')).to.have.length(1)
  })

  it('what customers meant, as their words are understood', async () => {
    await app.say('59899111111', 'quiero frenos hoy a las 15 para el SBC1234')
    const read = (query: string) =>
      app.get<{ messages: { from: string; understood?: object }[] }>(
        `/api/v1/conversations/59899111111${query}`,
      )
    const [wrote, said] = (await read('?understood=true')).messages
    expect(wrote!.understood).to.deep.equal({
      intent: 'book',
      when: [{ start: `${today}T15:00:00-03:00`, end: `${today}T15:01:00-03:00`, kind: 'minute' }],
      service: 'brakes',
      plate: 'SBC1234',
    })
    expect(said).to.not.have.property('understood')
    expect((await read('')).messages[0]).to.not.have.property('understood')
  })
})
