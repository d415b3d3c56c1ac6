import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import {
  type FullDays,
  offered as offer,
  onePlace,
  startFull,
  stores,
  today,
  tomorrow,
} from '../helpers/fullDays.ts'
import type { Shown } from '../helpers/sandbox.ts'

const [ana, leo, eva, tom] = [today, '59899000002', '59899000003', tomorrow]

for (const [store, environment] of Object.entries(stores)) {
  describe(`the waiting list (${store})`, function () {
    this.timeout(60_000)
    let app: FullDays['app']
    let full: FullDays
    const wait = (phone: string, vehicle?: string) => full.wait(phone, vehicle)
    const cancel = (phone: string) => full.cancel(phone)
    const last = (phone: string) => full.last(phone)
    const booked = () => full.booked()

    beforeEach(async () => {
      full = await startFull(await environment())
      app = full.app
    })

    it('is told to who finds nothing, and is in no list of the API', async () => {
      expect((await wait(leo)).text).to.match(/^Listo, si se libera un lugar para Arreglo grande te aviso/)
      const { items } = await app.get<{ items: Appointment[] }>('/api/v1/appointments')
      expect(items).to.have.length(2)
      const [shown] = await app.say(leo, 'mis horas')
      expect(shown!.text).to.match(/^Estás en la lista de espera para Arreglo grande/)
      const [left] = await app.say(leo, { choose: 'Salir de la lista' })
      expect(left!.text).to.match(/^Listo, te saqué/)
      await cancel(tom)
      expect((await last(leo)).text).to.match(/^Listo, te saqué/)
    })

    it('offers what is cancelled to the first, then to the next: who says no, who says nothing, who takes it', async () => {
      for (const phone of [leo, eva]) await wait(phone)
      await app.say('59899000005', 'quiero agendar')
      await app.say('59899000005', { choose: 'Avisame si hay lugar' })
      await app.advance('PT16M')
      await cancel(tom)
      expect((await last(leo)).text).to.match(offer)
      expect((await last(eva)).text).to.not.match(offer)
      // Nobody else gets it meanwhile.
      const [full] = await app.say('59899000006', 'quiero agendar')
      expect(full!.text).to.match(/^Por ahora no me queda lugar/)
      const [declined] = await app.say(leo, { choose: 'No, gracias' })
      expect(declined!.text).to.match(/^Listo, te aviso si aparece otro/)
      await app.advance('PT5S')
      expect((await last(eva)).text).to.match(offer)
      await app.advance('PT19M')
      expect((await last('59899000005')).text).to.not.match(offer)
      await app.advance('PT2M')
      const third = await last('59899000005')
      expect(third.text).to.match(offer)
      const [asked] = await app.say('59899000005', { choose: third.options[0]!.id })
      expect(asked!.text).to.match(/¿Qué vehículo es\?/)
      const [done] = await app.say('59899000005', 'Onix SAC 4321')
      expect(done!.text).to.match(/^¡Listo! Te esperamos/)
      expect(await booked()).to.have.members([ana, '59899000005'])
      // Who came too late is told so, and still waits.
      const offered = await last(eva)
      const [late] = await app.say(eva, { choose: offered.options[0]!.id })
      expect(late!.text).to.match(/^Ese lugar ya no lo tengo guardado para vos. Seguís en la lista/)
      const [stays] = await app.say(eva, { choose: 'Está bien así' })
      expect(stays!.text).to.match(/^Dale, seguís en la lista/)
    })

    it('books at once for who said the vehicle when they began to wait', async () => {
      await wait(leo, 'Onix SAC4321')
      await app.advance('PT16M')
      await cancel(tom)
      const [done] = await app.say(leo, { choose: 'Sí, lo quiero' })
      expect(done!.text).to.match(/^¡Listo! Te esperamos .*Onix SAC4321/)
      expect(await booked()).to.have.members([ana, leo])
    })

    it('asks nobody twice when the asking itself is done again, as after a crash', async () => {
      for (const phone of [leo, eva]) await wait(phone)
      await app.advance('PT16M')
      await cancel(tom)
      expect((await last(leo)).text).to.match(offer)
      const before = (await app.get<{ messages: Shown[] }>(`/sandbox/customers/${leo}/messages`)).messages
      const { store } = app.chasqui
      const key = (await store.find('small', `phone:${tom}`))!
      await store.turn({ workshop: 'small', key }, async ({ conversation }) => {
        const freed = { ...conversation!, freedAt: 1, dueAt: 1 }
        return { changes: { conversation: freed }, result: undefined }
      })
      await app.advance('PT5S')
      expect((await store.conversation('small', key))!.freedAt).to.equal(undefined)
      const after = (await app.get<{ messages: Shown[] }>(`/sandbox/customers/${leo}/messages`)).messages
      expect(after).to.have.length(before.length)
      expect((await last(eva)).text).to.not.match(offer)
    })

    it('leaves out who wants no more messages', async () => {
      for (const phone of [leo, eva]) await wait(phone)
      await app.say(leo, 'no me escriban más')
      await app.advance('PT16M')
      await cancel(tom)
      expect((await last(leo)).text).to.not.match(offer)
      expect((await last(eva)).text).to.match(offer)
    })

    it('is asked when the workshop itself cancels, too', async () => {
      await wait(leo)
      await app.advance('PT16M')
      const { items } = await app.get<{ items: Appointment[] }>(`/api/v1/appointments?customer=${tom}`)
      await fetch(`${app.url}/api/v1/appointments/${items[0]!.id}`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ status: 'cancelled' }),
      })
      await app.advance('PT5S')
      expect((await last(leo)).text).to.match(offer)
    })

    it('is asked when a blocked time is taken away', async () => {
      await wait(leo)
      await app.advance('PT16M')
      const { items } = await app.get<{ items: Appointment[] }>(`/api/v1/appointments?customer=${tom}`)
      const { start: from, end: to } = items[0]!
      const { id } = await app.post<{ id: string }>('/api/v1/absences', { all: true, from, to, force: true })
      await cancel(tom)
      expect((await last(leo)).text).to.not.match(offer)
      await fetch(`${app.url}/api/v1/absences/${id}`, { method: 'DELETE' })
      await app.advance('PT5S')
      expect((await last(leo)).text).to.match(offer)
    })

    it('is entered and left by words alone', async () => {
      const [joined] = await app.say(leo, 'hola, avisame si se libera algo')
      expect(joined!.text).to.match(/^Listo, si se libera un lugar para Arreglo grande te aviso/)
      const [left] = await app.say(leo, 'sacame de la lista de espera')
      expect(left!.text).to.match(/^Listo, te saqué/)
      const [none] = await app.say(leo, 'sacame de la lista de espera')
      expect(none!.text).to.match(/^No estás en la lista de espera/)
      await cancel(tom)
      expect((await last(leo)).text).to.match(/^No estás en la lista de espera/)
    })

    it('has nobody for whom the day has passed', async () => {
      await wait(leo)
      const waiting = () =>
        app.chasqui.store.appointments('small', { limit: 9, keep: ({ status }) => status === 'waiting' })
      expect((await waiting()).items).to.have.length(1)
      await app.advance('P2D')
      expect((await waiting()).items).to.deep.equal([])
      const [shown] = await app.say(leo, 'mis horas')
      expect(shown!.text).to.match(/^No tenés horas agendadas/)
    })
  })

  describe(`the waiting list, where the third day is free (${store})`, function () {
    this.timeout(60_000)
    let full: FullDays

    beforeEach(async () => {
      full = await startFull(await environment(), onePlace.replace('horizon: 1', 'horizon: 2'))
    })

    /** Books the place of the third day. */
    async function book(phone: string): Promise<void> {
      const [slots] = await full.app.say(phone, 'quiero agendar')
      await full.app.say(phone, { choose: slots!.options[0]!.id })
      const [done] = await full.app.say(phone, 'Onix SAC4321')
      expect(done!.text).to.match(/^¡Listo! Te esperamos/)
    }

    it('is for those whom nothing suits that is free: what is, is shown first, and not offered later', async () => {
      const { app, cancel, last } = full
      const [shown] = await app.say(leo, 'avisame si se libera algo')
      expect(shown!.text).to.match(/^Para Arreglo grande tengo estos lugares/)
      const [joined] = await app.say(leo, 'no, avisame si hay lugar antes')
      expect(joined!.text).to.match(/^Listo, si se libera/)
      await book(eva)
      await cancel(eva)
      expect((await last(leo)).text).to.match(/^Listo, si se libera/)
      await cancel(tom)
      expect((await last(leo)).text).to.match(offer)
    })

    it('gives an earlier place to who has one, and theirs to whoever waits for that', async () => {
      const { app, wait, cancel, last } = full
      await book(leo)
      await wait(eva)
      const [joined] = await app.say(leo, 'me avisan si hay lugar antes?')
      expect(joined!.text).to.match(/^Listo, .* Mientras tanto tu hora queda como está/)
      // Eva waits for longer, and for any day.
      await cancel(tom)
      expect((await last(eva)).text).to.match(offer)
      await app.say(eva, { choose: 'No, gracias' })
      await app.advance('PT5S')
      expect((await last(leo)).text).to.match(/^Se liberó un lugar .* ¿Te cambio tu hora para ahí\?/)
      const [moved] = await app.say(leo, 'sí')
      expect(moved!.text).to.match(/^¡Cambiada! Te esperamos/)
      await app.advance('PT5S')
      expect((await last(eva)).text).to.match(offer)
      const { items } = await app.get<{ items: Appointment[] }>('/api/v1/appointments')
      expect(items.map(({ phone, status }) => `${phone} ${status}`)).to.have.members([
        `${ana} booked`,
        `${tom} cancelled`,
        `${leo} booked`,
        `${leo} moved`,
      ])
    })

    it('moves the appointment of who booked another day meanwhile', async () => {
      const { app, cancel, last, booked } = full
      await app.say(leo, 'quiero agendar para mañana')
      await app.say(leo, { choose: 'Avisame si hay lugar' })
      await book(leo)
      await cancel(tom)
      expect((await last(leo)).text).to.match(/¿Te cambio tu hora para ahí\?/)
      await app.say(leo, { choose: 'Sí, lo quiero' })
      expect(await booked()).to.have.members([ana, leo])
      const [shown] = await app.say(leo, 'mis horas')
      expect(shown!.text).to.match(/^Tenés hora/)
    })

    it('asks the next one, and books, for who would rather have another day', async () => {
      const { app, cancel, last } = full
      for (const phone of [leo, eva]) {
        await app.say(phone, 'quiero agendar para mañana')
        await app.say(phone, { choose: 'Avisame si hay lugar' })
      }
      await cancel(tom)
      const [kept] = await app.say(leo, 'mejor pasado mañana a las 8')
      expect(kept!.text).to.match(/^Te guardo el lugar/)
      await app.advance('PT5S')
      expect((await last(eva)).text).to.match(offer)
      const [done] = await app.say(leo, 'Onix SAC4321')
      expect(done!.text).to.match(/^¡Listo! Te esperamos/)
    })
  })
}
