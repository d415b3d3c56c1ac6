import { expect } from 'chai'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { startSandbox } from '../helpers/sandbox.ts'

const token = 'calendar-token-of-the-tests'
const phone = '59899333444'

describe('the calendar feed', () => {
  async function start() {
    const sandbox = await startSandbox({ environment: { CALENDAR_TOKEN: token } })
    const call = async (method: string, path: string, body: unknown): Promise<Appointment> => {
      const answer = await fetch(`${sandbox.url}/api/v1/appointments${path}`, {
        method,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      expect(answer.ok, await answer.clone().text()).to.equal(true)
      return (await answer.json()) as Appointment
    }
    const { services } = await sandbox.get<{ services: { id: string; title: string }[] }>('/api/v1/workshop')
    const wish = { phone, name: 'Ana; la de siempre', service: services[0]!.id, force: true }
    return {
      title: services[0]!.title,
      book: (start: string, rest: object = {}) => call('POST', '', { ...wish, start, ...rest }),
      patch: (id: string, change: object) => call('PATCH', `/${id}`, { force: true, ...change }),
      feed: (word = token) => fetch(`${sandbox.url}/calendar/${word}.ics`),
      events: async () => eventsOf(await (await fetch(`${sandbox.url}/calendar/${token}.ics`)).text()),
    }
  }

  it('shows what is booked, in UTC, with who comes and with what', async () => {
    const { book, feed, events, title } = await start()
    await book('2030-03-04T10:00:00-03:00', { vehicle: 'Gol, rojo', note: 'Deja la llave' })
    const answer = await feed()
    expect([answer.status, answer.headers.get('content-type')]).to.deep.equal([
      200,
      'text/calendar; charset=utf-8',
    ])
    expect(await answer.text()).to.match(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/)
    const [event] = await events()
    expect(event).to.include({ DTSTART: '20300304T130000Z', SEQUENCE: '0', STATUS: 'CONFIRMED' })
    expect(event!.SUMMARY).to.equal(`${title} · Gol\\, rojo`)
    expect(event!.DESCRIPTION).to.equal('Ana\\; la de siempre\\n+59899333444\\nDeja la llave')
  })

  it('is the same event after each move, with a higher sequence, and cancelled at last', async () => {
    const { book, patch, events } = await start()
    const first = await book('2030-03-04T10:00:00-03:00')
    const [before] = await events()
    const second = await patch(first.id, { start: '2030-03-05T10:00:00-03:00' })
    const third = await patch(second.id, { start: '2030-03-06T11:00:00-03:00' })
    const [after, ...none] = await events()
    expect(none).to.deep.equal([])
    expect(after).to.include({ UID: before!.UID, SEQUENCE: '2', DTSTART: '20300306T140000Z' })
    await patch(third.id, { status: 'cancelled' })
    expect((await events())[0]).to.include({ UID: before!.UID, SEQUENCE: '3', STATUS: 'CANCELLED' })
  })

  it('is not found under any other address, or where no token is set', async () => {
    const { feed } = await start()
    expect((await feed('another')).status).to.equal(404)
    const none = await startSandbox()
    expect((await fetch(`${none.url}/calendar/undefined.ics`)).status).to.equal(404)
  })
})

/** The properties of each VEVENT, unfolded, by name. */
function eventsOf(text: string): Record<string, string>[] {
  const unfolded = text.replace(/\r\n[ \t]/g, '')
  return [...unfolded.matchAll(/BEGIN:VEVENT\r\n(.*?)END:VEVENT/gs)].map(([, body]) =>
    Object.fromEntries(
      body!
        .trim()
        .split('\r\n')
        .map((line) => {
          const [, name, value] = /^([\w-]+)(?:;[^:]*)?:(.*)$/.exec(line)!
          return [name!, value!]
        }),
    ),
  )
}
