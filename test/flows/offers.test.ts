import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { type FullDays, offered, onePlace, startFull, stores, tomorrow } from '../helpers/fullDays.ts'

const [leo, eva, ida] = ['59899000002', '59899000003', '59899000005']

for (const [store, environment] of Object.entries(stores)) {
  describe(`a place that is offered (${store})`, function () {
    this.timeout(60_000)
    let full: FullDays

    beforeEach(async () => {
      full = await startFull(await environment())
    })

    /** Changes what a customer waits for, as it is stored. @returns the customer's key */
    async function alter(phone: string, change: (wish: Appointment) => Appointment): Promise<string> {
      const { store } = full.app.chasqui
      const key = (await store.find('small', `phone:${phone}`))!
      const { items } = await store.appointments('small', { limit: 9, keep: (each) => each.customer === key })
      await store.turn({ workshop: 'small', key }, async (view) => {
        await view.lockAgenda()
        return { changes: { appointments: items.map(change) }, result: undefined }
      })
      return key
    }

    it('is kept for who said yes in time and still has to say the vehicle', async () => {
      const { app, wait, cancel, last, booked } = full
      await wait(leo, '')
      await wait(eva)
      await cancel(tomorrow)
      await app.advance('PT19M')
      const [asked] = await app.say(leo, { choose: 'Sí, lo quiero' })
      expect(asked!.text).to.match(/¿Qué vehículo es\?/)
      await app.advance('PT5M')
      expect((await last(eva)).text).to.not.match(offered)
      const [done] = await app.say(leo, 'Onix SAC 4321')
      expect(done!.text).to.match(/^¡Listo! Te esperamos/)
      expect(await booked()).to.include(leo)
    })

    it('goes to the next one when who said yes never says the vehicle', async () => {
      const { app, wait, cancel, last } = full
      await wait(leo, '')
      await wait(eva)
      await cancel(tomorrow)
      await app.say(leo, { choose: 'Sí, lo quiero' })
      await app.advance('PT21M')
      expect((await last(eva)).text).to.match(offered)
    })

    it('goes to the next one in time also when a person has the floor', async () => {
      const { app, wait, cancel, last } = full
      for (const phone of [leo, eva]) await wait(phone)
      await cancel(tomorrow)
      await app.say(leo, 'quiero hablar con una persona')
      await app.advance('PT21M')
      expect((await last(eva)).text).to.match(offered)
    })

    it('is offered a little later to who is in the middle of something else', async () => {
      const { app, wait, cancel, last } = full
      await wait(leo)
      await app.say(leo, 'quiero agendar')
      await cancel(tomorrow)
      expect((await last(leo)).text).to.not.match(offered)
      await app.advance('PT15M')
      expect((await last(leo)).text).to.match(offered)
    })

    it('is offered also to who left a choice open and went away', async () => {
      const { app, wait, cancel, last, booked } = full
      await wait(leo, 'Onix SAC4321')
      await app.say(leo, 'quiero agendar')
      await cancel(tomorrow)
      // Leo chooses it himself, and never says the vehicle.
      const [asked] = await app.say(leo, 'mañana a las 8')
      expect(asked!.text).to.match(/¿Qué vehículo es\?/)
      await app.advance('PT16M')
      expect((await last(leo)).text).to.match(offered)
      const [done] = await app.say(leo, { choose: 'Sí, lo quiero' })
      expect(done!.text).to.match(/^¡Listo! Te esperamos/)
      expect(await booked()).to.include(leo)
    })

    it('goes to the next one when who said yes breaks off', async () => {
      const { app, wait, cancel, last } = full
      for (const phone of [leo, eva]) await wait(phone, '')
      await cancel(tomorrow)
      await app.say(leo, { choose: 'Sí, lo quiero' })
      await app.say(leo, 'cancelar')
      await app.advance('PT5S')
      expect((await last(eva)).text).to.match(offered)
    })

    it('goes to the next one when who said yes chooses another day', async () => {
      const { app, cancel, last } = await startFull(
        await environment(),
        onePlace.replace('horizon: 1', 'horizon: 2'),
      )
      for (const phone of [leo, eva]) {
        const [taken] = await app.say(phone, 'quiero agendar para mañana')
        expect(taken!.text).to.match(/^Para entonces no me queda lugar/)
        await app.say(phone, { choose: 'Avisame si hay lugar' })
      }
      await cancel(tomorrow)
      await app.say(leo, { choose: 'Sí, lo quiero' })
      const [asked] = await app.say(leo, 'mejor pasado mañana a las 8')
      expect(asked!.text).to.match(/^Te guardo el lugar/)
      await app.advance('PT5S')
      expect((await last(eva)).text).to.match(offered)
    })

    it('is offered to the next one when something is wrong with the wish of the first, which is parked', async () => {
      const { app, wait, cancel, last } = full
      for (const phone of [leo, eva]) await wait(phone)
      const key = await alter(leo, (wish) => ({ ...wish, waits: { ...wish.waits!, minutes: null as never } }))
      await cancel(tomorrow)
      expect((await last(eva)).text).to.match(offered)
      const { items: parked } = await app.get<{ items: { customer: string }[] }>('/api/v1/deadletters')
      expect(parked.map(({ customer }) => customer)).to.deep.equal([key])
    })

    it('is offered to nobody who waits for a work that is not done any more', async () => {
      const { app, wait, cancel, last } = full
      for (const phone of [leo, eva]) await wait(phone)
      await alter(leo, (wish) => ({ ...wish, service: 'gone' }))
      await cancel(tomorrow)
      expect((await last(eva)).text).to.match(offered)
      expect((await app.get<{ items: unknown[] }>('/api/v1/deadletters')).items).to.deep.equal([])
    })

    it('is one that somebody had chosen and did not book, too', async () => {
      const { app, wait, cancel, last } = full
      await cancel(tomorrow)
      const [slots] = await app.say(ida, 'quiero agendar')
      await app.say(ida, { choose: slots!.options[0]!.id })
      await wait(leo)
      await app.advance('PT11M')
      expect((await last(leo)).text).to.match(offered)
    })
  })
}
