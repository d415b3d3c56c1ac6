import { expect } from 'chai'
import { type Arrival, statusOf, tap, webhookOf } from './meta.ts'
import type { Rig } from './rig.ts'

const phone = '59899111111'
const second = 1_000

/** One step of a talk: what the customer does with what the phone shows, and what must come back. */
interface Step {
  does: (shown: Arrival) => Record<string, unknown>
  reads: RegExp
}

const text = (body: string): Step['does'] => {
  return () => ({ type: 'text', text: { body } })
}
const choose = (index: number): Step['does'] => {
  return ({ options }) => tap(options.at(index)!)
}

const booking: Step[] = [
  { does: text('quiero agendar'), reads: /¿Qué le hacemos al vehículo/ },
  { does: choose(0), reads: /^Para Cambio de aceite tengo/ },
  // Not the next places but a later one: it is far enough ahead to be reminded of.
  { does: choose(-2), reads: /^Te guardo el lugar/ },
  { does: text('Gol SBA 1234'), reads: /^¡Listo! Te esperamos/ },
]
const cancellation: Step = { does: choose(-1), reads: /^Listo, cancelé tu hora/ }

/**
 * A whole talk: a booking from the wish to the appointment, the reminder a day before it, and its cancellation. Whatever
 * goes wrong meanwhile, the customer only waits, and Meta comes again with what did not get 200.
 * @returns ids of the messages that Meta brought
 */
export async function wholeTalk(rig: Rig, { statuses }: { statuses: boolean }): Promise<string[]> {
  const brought: string[] = []
  const told = new Set<Arrival>()

  for (const { does, reads } of booking) await takes(does, reads)
  const { items } = await rig.store.appointments('torke', {
    limit: 10,
    keep: ({ status }) => status === 'booked',
  })
  expect(items, 'booked').to.have.length(1)
  await rig.later(Date.parse(items[0]!.start) - 86_400_000 - rig.clock.now())
  await until(/^appointment_reminder|^Te recordamos/)
  await takes(cancellation.does, cancellation.reads)
  // The last answer may be one that nobody knows of yet.
  await rig.later(400 * second)
  await tellStatuses()
  return brought

  async function takes(does: Step['does'], reads: RegExp): Promise<void> {
    const message = { id: `wamid.TALK${brought.length + 1}`, from: phone, ...does(rig.meta.last(phone)!) }
    brought.push(message.id)
    await post(webhookOf(rig.clock.now(), { messages: [message] }))
    await until(reads)
  }

  async function until(reads: RegExp): Promise<void> {
    for (let waited = 0; waited <= 400; waited += 20) {
      await rig.settled()
      await tellStatuses()
      if (reads.test(rig.meta.last(phone)?.text ?? '')) return
      await rig.later(20 * second)
    }
    throw new Error(`The phone shows '${rig.meta.last(phone)?.text}', not ${reads}`)
  }

  async function tellStatuses(): Promise<void> {
    const news = statuses ? rig.meta.arrivals.filter((each) => !told.has(each)) : []
    for (const arrival of news) {
      told.add(arrival)
      await post(webhookOf(rig.clock.now(), { statuses: [statusOf(arrival, 'delivered')] }))
    }
  }

  /** Meta comes again until it gets 200. */
  async function post(webhook: unknown): Promise<void> {
    for (let attempt = 1; !(await rig.receive(webhook)); attempt++) {
      if (attempt === 5) throw new Error('A webhook never got 200')
      await rig.settled()
    }
    await rig.settled()
  }
}
