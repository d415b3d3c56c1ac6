import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { pseudonyms } from '../../../src/cli/talks/pseudonyms.ts'
import { sequenceOf } from '../../../src/cli/talks/sequence.ts'
import type { Message } from '../../../src/conversation/conversation.ts'
import { temporaryFolder } from '../../helpers/open.ts'
import { freshDatabase } from '../../helpers/postgres.ts'
import { type SandboxApp, startSandbox } from '../../helpers/sandbox.ts'
import { nobodysPort, run } from '../run.ts'

const phone = '59899765432'

/** Somebody books, comes back for the reminder, and asks for a person who answers. */
async function lived(environment: Record<string, string> = {}): Promise<SandboxApp> {
  const app = await startSandbox({ environment })
  await app.morning()
  await app.say(phone, 'Hola, soy Jimena Barreto, quiero agendar')
  await app.say(phone, 'frenos')
  const offered = (await app.say(phone, 'la semana que viene')).at(-1)!
  await app.say(phone, { choose: offered.options[0]!.id })
  await app.say(phone, 'Gol SCH 4821')
  await app.post('/sandbox/clock', { to: 'next' })
  await app.say(phone, { choose: 'Sí, voy' })
  await app.say(phone, { media: { type: 'audio' } })
  return app
}

for (const [name, where] of [
  ['the embedded store', async () => ({})],
  ['PostgreSQL', async () => ({ DATABASE_URL: await freshDatabase() })],
] as const)
  describe(`chasqui record and rewind, on ${name}`, function () {
    this.timeout(60_000)
    let app: SandboxApp
    let environment: Record<string, string>

    beforeEach(async () => {
      const given = await where()
      app = await lived(given)
      environment = { ...nobodysPort, ...given, DATA_DIR: app.folder }
    })

    it('writes a talk down without what tells who it was, and it goes as it went', async () => {
      const file = join(temporaryFolder(), 'talk.yaml')
      const { code, stdout, stderr } = await run(['record', `+${phone}`, file], { environment })

      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
      expect(stdout, stdout).to.include('Rehearsed now, it goes as it went.')
      const talk = readFileSync(file, 'utf8')
      expect(talk).not.to.match(/jimena|barreto|SCH|4821|765432/i)
      expect(talk).to.include('Hola, soy Ana Silva, quiero agendar')
      expect(talk).to.match(/heard: Gol SBA 0001/)
      expect(talk).to.match(/status: confirmed/)
      expect(talk).to.match(/\{(next)?[A-Za-z]+, date, day\}/)
      const again = await run(['replay', file])
      expect(again, again.stdout).to.include({ code: 0 })
    })

    it('plays up to a time on a copy, and says something else there', async () => {
      const { messages } = await app.get<{ messages: { at: string; text: string }[] }>(
        `/sandbox/customers/${phone}/messages`,
      )
      const reminder = messages.findIndex(({ text }) => text.startsWith('Te recordamos tu hora'))
      const answered = messages[reminder + 1]!
      const minutes = Math.floor(Date.parse(answered.at) / 60_000) * 60_000
      // Between the reminder and its answer, on the clock of Montevideo.
      const wall = new Date(minutes - 3 * 3_600_000).toISOString().slice(0, 16)
      // As it stands on the wall, and as the API prints it.
      const to = name === 'PostgreSQL' ? `${wall}:00-03:00` : wall
      const before = await app.get('/api/v1/appointments')
      const { code, stdout, stderr } = await run(
        ['rewind', phone, '--to', to, '--say', 'No, cancelala por favor'],
        { environment },
      )

      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
      const [then, after] = stdout.split(`${to}, and then:`)
      expect(then).to.include('> Hola, soy Jimena Barreto, quiero agendar')
      expect(then).to.include('¡Listo! Te esperamos')
      expect(then).not.to.include('> Sí, voy')
      expect(after).to.match(/> No, cancelala por favor\n.*cancel/)
      expect(await app.get('/api/v1/appointments')).to.deep.equal(before)
    })

    it('says what is wrong: nobody of that phone, a file that is there, a time that is none', async () => {
      const file = join(temporaryFolder(), 'talk.yaml')
      const nobody = await run(['record', '59899000000', file], { environment })
      expect(nobody).to.deep.include({ code: 1 })
      expect(nobody.stderr).to.match(/Nobody is known by that key or phone/)
      const there = await run(['record', phone, join(app.folder, 'sandbox.lmdb')], { environment })
      const none = await run(['rewind', phone, '--to', 'mañana', '--say', 'hola'], { environment })
      expect(none).to.deep.include({ code: 1 })
      expect(none.stderr).to.include('Write it like 2026-11-27T10:00')
      expect(there.stderr).to.include('sandbox.lmdb is there already')
    })
  })

describe('a talk that is written down', () => {
  const message = (number: number, rest: Partial<Message>): Message => ({
    id: `c.${number}`,
    number,
    from: 'customer',
    at: number * 1_000,
    type: 'text',
    text: '',
    ...rest,
  })

  it('has texts in a row as the one message that they were to the bot', () => {
    const messages = [
      message(1, { text: 'hola' }),
      message(2, { text: 'una consulta' }),
      message(3, { from: 'bot', text: 'Decime' }),
      message(60, { text: 'quiero agendar' }),
    ]

    expect(sequenceOf(messages)).to.deep.equal([
      { at: 1_000, did: { heard: 'hola\nuna consulta' } },
      { at: 3_000, said: messages[2] },
      { at: 60_000, did: { heard: 'quiero agendar' } },
    ])
  })

  it('ends where a person answered', () => {
    const messages = [
      message(1, { text: 'hola' }),
      message(2, { from: 'human', text: '¡Hola!' }),
      message(9, {}),
    ]

    expect(sequenceOf(messages)).to.have.length(1)
  })

  it('keeps nobody’s name, plate, phone or mail, and the same stays the same', () => {
    const veil = pseudonyms(['Jimena Barreto', null])

    expect(veil('Soy JIMENA, jimena.b@gmail.com, +598 99 765 432')).to.equal(
      'Soy ANA, alguien@example.com, 099 000 001',
    )
    expect(veil('el sch4821 y la SCH 4821 de jimena')).to.equal('el sba0001 y la SBA 0001 de ana')
    expect(veil('otro: ABC1D23, moto SAB 123')).to.equal('otro: SBA0T02, moto SBA 003')
    expect(veil('el viernes 27/11 a las 10:00, 85.000 km')).to.equal(
      'el viernes 27/11 a las 10:00, 85.000 km',
    )
  })
})
