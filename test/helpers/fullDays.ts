import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { freshDatabase } from './postgres.ts'
import { type SandboxApp, type Shown, startSandbox } from './sandbox.ts'
import { flowsFor } from './workshop.ts'

/** One place a day, today and tomorrow. */
export const onePlace = `
bays: [{ id: bay, name: Único }]
services: [{ id: big, title: Arreglo grande, minutes: 600 }]
step: 60
lead: 60
horizon: 1
`

/** Of the customers who have the two places: today's, and tomorrow's. */
export const [today, tomorrow] = ['59899000001', '59899000004']

export interface FullDays {
  app: SandboxApp
  /** The folder of its flows. */
  flows: string
  /** Asks to be told when a place becomes free. */
  wait(phone: string, vehicle?: string): Promise<Shown>
  /** Cancels the only appointment of this customer. */
  cancel(phone: string): Promise<void>
  chat(phone: string): Promise<Shown[]>
  last(phone: string): Promise<Shown>
  /** The phones of those who have a place. */
  booked(): Promise<string[]>
}

/** A workshop whose places are all taken, at eight o'clock of a day. */
export async function startFull(
  environment: Record<string, string> = {},
  workshop = onePlace,
): Promise<FullDays> {
  const flows = flowsFor(workshop)
  const app = await startSandbox({ flows, environment })
  await app.morning()
  for (const phone of [today, tomorrow]) {
    const [slots] = await app.say(phone, 'quiero agendar')
    await app.say(phone, { choose: slots!.options[0]!.id })
    await app.say(phone, 'Gol SBC1234')
  }
  await app.advance('PT3H')
  const chat = async (phone: string) =>
    (await app.get<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages`)).messages
  return {
    app,
    flows,
    chat,
    async wait(phone, vehicle = `Uno SAB ${phone.slice(-4)}`) {
      const [full] = await app.say(phone, `quiero agendar${vehicle && ` para el ${vehicle}`}`)
      expect(full!.text).to.match(/^Por ahora no me queda lugar/)
      const [joined] = await app.say(phone, { choose: 'Avisame si hay lugar' })
      return joined!
    },
    async cancel(phone) {
      await app.say(phone, 'mis horas')
      const [done] = await app.say(phone, { choose: 'Cancelar la hora' })
      expect(done!.text).to.match(/^Listo, cancelé/)
      await app.advance('PT5S')
    },
    async last(phone) {
      return (await chat(phone)).at(-1)!
    },
    async booked() {
      const { items } = await app.get<{ items: Appointment[] }>('/api/v1/appointments?status=booked')
      return items.map(({ phone }) => phone!)
    },
  }
}

/** The environment of each store. */
export const stores: Record<string, () => Promise<Record<string, string>>> = {
  'the embedded store': async () => ({}),
  PostgreSQL: async () => ({ DATABASE_URL: await freshDatabase() }),
}

/** What whoever waits is asked. */
export const offered = /^Se liberó un lugar para Arreglo grande, el .* a las 08:00\. Te lo guardo 20 minutos/
