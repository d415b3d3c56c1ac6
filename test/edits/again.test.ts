import { join } from 'node:path'
import { expect } from 'chai'
import { copyOfProject } from '../helpers/process.ts'
import { type SandboxApp, type Shown, startSandbox } from '../helpers/sandbox.ts'
import { type Files, readFiles, withTexts, writeFiles } from './files.ts'
import { changeOptions } from './options.ts'
import { renameState } from './states.ts'

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

  const edit = async (file: string, as: (source: string) => string) => {
    writeFiles(flows, withTexts(files, { ...files, [file]: as(files[file]!) }))
    await app.chasqui.reload()
  }
  const renameQuestion = () => edit('booking.ts', (source) => renameState(source, ['askingService']))
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
        /^Desculpa, mudamos uma coisa nesse meio-tempo e preciso perguntar de novo\./,
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
    await renameQuestion()
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

  it('is told so when what they tap is offered no more, and has what is offered now', async () => {
    const menu = last(await app.say(phone, 'hola'))
    await edit('greeting.ts', (source) => changeOptions(source, ['welcoming']))
    const again = last(await app.say(phone, { choose: menu.options[0]!.id }))
    expect(again.text).to.match(/^Perdón, cambiamos algo mientras tanto[\s\S]*¿En qué te ayudo\?$/)
    expect(again.options).to.have.length(menu.options.length - 1)
    expect(last(await app.say(phone, { choose: again.options[0]!.id })).text).to.include(
      '¿Qué le hacemos al vehículo?',
    )
  })

  it('answers what is asked in front, whatever was edited below it', async () => {
    await app.say(phone, 'quiero agendar')
    const question = last(await app.say(phone, 'borren mis datos'))
    await renameQuestion()
    const kept = last(await app.say(phone, { choose: question.options[1]!.id }))
    expect(kept.text).to.match(/^(?!Perdón)[\s\S]*¿Qué le hacemos al vehículo\?$/)
    expect(last(await app.say(phone, '1')).text).to.match(/^Perdón, cambiamos algo mientras tanto/)
    expect(last(await app.say(phone, '1')).options.length).to.be.greaterThan(3)
  })

  it('is told that a button below what is asked in front is an old one, if it cannot be gone on with', async () => {
    const services = last(await app.say(phone, 'quiero agendar'))
    const question = last(await app.say(phone, 'borren mis datos'))
    await renameQuestion()
    const old = last(await app.say(phone, { choose: services.options[0]!.id }))
    expect(old.text).to.include(question.text)
    expect((await app.get<{ attention: string }>(`/api/v1/conversations/${phone}`)).attention).to.equal('bot')
  })
})
