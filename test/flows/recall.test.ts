import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { readSettings } from '../../src/settings.ts'
import { fillEmbeddedStore } from '../../src/store/embeddedFilling.ts'
import { exportLines } from '../../src/store/export.ts'
import { importStore } from '../../src/store/import.ts'
import { openRecords } from '../../src/store/openRecords.ts'
import { stores } from '../helpers/fullDays.ts'
import { temporaryFolder } from '../helpers/open.ts'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'
import { takeThrough } from '../helpers/status.ts'
import { flowsFor } from '../helpers/workshop.ts'

const ana = '59899000001'
const yes = 'Sí, avisame'

interface Exported {
  consent?: {
    isGiven: boolean
    asked: { text: string; at: string; message: string }
    answers: { isGiven: boolean; at: string; how: string; message: string }[]
    without: string[]
  }
  recalls: { appointment: string; service: string; vehicle: string; at: string }[]
  messages: { id: string; text: string }[]
}

describe('a work that is due again', () => {
  let app: SandboxApp
  let flows: string

  async function start(oil = 'recall: 6', environment: Record<string, string> = {}): Promise<void> {
    const rest = `
bays: [{ id: bay, name: Único }]
services:
  - { id: oil, title: Aceite, minutes: 60, ${oil} }
  - { id: brakes, title: Frenos, minutes: 60 }
`
    flows = flowsFor(rest)
    app = await startSandbox({ flows, environment })
    await app.morning()
  }

  /** Books, comes, and has the vehicle back at eleven o'clock; `answer`: to whether they want to be told. */
  async function done(answer?: string | object, vehicle = 'Gol SBC1234'): Promise<Shown[]> {
    await app.say(ana, 'quiero cambiar el aceite hoy a las 10')
    const booked = await app.say(ana, vehicle)
    if (answer !== undefined) await app.say(ana, answer)
    await app.advance('PT6H')
    await takeThrough(app, (await appointments()).at(-1)!.id, 'arrived', 'inWork', 'ready', 'done')
    return booked
  }

  const appointments = async () =>
    (await app.get<{ items: Appointment[] }>(`/api/v1/appointments?customer=${ana}`)).items
  const exported = () => app.get<Exported>(`/api/v1/customers/${ana}/export`)

  async function recalls(): Promise<Shown[]> {
    const { messages } = await app.get<{ messages: Shown[] }>(`/sandbox/customers/${ana}/messages`)
    return messages.filter(({ text }) => /ya le puede tocar|ya llegó a los|ya andaría por/.test(text))
  }

  async function days(count: number): Promise<void> {
    for (let left = count; left > 0; left -= 60) await app.advance(`P${Math.min(left, 60)}D`)
  }

  for (const [name, environment] of Object.entries(stores)) {
    it(`is told of months later, once, with the consent that was given when it was booked (${name})`, async () => {
      await start('recall: 6', await environment())
      const [booked] = await done({ choose: yes })
      expect(booked!.options.map(({ title }) => title)).to.deep.equal([yes, 'No, gracias'])
      const { consent, recalls: coming, messages } = await exported()
      expect(consent).to.include({ isGiven: true })
      expect(consent!.asked.text).to.equal(booked!.text)
      expect(messages.find(({ id }) => id === consent!.asked.message)!.text).to.equal(booked!.text)
      expect(consent!.answers).to.have.lengthOf(1)
      expect(consent!.answers[0]).to.include({ isGiven: true, how: 'tapped' })
      expect(messages.find(({ id }) => id === consent!.answers[0]!.message)!.text).to.equal(yes)
      const [{ id }] = (await appointments()) as [Appointment]
      expect(coming).to.have.lengthOf(1)
      expect(coming[0]).to.include({ appointment: id, service: 'oil', vehicle: 'Gol SBC1234' })
      expect(coming[0]!.at).to.match(/T11:\d\d:\d\d-03:00$/)
      await days(178)
      expect(await recalls()).to.deep.equal([])
      await days(8)
      const told = await recalls()
      expect(told).to.have.lengthOf(1)
      expect(told[0]!.type).to.equal('template')
      const [slots] = await app.say(ana, { choose: 'Agendar hora' })
      expect(slots!.text).to.match(/^Para Aceite tengo/)
      const [summary] = await app.say(ana, { choose: slots!.options[0]!.id })
      expect(summary!.text).to.match(/\*Aceite\*\n.*\nGol SBC1234$/)
      const [again] = await app.say(ana, { choose: 'Sí, agendar' })
      expect(again!.text).to.match(/^¡Listo! Te esperamos /)
      expect(again!.options).to.deep.equal([])
    })

    it(`is kept when the store is moved, and gone with the customer (${name})`, async () => {
      const variables = await environment()
      await start('recall: 6', variables)
      await done({ choose: yes })
      const { recalls: before } = await exported()
      const records = await openRecords(readSettings({ DATA_DIR: app.folder, ...variables }))
      const file = join(temporaryFolder(), 'export')
      for await (const line of exportLines(records!, () => {})) appendFileSync(file, line)
      await records!.close()
      const folder = temporaryFolder()
      const filling = await fillEmbeddedStore(folder)
      await importStore(file, filling, () => {})
      await filling.close()
      const moved = await startSandbox({ folder, flows })
      expect(await moved.get<Exported>(`/api/v1/customers/${ana}/export`)).to.deep.include({
        recalls: before,
      })
      await moved.close()
      const forgotten = await fetch(`${app.url}/api/v1/customers/${ana}`, {
        method: 'DELETE',
        headers: { 'Content-Type': 'application/json' },
      })
      expect(forgotten.status).to.equal(204)
      expect((await app.chasqui.store.conversations('small', { limit: 9 })).items).to.deep.equal([])
      await days(190)
      expect(await recalls()).to.deep.equal([])
    })
  }

  for (const [answer, said] of [
    ['dale', '¡A vos! Cualquier cosa, escribime.'],
    ['perfecto, gracias', '¡A vos! Cualquier cosa, escribime.'],
    ['no, gracias', 'Listo, de eso no te escribo.'],
  ] as const) {
    it(`is never told of to who said "${answer}" to that`, async () => {
      await start()
      await app.say(ana, 'quiero cambiar el aceite hoy a las 10')
      await app.say(ana, 'Gol SBC1234')
      const [answered] = await app.say(ana, answer)
      expect(answered!.text).to.equal(said)
      await app.advance('PT6H')
      await takeThrough(app, (await appointments())[0]!.id, 'arrived', 'inWork', 'ready', 'done')
      expect((await exported()).consent).to.include({ isGiven: false })
      await days(190)
      expect(await recalls()).to.deep.equal([])
    })
  }

  it('is never told of to who said nothing, nor are they asked again', async () => {
    await start()
    await done()
    expect((await exported()).consent).to.deep.include({ isGiven: false, answers: [] })
    await days(190)
    expect(await recalls()).to.deep.equal([])
    await app.say(ana, 'quiero cambiar el aceite mañana a las 10')
    const [booked] = await app.say(ana, 'sí')
    expect(booked!.text).to.match(/^¡Listo! .*«mis horas»\.$/)
  })

  it('is told of to who wrote a plain yes to it, but not to a yes to something else', async () => {
    await start()
    await app.say(ana, 'quiero cambiar el aceite hoy a las 10')
    await app.say(ana, 'Gol SBC1234')
    await app.say(ana, 'dónde queda?')
    expect((await app.say(ana, 'sí'))[0]!.text).to.match(/^¡A vos!/)
    expect((await exported()).consent).to.deep.include({ answers: [] })
    await app.close()
    await start()
    await done('sí, por favor')
    const { consent } = await exported()
    expect(consent!.answers.map(({ isGiven, how }) => [isGiven, how])).to.deep.equal([[true, 'wrote']])
    await days(190)
    expect(await recalls()).to.have.lengthOf(1)
  })

  it('is not told of once they want no more messages, or no marketing in WhatsApp', async () => {
    await start()
    await done({ choose: yes })
    await app.say(ana, 'baja')
    const { consent, recalls: coming } = await exported()
    expect(consent!.answers.map(({ isGiven, how }) => [isGiven, how])).to.deep.equal([
      [true, 'tapped'],
      [false, 'wrote'],
    ])
    expect(coming).to.deep.equal([])
    await days(190)
    expect(await recalls()).to.deep.equal([])
    await app.close()
    await start()
    await done({ choose: yes })
    const { store } = app.chasqui
    const { key } = (await store.conversations('small', { limit: 9 })).items[0]!
    await store.turn({ workshop: 'small', key }, async ({ conversation }) => ({
      changes: { conversation: { ...conversation!, noMarketing: true } },
      result: null,
    }))
    expect((await exported()).consent).to.include({ isGiven: false })
    await days(190)
    expect(await recalls()).to.deep.equal([])
  })

  it('is not told of when it was booked meanwhile, unless that was cancelled', async () => {
    await start()
    await done({ choose: yes })
    await days(160)
    await app.say(ana, 'quiero cambiar el aceite el lunes a las 10')
    await app.say(ana, 'sí')
    await app.advance('PT1H')
    expect(await appointments()).to.have.lengthOf(2)
    await days(40)
    expect(await recalls()).to.deep.equal([])
    await app.close()
    await start()
    await done({ choose: yes })
    await days(160)
    await app.say(ana, 'quiero cambiar el aceite el lunes a las 10')
    await app.say(ana, 'sí')
    await app.say(ana, 'mis horas')
    await app.say(ana, { choose: 'Cancelar la hora' })
    expect((await appointments()).at(-1)!.status).to.equal('cancelled')
    await days(40)
    expect(await recalls()).to.have.lengthOf(1)
  })

  it('is told of a month later to who says so, and of this vehicle no more to who says no', async () => {
    await start()
    await done({ choose: yes })
    await days(185)
    const [later] = await app.say(ana, 'más adelante')
    expect(later!.text).to.match(/^Dale, te vuelvo a escribir el /)
    await days(28)
    expect(await recalls()).to.have.lengthOf(1)
    await days(3)
    expect(await recalls()).to.have.lengthOf(2)
    const [declined] = await app.say(ana, { choose: 'No, gracias' })
    expect(declined!.text).to.match(/^Listo, de tu Gol SBC1234 no te aviso más\./)
    expect((await exported()).consent).to.deep.include({ isGiven: true, without: ['SBC1234'] })
    const [none] = await app.say(ana, { choose: 'Ningún aviso' })
    expect(none!.text).to.equal('Listo, de eso no te escribo.')
    expect((await exported()).consent).to.include({ isGiven: false })
  })

  it('is told of no more by the button that says so, also when something else is talked about since', async () => {
    await start()
    await done({ choose: yes })
    await days(185)
    await app.say(ana, { choose: 'No, gracias' })
    await app.say(ana, 'quiero agendar')
    const [none] = await app.say(ana, { choose: 'Ningún aviso' })
    expect(none!.text).to.match(/^Listo, de eso no te escribo\./)
    expect((await exported()).consent).to.include({ isGiven: false })
    // What was being talked about goes on.
    expect(none!.options.length).to.be.greaterThan(0)
  })

  it('is told of sooner where the vehicle has run what it takes', async () => {
    await start('recall: 12, recallKm: 10000')
    await app.say(ana, 'quiero cambiar el aceite hoy a las 10, tiene 80 mil km')
    await app.say(ana, 'Gol SBC1234')
    await app.say(ana, { choose: yes })
    await app.advance('PT6H')
    await takeThrough(app, (await appointments())[0]!.id, 'arrived', 'inWork', 'ready', 'done')
    await days(242)
    expect(await recalls()).to.deep.equal([])
    await days(3)
    const [told] = await recalls()
    expect(told!.text).to.match(/ya andaría por los 90\.000 km/)
  })

  it('is not asked about where the workshop does not recall it', async () => {
    await start('buffer: 0')
    const [booked] = await done()
    expect(booked!.options).to.deep.equal([])
    expect(await exported())
      .to.deep.include({ recalls: [] })
      .and.not.to.have.property('consent')
  })
})
