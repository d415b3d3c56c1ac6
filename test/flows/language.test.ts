import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { loadTexts } from '../../src/conversation/texts.ts'
import { copyOfProject } from '../helpers/process.ts'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'
import { flowsFor } from '../helpers/workshop.ts'

const ana = '59899000001'
const beto = '59899000002'
const carla = '59899000003'

describe('the language of a customer', () => {
  async function last(app: SandboxApp): Promise<Shown> {
    return (await app.get<{ messages: Shown[] }>(`/sandbox/customers/${ana}/messages`)).messages.at(-1)!
  }

  for (const [how, day, passes, reminder] of [
    [
      'inside the window',
      'tomorrow',
      'PT5H',
      /^A reminder of your appointment at Taller Chico: .* at 9 am, Frenos/,
    ],
    [
      'as a template outside',
      'in 3 days',
      'P3D',
      /^A reminder of your appointment at Taller Chico: .* at \d+(?::\d\d)? [ap]m, Frenos/,
    ],
  ] as const) {
    it(`is theirs in reminders, too: ${how}`, async () => {
      const flows = flowsFor(
        'bays: [{ id: bay, name: Único }]\nservices: [{ id: brakes, title: Frenos, minutes: 90 }]',
      )
      const app = await startSandbox({ flows })
      await app.morning()
      await app.say(ana, 'Hello, I need to book brakes')
      await app.say(ana, `${day} at 9 am`)
      await app.say(ana, 'Golf SBC1234')
      await app.advance(passes)
      expect((await last(app)).text).to.match(reminder)
    })
  }

  it('is told by what they begin with, taken up in bursts as it is', async () => {
    const app = await startSandbox({ environment: { BURST_MS: '50' } })
    const [answer] = await app.say(ana, 'Hello, I would like to book an appointment')
    expect(answer!.text).to.equal('Sure! What does your vehicle need?')
  })

  it('is Spanish for who "precisa agendar"', async () => {
    const app = await startSandbox()
    const [answer] = await app.say(ana, 'preciso agendar service')
    expect(answer!.text).to.match(/^Para Service completo tengo/)
  })

  it('is not settled by a greeting: the message after it tells', async () => {
    const app = await startSandbox()
    expect((await app.say(ana, 'hi'))[0]!.text).to.match(/^Hi!/)
    expect((await app.say(ana, 'quiero agendar'))[0]!.text).to.match(/^¡Dale! ¿Qué le hacemos/)
    expect((await app.say(ana, 'I need brakes please'))[0]!.text).to.match(/^Para Frenos tengo/)
    expect((await app.say(beto, 'Hola!'))[0]!.text).to.match(/^¡Hola!/)
    expect((await app.say(beto, 'I would like to book an appointment'))[0]!.text).to.match(/^Sure!/)
  })

  it('is asked for along with something else, and both are answered in one message', async () => {
    const app = await startSandbox()
    await app.say(ana, 'hola, quiero agendar')
    const answers = await app.say(ana, 'Do you speak English? I need new brakes')
    expect(answers.map(({ text }) => text)).to.deep.equal([
      "Sure, let's go on in English.\n\nFor Brakes I have these times. You can also tell me the day and time that suit you.",
    ])
  })

  it('names works at the question for the service, and the day with them', async () => {
    const app = await startSandbox()
    await app.morning()
    for (const [phone, begins, work, answer] of [
      [ana, 'Hello, I would like to book an appointment', 'I need new brakes', /^For Brakes I have/],
      [beto, 'Oi, quero marcar um horário', 'troca de óleo', /^Para Troca de óleo, tenho/],
      [
        carla,
        'hola, quiero agendar',
        'frenos para el miércoles de mañana',
        /^Para Frenos, de lo que pediste/,
      ],
    ] as const) {
      await app.say(phone, begins)
      expect((await app.say(phone, work))[0]!.text).to.match(answer)
    }
  })

  it('has services and prices in it, also those that were named before it changed', async () => {
    const flows = flowsFor(`currency: BRL
bays: [{ id: bay, name: Único }]
services:
  - { id: brakes, title: Frenos, minutes: 90, price: 3500, languages: { pt: { title: Freios, description: Pastilhas } } }
  - { id: oil, title: Aceite, minutes: 30, price: desde 900 }`)
    const app = await startSandbox({ flows })
    await app.morning()
    const [services] = await app.say(ana, 'Oi, quero marcar um horário')
    expect(services!.options.map(({ title, description }) => [title, description])).to.deep.equal([
      ['Freios', 'Pastilhas · R$ 3.500'],
      ['Aceite', 'desde 900'],
    ])
    expect((await app.say(ana, { choose: 'Freios' }))[0]!.text).to.match(/^Para Freios, tenho/)
    expect((await app.say(ana, 'mejor en español'))[0]!.text).to.match(/Para Frenos tengo/)
    expect((await app.say(beto, 'quanto custa o serviço de freios?'))[0]!.text).to.match(
      /^Freios: R\$ 3\.500\. O preço final/,
    )
  })

  it('counts as it does', () => {
    const texts = loadTexts(fileURLToPath(new URL('../../flows/texts', import.meta.url)))
    const late = (language: string) =>
      [1, 15].map((minutes) => texts.say(language, 'late.noted', { minutes }, 'UTC'))
    expect(late('es').join()).to.match(/llegás un minuto tarde.*llegás unos 15 minutos tarde/)
    expect(late('pt').join()).to.match(/com um minuto de atraso.*com uns 15 minutos de atraso/)
    expect(late('en').join()).to.match(/about a minute late.*about 15 minutes late/)
  })

  it('is the workshop’s where there are no texts in another, and who asks for one is told so', async () => {
    const copy = copyOfProject()
    for (const language of ['pt', 'en']) rmSync(join(copy, 'flows', 'texts', `${language}.yaml`))
    const app = await startSandbox({ flows: join(copy, 'flows') })
    const [hello] = await app.say(ana, 'Hello, I would like to book an appointment')
    expect(hello!.text).to.match(/^¡Dale! ¿Qué le hacemos/)
    const [told] = await app.say(ana, 'in English please')
    expect(told!.text).to.match(/^Por ahora solo te puedo escribir en español\.\n\n¡Dale! ¿Qué le hacemos/)
  })
})
