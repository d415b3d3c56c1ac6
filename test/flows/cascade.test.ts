import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { type FullDays, offered, onePlace, startFull, stores, today, tomorrow } from '../helpers/fullDays.ts'
import { startSandbox } from '../helpers/sandbox.ts'
import { flowsFor } from '../helpers/workshop.ts'

const [leo, eva, ida] = ['59899000002', '59899000003', '59899000005']

for (const [store, environment] of Object.entries(stores)) {
  describe(`who is next (${store})`, function () {
    this.timeout(60_000)
    let full: FullDays

    const start = async (workshop = onePlace) => {
      full = await startFull(await environment(), workshop)
    }
    const offers = async (phone: string) =>
      (await full.chat(phone)).filter(({ from, text }) => from === 'workshop' && /^Se liberó/.test(text))
    const refuse = (body: object) => full.app.post('/sandbox/faults', body)

    it('has one offer at most: of two places that are free at once, the second goes to the next', async () => {
      await start(onePlace.replace('horizon: 1', 'horizon: 2'))
      await full.app.say(ida, 'quiero agendar')
      await full.app.say(ida, 'pasado mañana a las 8')
      await full.app.say(ida, 'Gol SBC1234')
      for (const phone of [leo, eva]) await full.wait(phone)
      for (const phone of [tomorrow, ida]) {
        await full.app.say(phone, 'mis horas')
        await full.app.say(phone, { choose: 'Cancelar la hora' })
      }
      await full.app.advance('PT5S')
      expect([await offers(leo), await offers(eva)].map(({ length }) => length)).to.deep.equal([1, 1])
      const [first, second] = [(await offers(leo))[0]!.text, (await offers(eva))[0]!.text]
      expect(first).to.not.equal(second)
      await full.app.advance('PT10M')
      expect(await offers(leo)).to.have.length(1)
    })

    it('is asked for a place that was chosen and never booked, also one that was chosen after they began to wait', async () => {
      await start()
      await full.wait(eva)
      await full.app.say(eva, 'quiero agendar')
      await full.cancel(tomorrow)
      await full.app.advance('PT14M')
      const [slots] = await full.app.say(ida, 'quiero agendar')
      await full.app.say(ida, { choose: slots!.options[0]!.id })
      // Only now eva is left in peace no more, and there is nothing to offer.
      await full.app.advance('PT2M')
      expect(await offers(eva)).to.have.length(0)
      await full.app.advance('PT10M')
      expect((await full.last(eva)).text).to.match(offered)
    })

    it('is asked at once when who had chosen a place breaks off', async () => {
      await start()
      await full.cancel(tomorrow)
      const [slots] = await full.app.say(ida, 'quiero agendar')
      await full.app.say(ida, { choose: slots!.options[0]!.id })
      await full.wait(leo)
      await full.app.say(ida, 'cancelar')
      await full.app.advance('PT5S')
      expect((await full.last(leo)).text).to.match(offered)
    })

    it('is not offered the rest of a gap of which they declined a part', async () => {
      const workshop = onePlace.replace(
        'services: [',
        'services: [{ id: small, title: Chico, minutes: 120 }, ',
      )
      const app = await startSandbox({ flows: flowsFor(workshop), environment: await environment() })
      await app.morning()
      const { now } = await app.get<{ now: string }>('/sandbox/clock')
      const day = Date.parse(`${now.slice(0, 10)}T08:00:00-03:00`)
      const made: Appointment[] = []
      for (const nth of [0, 1]) {
        const start = new Date(day + nth * 24 * 3_600_000).toISOString()
        made.push(
          await app.post<Appointment>('/api/v1/appointments', { service: 'big', phone: tomorrow, start }),
        )
      }
      await app.advance('PT3H')
      for (const phone of [leo, eva]) {
        await app.say(phone, 'quiero agendar Chico')
        await app.say(phone, { choose: 'Avisame si hay lugar' })
      }
      await fetch(`${app.url}/api/v1/appointments/${made[1]!.id}`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ status: 'cancelled' }),
      })
      await app.advance('PT5S')
      const told = async (phone: string) =>
        (await app.get<{ messages: { text: string }[] }>(`/sandbox/customers/${phone}/messages`)).messages
          .map(({ text }) => text)
          .filter((text) => /^Se liberó/.test(text))
      expect((await told(leo))[0]).to.match(/a las 08:00/)
      // The rest of the gap is the next one's, and both are asked once.
      expect((await told(eva))[0]).to.match(/a las 10:00/)
      await app.say(leo, { choose: 'No, gracias' })
      await app.advance('PT5S')
      await app.advance('PT40M')
      expect([(await told(leo)).length, (await told(eva)).length]).to.deep.equal([1, 1])
    })

    for (const [text, answer] of [
      ['Está bien así', /^Listo, te aviso si aparece otro/],
      ['dejá, así está bien', /^Listo, te aviso si aparece otro/],
      ['no gracias, me quedo con la mía', /^Listo, te aviso si aparece otro/],
      ['estoy bien así', /^Listo, te aviso si aparece otro/],
    ] as const) {
      it(`declines an earlier place by "${text}"`, async () => {
        await start(onePlace.replace('horizon: 1', 'horizon: 2'))
        await full.app.say(leo, 'quiero agendar')
        await full.app.say(leo, 'pasado mañana a las 8')
        await full.app.say(leo, 'Gol SBC1234')
        await full.app.say(leo, 'avisame si hay lugar antes')
        await full.cancel(tomorrow)
        expect((await full.last(leo)).text).to.match(/¿Te cambio tu hora para ahí\?/)
        const [said] = await full.app.say(leo, text)
        expect(said!.text).to.match(answer)
        expect(await full.booked()).to.have.members([today, leo])
      })
    }

    it('is asked also when the process ends between a no and the next offer', async () => {
      const own = await environment()
      full = await startFull(own)
      for (const phone of [leo, eva]) await full.wait(phone)
      await full.cancel(tomorrow)
      const { app } = full
      const { now } = await app.get<{ now: string }>('/sandbox/clock')
      await app.say(leo, { choose: 'No, gracias' })
      const { flows } = full
      await app.close()
      const again = await startSandbox({ folder: app.folder, flows, environment: own })
      const later = await again.get<{ now: string }>('/sandbox/clock')
      const behind = Date.parse(now) - Date.parse(later.now)
      await again.advance(`PT${Math.max(5, Math.ceil(behind / 1000) + 5)}S`)
      const { messages } = await again.get<{ messages: { text: string }[] }>(
        `/sandbox/customers/${eva}/messages`,
      )
      expect(messages.at(-1)!.text).to.match(offered)
    })

    it('is asked when who has the place is forgotten', async () => {
      await start()
      await full.wait(leo)
      const key = (await full.app.chasqui.store.find('small', `phone:${tomorrow}`))!
      await fetch(`${full.app.url}/api/v1/customers/${key}`, { method: 'DELETE' })
      await full.app.advance('PT5S')
      expect((await full.last(leo)).text).to.match(offered)
    })

    it('is asked when who was offered the place asks to be forgotten', async () => {
      await start()
      for (const phone of [leo, eva]) await full.wait(phone)
      await full.cancel(tomorrow)
      expect((await full.last(leo)).text).to.match(offered)
      await full.app.say(leo, 'borren mis datos')
      await full.app.say(leo, { choose: 'Sí, borrar todo' })
      await full.app.advance('PT2M')
      expect(await full.app.chasqui.store.find('small', `phone:${leo}`)).to.equal(undefined)
      expect((await full.last(eva)).text).to.match(offered)
    })

    it('is whoever can be reached: an offer that Meta does not take is the next one’s at once', async () => {
      await start()
      for (const phone of [leo, eva]) await full.wait(phone)
      await refuse({ on: 'send', phone: leo, code: 131026, times: 1 })
      await full.cancel(tomorrow)
      await full.app.advance('PT5S')
      expect((await full.last(eva)).text).to.match(offered)
    })

    it('still waits for an earlier place when the workshop moves the appointment', async () => {
      await start(onePlace.replace('horizon: 1', 'horizon: 3'))
      await full.app.say(leo, 'quiero agendar')
      await full.app.say(leo, 'pasado mañana a las 8')
      await full.app.say(leo, 'Gol SBC1234')
      await full.app.say(leo, 'avisame si hay lugar antes')
      const { items } = await full.app.get<{ items: Appointment[] }>('/api/v1/appointments?status=booked')
      const { id, start: old } = items.find(({ phone }) => phone === leo)!
      const moved = new Date(Date.parse(old) + 24 * 3_600_000).toISOString()
      const answer = await fetch(`${full.app.url}/api/v1/appointments/${id}`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ start: moved }),
      })
      expect(answer.status).to.equal(200)
      await full.app.advance('PT5S')
      expect((await full.last(leo)).text).to.match(/¿Te cambio tu hora para ahí\?/)
    })
  })
}
