import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { freshDatabase } from '../helpers/postgres.ts'
import { copyOfProject } from '../helpers/process.ts'
import { Deliveries, pause } from './deliveries.ts'
import { type Arrival, Meta, tap, webhookOf } from './meta.ts'
import { Random } from './random.ts'
import { Server } from './server.ts'
import { live } from './verdict.ts'

const races = Number(process.env.SIEGE_RACES ?? 3)
const people = 20

/** One bay, and one service that fills the day: each day has one place. */
const oneBay = `
id: small
name: Taller Chico
address: Calle 1
zone: America/Montevideo
language: es
hours:
${['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => `  ${day}: ["08:00-18:00"]`).join('\n')}
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
horizon: 90
hold: 10
reminder: 24
`

describe('twenty customers who want one place, through three servers over one PostgreSQL', function () {
  this.timeout(60_000 + races * 10_000)

  it(`one wins and nineteen are told, ${races} times`, async () => {
    const project = copyOfProject()
    writeFileSync(join(project, 'flows', 'workshop.yaml'), oneBay)
    const meta = await new Meta().start()
    const environment = live(meta.url, { DATABASE_URL: await freshDatabase(), API_TOKEN: 'token' })
    const nodes = [1, 2, 3].map(() => new Server(environment, project))
    await Promise.all(nodes.map((node) => node.start()))
    const random = new Random(1)
    let turn = 0
    const deliveries = new Deliveries(() => nodes[turn++ % nodes.length]!.url, random)
    let sent = 0
    /** Brings one message of each at the same time. @returns what each is answered */
    const all = async (phones: string[], content: (index: number) => object): Promise<Arrival[]> => {
      const before = phones.map((phone) => meta.last(phone)?.id)
      for (const [index, phone] of phones.entries()) {
        const message = { id: `wamid.RACE${++sent}`, from: phone, ...content(index) }
        deliveries.bring(webhookOf(Date.now(), { messages: [message] }))
      }
      for (;;) {
        const answers = phones.map((phone) => meta.last(phone))
        if (answers.every((answer, index) => answer && answer.id !== before[index]))
          return answers as Arrival[]
        await pause(20)
      }
    }

    const won: string[] = []
    for (let race = 0; race < races; race++) {
      const phones = Array.from({ length: people }, (_, index) => `5989900${race * people + index + 10_000}`)
      const offers = await all(phones, () => ({ type: 'text', text: { body: 'quiero agendar' } }))
      const place = offers[0]!.options[0]!.title
      const answers = await all(phones, (index) =>
        tap(offers[index]!.options.find(({ title }) => title === place)!),
      )
      const winners = answers.filter(({ text }) => text.startsWith('Te guardo el lugar'))
      const told = answers.filter(({ text }) => text.startsWith('Ese lugar se acaba de ocupar'))
      expect([winners.length, told.length], `race ${race + 1}, ${place}`).to.deep.equal([1, people - 1])
      for (const { options } of told) expect(options.map(({ title }) => title)).to.not.include(place)
      for (const { options } of told) expect(options.length).to.be.greaterThan(1)
      const { phone } = winners[0]!
      const [booked] = await all([phone], () => ({ type: 'text', text: { body: 'Gol SBC 1234' } }))
      expect(booked!.text).to.match(/^¡Listo! Te esperamos/)
      won.push(phone)
    }
    await deliveries.done()
    const answer = await fetch(`${nodes[0]!.url}/api/v1/appointments?status=booked&limit=500`, {
      headers: { authorization: 'Bearer token' },
    })
    const { items } = (await answer.json()) as { items: { phone: string; start: string }[] }
    expect(items.map(({ phone }) => phone).toSorted()).to.deep.equal(won.toSorted())
    expect(new Set(items.map(({ start }) => start)).size).to.equal(races)
    await Promise.all(nodes.map((node) => node.stop()))
  })
})
