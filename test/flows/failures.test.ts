import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'
import { flowsFor } from '../helpers/workshop.ts'

const [ana, leo] = ['59899000001', '59899000002']

/** What other booking systems got wrong between looking, holding, moving and reminding, over HTTP. */
describe('failures seen in the wild: appointments', () => {
  let app: SandboxApp

  async function start(services: string, rest = ''): Promise<void> {
    app = await startSandbox({
      flows: flowsFor(`bays: [{ id: bay, name: Único }]\nservices: [${services}]\n${rest}`),
    })
    await app.morning()
  }

  const short = '{ id: oil, title: Aceite, minutes: 60 }'

  async function appointments(phone: string, status = ''): Promise<Appointment[]> {
    const { items } = await app.get<{ items: Appointment[] }>(
      `/api/v1/appointments?customer=${phone}${status}`,
    )
    return items
  }

  async function chat(phone: string): Promise<Shown[]> {
    return (await app.get<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages`)).messages
  }

  async function patch(id: string, change: object): Promise<{ status: number; code?: string }> {
    const answer = await fetch(`${app.url}/api/v1/appointments/${id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(change),
    })
    const { error } = (await answer.json()) as { error?: { code: string } }
    return { status: answer.status, ...(error && { code: error.code }) }
  }

  async function book(phone: string, when: string): Promise<Appointment> {
    await app.say(phone, `quiero hora ${when}`)
    await app.say(phone, `Gol SBC${phone.slice(-4)}`)
    const made = await appointments(phone)
    return made.find(({ status }) => status === 'booked' || status === 'pending')!
  }

  /** What the workshop hears when it books somebody in by itself. */
  async function post(phone: string, service: string, start: string): Promise<number> {
    const answer = await fetch(`${app.url}/api/v1/appointments`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ phone, name: 'Leo', service, start }),
    })
    return answer.status
  }

  async function reminders(phone: string): Promise<string[]> {
    const texts = (await chat(phone)).map(({ text }) => text)
    return texts.filter((text) => text.includes('¿Venís?'))
  }

  it('pending requests do not block: of two who ask for one place one gets it, and it is confirmed once', async () => {
    await start('{ id: paint, title: Pintura, minutes: 600, onRequest: true }')
    const [offered] = await Promise.all([ana, leo].map((phone) => app.say(phone, 'quiero agendar'))).then(
      (all) => all.map((each) => each.at(-1)!.options[1]!),
    )
    await Promise.all([ana, leo].map((phone) => app.say(phone, offered!.title)))
    await Promise.all([ana, leo].map((phone) => app.say(phone, `Gol SBC${phone.slice(-4)}`)))
    const pending = (await Promise.all([ana, leo].map((phone) => appointments(phone)))).flat()
    expect(pending.map(({ status }) => status)).to.deep.equal(['pending'])
    const { id, start: taken } = pending[0]!
    // Nor does the workshop give it to somebody else, unless it insists: neither before it is confirmed nor after.
    expect(await post(leo, 'paint', taken)).to.equal(409)
    expect(await patch(id, { status: 'booked' })).to.deep.equal({ status: 200 })
    expect(await post(leo, 'paint', taken)).to.equal(409)
  })

  it('a request that is confirmed is not judged again: two that were let in for one place are not both moved there', async () => {
    await start('{ id: paint, title: Pintura, minutes: 600, onRequest: true }')
    const first = await book(ana, 'mañana a las 8')
    const other = await book(leo, 'pasado mañana a las 8')
    expect([first, other].map(({ status }) => status)).to.deep.equal(['pending', 'pending'])
    expect(await patch(other.id, { status: 'booked', start: first.start })).to.include({ status: 409 })
    expect((await appointments(leo))[0]).to.include({ status: 'pending', start: other.start })
  })

  it('an old move link is used again: what was moved already cannot be moved, or cancelled, once more', async () => {
    await start(short)
    const made = await book(ana, 'mañana a las 10')
    const [shown] = await app.say(ana, 'mis horas')
    const [move, cancel] = ['Cambiar la hora', 'Cancelar la hora'].map(
      (title) => shown!.options.find((each) => each.title === title)!.id,
    )
    await app.say(ana, { choose: move! })
    await app.say(ana, 'mañana a las 14')
    expect((await app.say(ana, 'dale'))[0]!.text).to.match(/^¡Cambiada!/)
    for (const old of [move!, cancel!]) {
      const [told] = await app.say(ana, { choose: old })
      expect(told!.text).to.match(/^Ese botón ya no está en uso/)
    }
    const start16 = { start: `${made.start.slice(0, 11)}16:00:00-03:00` }
    for (const change of [start16, { status: 'booked' }, { status: 'cancelled' }])
      expect(await patch(made.id, change)).to.deep.equal({ status: 409, code: 'badTransition' })
    const all = await appointments(ana)
    expect(all.map(({ status, start }) => [status, start.slice(11, 16)])).to.have.deep.members([
      ['moved', '10:00'],
      ['booked', '14:00'],
    ])
  })

  it('an old reminder is used again: its buttons say that they are not in use any more', async () => {
    await start(short)
    await book(ana, 'mañana a las 15')
    await app.advance('PT11H')
    const reminder = (await chat(ana)).find(({ text }) => text.startsWith('Te recordamos'))!
    await app.say(ana, 'la puedo pasar a pasado mañana a las 14?')
    expect((await app.say(ana, 'dale'))[0]!.text).to.match(/^¡Cambiada!/)
    expect(reminder.options).to.have.length(3)
    for (const { id } of reminder.options)
      expect((await app.say(ana, { choose: id }))[0]!.text).to.match(/^Ese botón ya no está en uso/)
    const all = await appointments(ana)
    expect(all.map(({ status, start }) => [status, start.slice(11, 16)])).to.have.deep.members([
      ['moved', '15:00'],
      ['booked', '14:00'],
    ])
  })

  it('an old move link is used again: what the workshop moved while its buttons were shown', async () => {
    await start(short)
    const made = await book(ana, 'mañana a las 10')
    await app.say(ana, 'mis horas')
    const later = `${made.start.slice(0, 11)}16:00:00-03:00`
    expect(await patch(made.id, { start: later })).to.deep.equal({ status: 200 })
    const [told] = await app.say(ana, { choose: 'Cambiar la hora' })
    expect(told!.text).to.match(/^Esa hora ya no está vigente/)
    expect((await appointments(ana)).map(({ status, start }) => [status, start])).to.have.deep.members([
      ['moved', made.start],
      ['booked', later],
    ])
  })

  it('a freed slot cannot be held again: after a move somebody else holds and books the old place', async () => {
    await start(short)
    await book(ana, 'mañana a las 10')
    const [full] = await app.say(leo, 'quiero hora mañana a las 10')
    expect(full!.text).to.match(/^Para entonces no me queda lugar/)
    await app.say(leo, 'dejalo')
    await app.say(ana, 'la puedo pasar a las 14?')
    expect((await app.say(ana, 'dale'))[0]!.text).to.match(/^¡Cambiada!/)
    const again = await book(leo, 'mañana a las 10')
    expect(again.start.slice(11, 16)).to.equal('10:00')
  })

  it('one’s own slot blocks one’s own move: by half an hour, into what one has', async () => {
    await start(short)
    await book(ana, 'mañana a las 10')
    const [asked] = await app.say(ana, 'la puedo pasar a las 10 y media?')
    expect(asked!.text).to.match(/^¿Te la cambio así\?/)
    expect((await app.say(ana, 'dale'))[0]!.text).to.match(/^¡Cambiada!/)
    expect((await appointments(ana, '&status=booked'))[0]!.start.slice(11, 16)).to.equal('10:30')
  })

  for (const before of ['PT2H', 'PT6H']) {
    it(`a reminder comes after a cancellation: none for what is cancelled, ${before} before it would fall due`, async () => {
      await start(short)
      // The reminder falls due at three in the afternoon.
      await book(ana, 'mañana a las 15')
      await app.advance(before === 'PT2H' ? 'PT8H' : 'PT4H')
      await app.say(ana, 'mis horas')
      await app.say(ana, { choose: 'Cancelar la hora' })
      await app.advance('P2D')
      expect(await reminders(ana)).to.deep.equal([])
    })
  }

  it('a reminder comes after a cancellation: no second one for what was cancelled at the first', async () => {
    await start(short, 'cancelUntil: 0')
    await book(ana, 'mañana a las 15')
    await app.advance('PT31H')
    expect(await reminders(ana)).to.have.length(1)
    await app.say(ana, { choose: 'Cancelar la hora' })
    await app.advance('P1D')
    expect(await reminders(ana)).to.have.length(1)
    expect(await appointments(ana, '&status=booked')).to.deep.equal([])
  })

  it('a reminder comes after a move: only of the new hour', async () => {
    await start(short)
    await book(ana, 'pasado mañana a las 10')
    await app.say(ana, 'la puedo pasar a las 14?')
    await app.say(ana, 'dale')
    await app.advance('P3D')
    const told = await reminders(ana)
    expect(told).to.not.be.empty
    expect(told.filter((text) => !text.includes('14:00'))).to.deep.equal([])
  })

  it('a reminder comes for a moment that is past: booked twenty hours before, there is none', async () => {
    await start(short, 'reminderAgain: 0')
    await app.advance('PT9H')
    await book(ana, 'mañana a las 10')
    await app.advance('P1D')
    expect(await reminders(ana)).to.deep.equal([])
  })
})
