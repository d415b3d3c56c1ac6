import { expect } from 'chai'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'

const phone = '59899111111'

describe('what a customer wishes', () => {
  let app: SandboxApp
  beforeEach(async () => {
    app = await startSandbox()
    await app.morning()
  })

  const say = async (...lines: string[]): Promise<Shown> => {
    let said: Shown[] = []
    for (const line of lines) said = await app.say(phone, line)
    expect(said).to.have.length(1)
    return said[0]!
  }
  const book = () => say('quiero agendar', 'frenos', 'la primera', 'Gol SBC 1234')
  const statuses = async () =>
    (await app.get<{ items: { status: string }[] }>('/api/v1/appointments')).items.map(({ status }) => status)

  it('to cancel an appointment is asked for once more, whatever word says it', async () => {
    for (const word of ['sí', 'cancelar', 'dale']) {
      await book()
      expect((await say('quiero cancelar mi turno')).text).to.match(/^¿Cancelo tu hora del/)
      expect((await say(word)).text).to.match(/^Listo, cancelé tu hora/)
    }
    expect(new Set(await statuses())).to.deep.equal(new Set(['cancelled']))
  })

  it('to cancel is dropped by a no', async () => {
    await book()
    await say('no puedo ir')
    expect((await say('no')).text).to.match(/^¡Perfecto! Te esperamos/)
    expect(await statuses()).to.deep.equal(['booked'])
  })

  it('to cancel an appointment is heard in the middle of booking another', async () => {
    await book()
    await say('quiero agendar')
    expect((await say('quiero cancelar mi turno')).text).to.match(/^¿Cancelo tu hora del/)
  })

  it('"cancelar" at the appointment’s own question is about the appointment', async () => {
    await book()
    await say('mis horas')
    expect((await say('cancelar')).text).to.match(/^¿Cancelo tu hora del/)
  })

  it('to move it to a day is heard with the day', async () => {
    await book()
    const offer = await say('quiero cambiarla para el sábado')
    expect(offer.options.slice(0, -1).every(({ title }) => title.startsWith('sáb'))).to.equal(true)
  })

  it('of a lone time, while moving, is meant on the appointment’s own day', async () => {
    await book()
    const { items } = await app.get<{ items: { start: string }[] }>('/api/v1/appointments')
    await say('quiero cambiar la hora')
    const offer = await say('a las 16:00')
    const day = items[0]!.start.slice(8, 10)
    expect(offer.text + offer.options[0]?.title).to.match(
      new RegExp(`(del \\S+ |\\S+ )${Number(day)}(/| de )`),
    )
  })

  it('of service, day and hour in one sentence is heard at once', async () => {
    const answer = await say('hola, quiero hora para frenos')
    expect(answer.text).to.match(/^Para Frenos tengo/)
  })

  it('of another day at the summary beats the "no" before it', async () => {
    await say('quiero agendar', 'frenos', 'la primera', 'un gol gris')
    const offer = await say('no, el sábado')
    expect(offer.options.slice(0, -1).every(({ title }) => title.startsWith('sáb'))).to.equal(true)
  })

  it('is never taken for a vehicle', async () => {
    await say('quiero agendar', 'frenos', 'la primera')
    for (const words of ['es el de mi señora', 'dale', 'perfecto']) {
      expect((await say(words)).text, words).to.match(/^Perdón, no te entendí/)
      // Who is not understood twice in a row is given to a person.
      expect((await say('hola')).text).to.match(/¿Qué vehículo es\?/)
    }
    expect((await say('un ford ka')).text).to.match(/^¿Te agendo así\?.*un ford ka/s)
    expect((await say('Fiat Uno SBD 4321')).text).to.include('Fiat Uno SBD 4321')
  })

  it('of another hour, said where the vehicle is asked, is heard on the same day', async () => {
    const held = await say('quiero agendar', 'frenos', 'la primera')
    const day = /del (.+?) a las/.exec(held.text)![1]!
    expect((await say('mejor a las 9')).text).to.include(day)
    expect((await say('otra hora')).options.length).to.be.greaterThan(3)
  })

  it('of "cambio de aceite" for a day is a wish for oil, not to move another appointment', async () => {
    await book()
    const answer = await say('quiero cambio de aceite para el sábado a las 9')
    expect(answer.text).not.to.include('Te la cambio')
    await say('cancelar')
    expect(await statuses()).to.deep.equal(['booked'])
  })

  it('to move it right after booking is heard with its hour', async () => {
    await book()
    expect((await say('cambiala para las 16:00')).text).to.match(/a las 16:00|[Ll]o más cerca/)
  })

  it('to go back asks for the service again', async () => {
    await say('quiero agendar', 'frenos')
    expect((await say('me equivoqué')).text).to.match(/^¡Dale! ¿Qué le hacemos/)
  })

  it('said again while it is being done is asked again without a reproach', async () => {
    await say('quiero agendar')
    expect((await say('Hola, quiero agendar')).text).to.match(/^¡Dale!/)
  })

  it('of thanks ends kindly', async () => {
    await book()
    for (const words of ['perfecto', '👍', 'dale', 'gracias'])
      expect((await say(words)).text, words).to.match(/^¡A vos!/)
  })

  it('said by an impatient finger, three times the same button, is answered once', async () => {
    await say('quiero agendar', 'frenos', 'la primera')
    const summary = await say('un gol gris')
    const { id } = summary.options[0]!
    const answers = await Promise.all([1, 2, 3].map(() => app.say(phone, { choose: id })))
    const said = new Set(answers.flat().map((each) => each.id))
    expect(said.size).to.equal(1)
    expect(await statuses()).to.deep.equal(['booked'])
  })

  it('said by a button whose time is over is explained', async () => {
    await book()
    await app.advance('P60D')
    const { messages } = await app.get<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages`)
    const reminder = messages.findLast(({ options }) => options.length > 0)!
    const [answer] = await app.say(phone, { choose: reminder.options[0]!.id })
    expect(answer!.text).to.match(/^Ese botón ya no está en uso/)
    expect((await say('hola')).options).to.have.length(3)
  })
})
