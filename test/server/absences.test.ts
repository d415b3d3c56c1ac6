import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import type { Absence } from '../../src/agenda/blocked.ts'
import { freshDatabase } from '../helpers/postgres.ts'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'
import { flowsFor } from '../helpers/workshop.ts'

interface Answer<T = Absence> {
  status: number
  body: T & { error: { code: string; field?: string }; appointments?: Appointment[] }
}

const flows = () =>
  flowsFor(`
bays: [{ id: bay-1, name: Uno }, { id: bay-2, name: Dos }]
services:
  - { id: oil, title: Aceite, minutes: 60 }
  - { id: body, title: Chapa, minutes: 60, dropOff: true }
`)

for (const kept of ['a folder', 'PostgreSQL']) {
  describe(`blocked times, with ${kept}`, () => {
    let app: SandboxApp
    let environment: Record<string, string>
    let day: string

    const at = (time: string, date = day) => `${date}T${time}:00-03:00`
    const later = (days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
    const ask = async <T = Absence>(
      method: string,
      path: string,
      body?: unknown,
      key?: string,
    ): Promise<Answer<T>> => {
      const answer = await fetch(`${app.url}/api/v1${path}`, {
        method,
        headers: { 'Content-Type': 'application/json', ...(key && { 'Idempotency-Key': key }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      return { status: answer.status, body: text ? JSON.parse(text) : undefined }
    }
    const block = (what: object, key?: string) =>
      ask('POST', '/absences', { from: at('09:00'), to: at('12:00'), ...what }, key)
    const book = (start: string, more: object = {}) =>
      ask<Appointment>('POST', '/appointments', { phone: '59899333444', service: 'oil', start, ...more })
    const free = async (service = 'oil', date = day) => {
      const query = new URLSearchParams({
        service,
        from: date,
        to: later((Date.parse(date) - Date.parse(day)) / 86_400_000 + 1),
      })
      const { items } = await app.get<{ items: { start: string }[] }>(`/api/v1/slots?${query}`)
      return items.map(({ start }) => start.slice(11, 16))
    }
    const listed = async (query = '') =>
      (await app.get<{ items: Absence[]; next: string | null }>(`/api/v1/absences${query}`)).items

    beforeEach(async () => {
      environment = kept === 'PostgreSQL' ? { DATABASE_URL: await freshDatabase() } : {}
      app = await startSandbox({ environment, flows: flows() })
      await app.morning()
      day = new Date(app.chasqui.clock.now() + 86_400_000).toISOString().slice(0, 10)
    })

    it('leave the other bay, and nothing once both are blocked, until one is taken away', async () => {
      const { status, body } = await block({ bays: ['bay-1'], reason: 'Elevador roto' })
      expect(status).to.equal(201)
      expect(body).to.deep.include({ bays: ['bay-1'], mechanics: [], all: false, reason: 'Elevador roto' })
      expect(await free()).to.include('10:00')
      expect((await book(at('10:00'))).body.bays).to.deep.equal(['bay-2'])
      await block({ bays: ['bay-2'], from: at('13:00'), to: at('15:00') })
      await block({ bays: ['bay-1'], from: at('14:00'), to: at('15:00') })
      const starts = await free()
      expect(starts).to.include.members(['08:00', '13:00', '15:00'])
      expect(starts).to.not.include.members(['14:00'])
      expect((await book(at('14:00'))).body.error.code).to.equal('slotTaken')
      const second = (await listed()).find(({ from }) => from === at('14:00'))!
      expect((await ask('DELETE', `/absences/${second.id}`)).status).to.equal(204)
      expect((await ask('DELETE', `/absences/${second.id}`)).status).to.equal(404)
      expect(await free()).to.include('14:00')
    })

    it('of the whole workshop take no vehicle that is left, either, and go over several days', async () => {
      const to = at('10:00', later(2))
      expect((await block({ all: true, from: at('12:00'), to })).status).to.equal(201)
      for (const service of ['oil', 'body']) {
        expect((await free(service)).filter((time) => time >= '12:00')).to.deep.equal([])
        expect(await free(service)).to.include('08:00')
        expect(await free(service, later(1))).to.deep.equal([])
        expect((await free(service, later(2)))[0]).to.equal('10:00')
      }
      const all = await listed()
      expect(all.map(({ from, to }) => [from, to])).to.deep.equal([[at('12:00'), to]])
      expect(await listed(`?from=${later(2)}`)).to.have.length(1)
      expect(await listed(`?from=${later(3)}`)).to.have.length(0)
      expect((await ask('DELETE', `/absences/${all[0]!.id}`)).status).to.equal(204)
      expect(await free('oil', later(1))).to.include('08:00')
    })

    it('leave appointments as they are, and tell of them unless they are forced', async () => {
      const { body: booked } = await book(at('10:00'))
      const refused = await block({ bays: booked.bays })
      expect([refused.status, refused.body.error.code]).to.deep.equal([409, 'occupied'])
      expect(refused.body.appointments!.map(({ id }) => id)).to.deep.equal([booked.id])
      expect(await listed()).to.deep.equal([])
      expect((await block({ bays: booked.bays, force: true })).status).to.equal(201)
      expect((await app.get<{ status: string }>(`/api/v1/appointments/${booked.id}`)).status).to.equal(
        'booked',
      )
      // Once it is cancelled its place is blocked all the same.
      await ask('PATCH', `/appointments/${booked.id}`, { status: 'cancelled' })
      expect((await book(at('10:00'))).body.bays).to.not.deep.equal(booked.bays)
      expect((await book(at('10:00'))).status).to.equal(409)
      expect((await book(at('10:00'), { force: true })).body.bays).to.deep.equal([])
    })

    it('are made once by a request that is sent twice, and come in pages', async () => {
      const [one, two] = [await block({ all: true }, 'k'), await block({ all: true }, 'k')]
      expect(two).to.deep.equal(one)
      expect((await block({ bays: ['bay-1'] }, 'k')).body.error.code).to.equal('idempotencyKeyReused')
      await block({ bays: ['bay-1'], from: at('15:00'), to: at('16:00') })
      type Page = { items: Absence[]; next: string | null }
      const first = await app.get<Page>('/api/v1/absences?limit=1')
      const last = await app.get<Page>(`/api/v1/absences?limit=1&cursor=${encodeURIComponent(first.next!)}`)
      expect([...first.items, ...last.items]).to.deep.equal(await listed())
      expect(last.next).to.equal(null)
    })

    it('are no appointments to anybody', async () => {
      const { body } = await block({ all: true })
      expect((await app.get<{ items: unknown[] }>('/api/v1/appointments')).items).to.deep.equal([])
      expect((await ask('GET', `/appointments/${body.id}`)).status).to.equal(404)
      expect((await ask('PATCH', `/appointments/${body.id}`, { status: 'cancelled' })).status).to.equal(404)
    })

    it('against as many bookings at once: each is there before it, or is refused', async () => {
      for (const hour of ['09:00', '11:00', '13:00', '15:00']) {
        const to = `${String(Number(hour.slice(0, 2)) + 1).padStart(2, '0')}:00`
        const customers = ['59899000001', '59899000002', '59899000003']
        const [blocked, ...booked] = await Promise.all([
          block({ all: true, from: at(hour), to: at(to) }),
          ...customers.map((phone) => book(at(hour), { phone })),
        ])
        const made = booked.filter(({ status }) => status === 201)
        if (blocked!.status === 201) expect(made, hour).to.have.length(0)
        else expect(blocked!.body.appointments!.length, hour).to.be.within(1, made.length)
      }
    })

    it('refuse who was offered a place that was blocked before they took it, and tell them of others', async () => {
      const held = async (phone: string) =>
        (await app.say(phone, 'quiero agendar aceite mañana a las 10')).at(-1)!.text
      const booked = async () => {
        const { items } = await app.get<{ items: Appointment[] }>('/api/v1/appointments')
        return items.filter(({ start }) => start.startsWith(day)).map(({ phone }) => phone)
      }
      expect(await held('59899222222')).to.match(/^Te guardo el lugar del .* a las 10:00/)
      await app.say('59899222222', 'Gol SBC 1234')
      expect(await booked()).to.deep.equal(['59899222222'])

      expect(await held('59899111111')).to.match(/^Te guardo el lugar del .* a las 10:00/)
      const occupied = await block({ all: true, from: at('08:00'), to: at('18:00'), force: true })
      expect(occupied.status).to.equal(201)
      const [answer] = await app.say('59899111111', 'Gol SBB 4321')
      expect(answer!.text).to.match(/^Ese lugar se acaba de ocupar/)
      expect(answer!.options.length).to.be.greaterThan(1)
      expect(await booked()).to.deep.equal(['59899222222'])
    })
  })
}
