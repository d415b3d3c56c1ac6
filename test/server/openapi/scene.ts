import { shortId } from '../../../src/conversation/deadLetter.ts'
import { deadLetter } from '../../../src/conversation/deadLetterKind.ts'
import type { SandboxApp } from '../../helpers/sandbox.ts'

export const ana = '59899111111'
export const bruno = '59899222222'

/** What there is to ask for. */
export interface Scene {
  workshop: string
  service: string
  /** Of an appointment of Ana's. */
  appointment: string
  start: string
  /** Her key, a message of the bot's to her, and one of hers that brought a file. */
  customer: string
  message: string
  file: string
  /** What was not handled, and can be. */
  deadLetter: string
  /** A blocked time. */
  absence: string
}

/** Ana has booked and sent a file, Bruno waits for a person, and a message of Carla's could not be handled. */
export async function setScene(app: SandboxApp): Promise<Scene> {
  await app.morning()
  await app.say(ana, 'quiero agendar')
  const offer = (await app.say(ana, '1')).at(-1)!
  await app.say(ana, { choose: offer.options.at(-2)!.id })
  await app.say(ana, 'Gol SBC 1234')
  await app.say(ana, { media: { type: 'document', filename: 'libreta.pdf', mime: 'application/pdf' } })
  await app.say(bruno, 'quiero hablar con una persona')
  await app.chasqui.engine.settled()
  const { store, clock } = app.chasqui
  const { id: workshop, services } = await app.get<{ id: string; services: { id: string }[] }>(
    '/api/v1/workshop',
  )
  const timestamp = String(Math.floor(clock.now() / 1000))
  const raw = { from: '59899333333', id: 'wamid.C', timestamp, type: 'text', text: { body: 'hola' } }
  const entry = { id: 'wamid.C', at: clock.now(), kind: deadLetter, reason: 'x', raw, workshop }
  await store.record(entry)
  const { items } = await app.get<{ items: { id: string; start: string; customer: string }[] }>(
    '/api/v1/appointments',
  )
  const { id: appointment, start, customer } = items[0]!
  const { messages } = await app.get<{ messages: { id: string; from: string; media?: object }[] }>(
    `/api/v1/conversations/${ana}`,
  )
  const { id: absence } = await app.post<{ id: string }>('/api/v1/absences', {
    all: true,
    from: '2099-01-01T10:00:00-03:00',
    to: '2099-01-01T12:00:00-03:00',
  })
  return {
    workshop,
    service: services[0]!.id,
    appointment,
    start,
    customer,
    message: messages.find(({ from }) => from === 'bot')!.id,
    file: messages.find(({ media }) => media)!.id,
    deadLetter: shortId(entry),
    absence,
  }
}
