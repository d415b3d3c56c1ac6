import { join } from 'node:path'
import { expect } from 'chai'
import { copyOfProject } from '../helpers/process.ts'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'
import { type Files, readFiles, withTexts, writeFiles } from './files.ts'
import { changeOptions } from './options.ts'
import { removeState, renameState } from './states.ts'

const phone = '59899111111'

describe('who is in the middle of a flow that was edited', function () {
  this.timeout(60_000)
  let app: SandboxApp
  let flows: string
  let files: Files

  beforeEach(async () => {
    flows = join(copyOfProject(), 'flows')
    files = readFiles(flows)
    app = await startSandbox({ flows })
  })

  const edit = async (edits: Record<string, (source: string) => string>) => {
    const after = Object.entries(edits).map(([file, as]) => [file, as(files[file]!)])
    writeFiles(flows, withTexts(files, { ...files, ...Object.fromEntries(after) }))
    await app.chasqui.reload()
  }
  const renameQuestion = (source: string) => renameState(source, ['askingService'])
  const last = (said: Shown[]) => said.at(-1)!

  it('is asked again in their own language, with a word of why', async () => {
    const asked: Record<string, [string, string, RegExp]> = {
      es: [
        '59899111111',
        'quiero agendar',
        /^Perdón, cambiamos algo mientras tanto y tengo que volver a preguntarte\./,
      ],
      pt: [
        '5551999111111',
        'oi, quero agendar um horário',
        /^Desculpe, mudamos uma coisa nesse meio-tempo e preciso perguntar de novo\./,
      ],
      en: [
        '447700111111',
        'hi, I want to book an appointment',
        /^Sorry, we changed something in the meantime, so I have to ask you again\./,
      ],
    }
    const questions: Record<string, Shown> = {}
    for (const [language, [from, text]] of Object.entries(asked))
      questions[language] = last(await app.say(from, text))
    await edit({ 'booking.ts': renameQuestion })
    for (const [language, [from, , sentence]] of Object.entries(asked)) {
      const [again, ...more] = await app.say(from, '1')
      const question = questions[language]!
      expect(more).to.deep.equal([])
      expect(again!.text).to.match(sentence)
      expect(again!.text.endsWith(`\n\n${question.text}`), again!.text).to.equal(true)
      expect(again!.options.map(({ title }) => title)).to.deep.equal(
        question.options.map(({ title }) => title),
      )
    }
  })

  it('answers what is asked in front, whatever was edited below it', async () => {
    const other = '59899222222'
    const services = last(await app.say(other, 'quiero agendar'))
    await app.say(phone, 'quiero agendar')
    const [question] = [
      await app.say(phone, 'borren mis datos'),
      await app.say(other, 'borren mis datos'),
    ].map(last)
    await edit({ 'booking.ts': renameQuestion })

    const kept = last(await app.say(phone, { choose: question!.options[1]!.title }))
    expect(kept.text).to.match(/^(?!Perdón)[\s\S]*¿Qué le hacemos al vehículo\?$/)
    expect(last(await app.say(phone, '1')).text).to.match(/^Perdón, cambiamos algo mientras tanto/)
    expect(last(await app.say(phone, '1')).options.length).to.be.greaterThan(3)

    const old = last(await app.say(other, { choose: services.options[0]!.id }))
    expect(old.text).to.include(question!.text)
    expect(await app.get(`/api/v1/conversations/${other}`)).to.include({ attention: 'bot' })
  })

  it('has what is offered now, and loses no appointment by an answer to what is asked no more', async () => {
    const menu = last(await app.say('59899222222', 'hola'))
    await app.say(phone, 'frenos el jueves a las 10')
    await app.say(phone, 'Gol SBC 1234')
    const question = last(await app.say(phone, 'quiero cancelar mi hora'))
    await edit({
      'greeting.ts': (source) => changeOptions(source, ['welcoming']),
      'appointment.ts': (source) => removeState(source, ['askingCancel'], ['cancelling']),
    })

    const again = last(await app.say('59899222222', { choose: menu.options[0]!.id }))
    expect(again.text).to.match(/^Perdón, cambiamos algo mientras tanto[\s\S]*¿En qué te ayudo\?$/)
    expect(again.options).to.have.length(menu.options.length - 1)
    const service = last(await app.say('59899222222', { choose: again.options[0]!.id }))
    expect(service.text).to.include('¿Qué le hacemos al vehículo?')

    expect(question.options.map(({ title }) => title)).to.include('No, dejarla')
    const kept = last(await app.say(phone, { choose: 'No, dejarla' }))
    expect(kept.text).to.match(/^Perdón, cambiamos algo mientras tanto[\s\S]*¿En qué te ayudo\?$/)
    const { items } = await app.get<{ items: { status: string }[] }>('/api/v1/appointments')
    expect(items.map(({ status }) => status)).to.deep.equal(['booked'])
  })
})
