import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { freshDatabase } from '../helpers/postgres.ts'
import { copyOfProject } from '../helpers/process.ts'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'
import { flowsFor } from '../helpers/workshop.ts'

/** One bay and one service that fills the day: each day has one place. */
const oneBay = `
id: small
name: Taller Chico
address: Calle 1
zone: America/Montevideo
language: es
hours:
  monday: ["08:00-18:00"]
  tuesday: ["08:00-18:00"]
  wednesday: ["08:00-18:00"]
  thursday: ["08:00-18:00"]
  friday: ["08:00-18:00"]
  saturday: ["08:00-18:00"]
  sunday: ["08:00-18:00"]
holidays:
  calendar: none
bays:
  - id: bay
    name: Único
services:
  - id: big
    title: Arreglo grande
    minutes: 600
step: 60
lead: 60
horizon: 5
hold: 10
reminder: 24
`

const stores: Record<string, () => Promise<Record<string, string>>> = {
  'the embedded store': async () => ({}),
  PostgreSQL: async () => ({ DATABASE_URL: await freshDatabase() }),
}

for (const [store, environment] of Object.entries(stores)) {
  describe(`two customers who want the same place (${store})`, function () {
    this.timeout(60_000)
    let app: SandboxApp
    const [ana, leo] = ['59899000001', '59899000002']

    beforeEach(async () => {
      const copy = copyOfProject()
      writeFileSync(join(copy, 'flows', 'workshop.yaml'), oneBay)
      app = await startSandbox({ flows: join(copy, 'flows'), environment: await environment() })
      await app.morning()
    })

    it('at the same moment: one gets it, the other is told so and offered the next', async () => {
      const [offered] = (
        await Promise.all([app.say(ana, 'quiero agendar'), app.say(leo, 'quiero agendar')])
      ).map((each) => each.at(-1)!)
      const [first, second] = offered!.options
      const answers = await Promise.all([app.say(ana, first!.title), app.say(leo, first!.title)])
      const texts = answers.map((each) => each.at(-1)!.text)
      expect(texts.filter((each) => each.startsWith('Te guardo el lugar'))).to.have.length(1)
      const loser = answers.find((each) => !each.at(-1)!.text.startsWith('Te guardo'))!.at(-1)!
      expect(loser.text).to.match(/^Ese lugar se acaba de ocupar/)
      expect(loser.options[0]!.title).to.equal(second!.title)
    })

    it('at the last tap, after a hold ran out: the second is told so and keeps talking', async () => {
      const [first] = (await app.say(ana, 'quiero agendar')).at(-1)!.options
      await app.say(ana, first!.title)
      await app.say(ana, 'un gol gris')
      await app.advance('PT11M')
      await app.say(leo, 'quiero agendar')
      await app.say(leo, first!.title)
      const [booked] = await app.say(leo, 'Uno SAB 9999')
      expect(booked!.text).to.match(/^¡Listo! Te esperamos/)
      const [told] = await app.say(ana, { choose: 'Sí, agendar' })
      expect(told!.text).to.match(/^Ese lugar se acaba de ocupar/)
      const [again] = await app.say(ana, { choose: told!.options[0]!.id })
      expect(again!.text).to.match(/^¿Te agendo así\?/)
      expect((await app.say(ana, 'dale'))[0]!.text).to.match(/^¡Listo! Te esperamos/)
      const { items } = await app.get<{ items: { customer: string; vehicle: string; start: string }[] }>(
        '/api/v1/appointments',
      )
      expect(items.map(({ vehicle }) => vehicle)).to.have.members(['Uno SAB 9999', 'un gol gris'])
      expect(new Set(items.map(({ start }) => start)).size).to.equal(2)
    })

    it('seats are given away by parallel requests: of five for a reception that takes two, exactly two are received', async () => {
      const left = await startSandbox({
        flows: flowsFor(`
bays: [{ id: bay, name: Único }]
services: [{ id: left, title: Service, minutes: 60, dropOff: true }]
step: 240
horizon: 2
`),
        environment: await environment(),
      })
      await left.morning()
      const phones = Array.from({ length: 5 }, (_, index) => `5989900020${index}`)
      const offers = await Promise.all(phones.map((phone) => left.say(phone, 'quiero agendar')))
      const first = offers.map((each) => each.at(-1)!.options[0]!)
      expect(new Set(first.map(({ title }) => title)).size).to.equal(1)
      const answers = await Promise.all(
        phones.map((phone, index) => left.say(phone, { choose: first[index]!.id })),
      )
      const texts = answers.map((each) => each.at(-1)!.text)
      expect(texts.filter((each) => each.startsWith('Te guardo el lugar'))).to.have.length(2)
      expect(texts.filter((each) => each.startsWith('Ese lugar se acaba de ocupar'))).to.have.length(3)
    })

    it('two requests for one slot are both booked: of twenty at once one wins, and nineteen are told', async () => {
      const phones = Array.from({ length: 20 }, (_, index) => `598990001${String(index).padStart(2, '0')}`)
      const offers = await Promise.all(phones.map((phone) => app.say(phone, 'quiero agendar')))
      const { id } = offers[0]!.at(-1)!.options[0]!
      const slot = id.split('.').slice(2).join('.')
      const answers = await Promise.all(
        phones.map((phone, index) =>
          app.say(phone, {
            choose: offers[index]!.at(-1)!.options.find((each) => each.id.endsWith(slot))!.id,
          }),
        ),
      )
      const texts = answers.map((each) => each.at(-1)!.text)
      expect(texts.filter((each) => each.startsWith('Te guardo el lugar'))).to.have.length(1)
      expect(texts.filter((each) => each.startsWith('Ese lugar se acaba de ocupar'))).to.have.length(19)
    })
  })
}
