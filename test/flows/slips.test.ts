import { expect } from 'chai'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'

interface Seen {
  talk: { flow: string; state: string }[]
  attention: string
}

/** How to come to each state in which a flow waits: what is written, or the position of the option that is tapped. */
const ways: Record<string, (string | number)[]> = {
  nothing: [],
  'greeting.welcoming': ['Hola'],
  'booking.askingService': ['quiero agendar'],
  'booking.askingSlot': ['quiero agendar', 0],
  'booking.askingWhich': ['quiero agendar', 0, 'la otra semana'],
  'booking.askingDay': ['quiero agendar', 0, -1],
  'booking.askingVehicle': ['quiero agendar', 0, 0],
  'booking.confirming': ['quiero agendar', 0, 0, 'un gol gris'],
  'appointment.showing': ['quiero agendar', 0, -2, 'Gol SBC 1234', 'mis horas'],
  'appointments.askingWhich': [
    'quiero agendar',
    0,
    -2,
    'Gol SBC 1234',
    'quiero agendar',
    1,
    -2,
    'Uno SAB 4321',
    'mis horas',
  ],
  'appointment.reminding': ['quiero agendar', 0, -2, 'Gol SBC 1234', 'next'],
}

const slips: Record<string, object> = {
  'an emoji': { text: '🚗' },
  'an empty text': { text: '' },
  'a blank text': { text: ' \n ' },
  '4,000 characters': { text: 'a '.repeat(2000) },
  'digits without end': { text: '1'.repeat(4000) },
  'right to left': { text: '\u202eمرحبا' },
  'what looks like markup': { text: '{start, date, day} <b>x</b> \u0000' },
  'a voice note': { media: { type: 'audio' } },
  'a photo': { media: { type: 'image' } },
  'a location': { media: { type: 'location' } },
  'somebody’s contact': { media: { type: 'contacts' } },
}

describe('slips', function () {
  this.timeout(60_000)
  let app: SandboxApp
  let phone = 59890000000

  beforeEach(async () => {
    app = await startSandbox()
  })
  afterEach('no message was parked as a dead letter', async () => {
    expect((await app.chasqui.store.entries({ limit: 5 })).items).to.deep.equal([])
  })

  for (const [state, way] of Object.entries(ways)) {
    it(`are answered at ${state}, which goes on`, async () => {
      for (const [name, slip] of Object.entries(slips)) {
        const who = String(++phone)
        await walk(app, who, way)
        const before = await seen(app, who)
        expect(standing(before), name).to.equal(state)
        const answers = await app.say(who, slip)
        expect(answers, `${name} at ${state}`).to.have.length(1)
        const after = await seen(app, who)
        expect(after.attention, name).to.equal('bot')
        // What is understood may lead on; what is not leaves the talk where it was, or begins one.
        if (state !== 'nothing') expect(after.talk, `${name} at ${state}`).to.have.length(before.talk.length)
      }
    })
  }

  for (const [state, way] of Object.entries(ways).filter(([, each]) => each.length > 1)) {
    it(`a tap on an old button is explained at ${state}, and answers nothing`, async () => {
      const who = String(++phone)
      // An earlier summary: its "yes" must never confirm another one.
      await walk(app, who, ['quiero agendar', 1, 1, 'un uno gris'])
      const summary = (await chat(app, who)).at(-1)!
      await app.say(who, 'cancelar')
      await walk(app, who, way)
      const booked = await count(app, who)
      const before = await seen(app, who)
      expect(standing(before)).to.equal(state)
      const [answer] = await app.say(who, { choose: summary.options[0]!.id })
      expect(answer!.text).to.match(/^Ese botón es de una pregunta anterior/)
      expect(standing(await seen(app, who))).to.equal(state)
      expect(await count(app, who)).to.equal(booked)
    })
  }
})

async function walk(app: SandboxApp, who: string, way: (string | number)[]): Promise<void> {
  for (const move of way) {
    if (move === 'next') await untilReminded(app, who)
    else if (typeof move === 'string') await app.say(who, move)
    else
      await app.say(who, {
        choose: (await chat(app, who)).findLast(({ options }) => options.length > 0)!.options.at(move)!.id,
      })
  }
}

/** Others' alarms come first on the same clock. */
async function untilReminded(app: SandboxApp, who: string): Promise<void> {
  while (!(await chat(app, who)).at(-1)!.text.startsWith('Te recordamos'))
    await app.post('/sandbox/clock', { to: 'next' })
}

async function chat(app: SandboxApp, who: string): Promise<Shown[]> {
  return (await app.get<{ messages: Shown[] }>(`/sandbox/customers/${who}/messages`)).messages
}

async function seen(app: SandboxApp, who: string): Promise<Seen> {
  const answer = await fetch(`${app.url}/api/v1/conversations/${who}`)
  return answer.ok ? ((await answer.json()) as Seen) : { talk: [], attention: 'bot' }
}

function standing({ talk }: Seen): string {
  const front = talk.at(-1)
  return front ? `${front.flow}.${front.state}` : 'nothing'
}

async function count(app: SandboxApp, who: string): Promise<number> {
  return (await app.get<{ items: unknown[] }>(`/api/v1/appointments?customer=${who}`)).items.length
}
