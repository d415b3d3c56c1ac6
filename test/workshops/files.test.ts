import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { House } from '../../src/conversation/turn.ts'
import { loadHouses } from '../../src/house.ts'
import { readWorkshops } from '../../src/workshops/files.ts'
import { copyOfProject } from '../helpers/process.ts'
import { startSandbox } from '../helpers/sandbox.ts'
import { severalWorkshops, workshopFile } from './several.ts'

const now = '2026-11-27T10:00:00-03:00'

describe('the files of several workshops', () => {
  it('are each a workshop with its own number, over shared texts, flows and words', async () => {
    const flows = severalWorkshops({ norte: '', sur: '' })
    const { files, areMany } = readWorkshops(flows)
    expect(areMany).to.equal(true)
    expect(files[0]!.number).to.deep.equal({
      phoneNumberId: '1001',
      businessAccountId: '2001',
      appSecret: 'NORTE_APP_SECRET',
      accessToken: 'NORTE_ACCESS_TOKEN',
      verifyToken: 'NORTE_VERIFY_TOKEN',
    })
    const [norte, sur] = await loadHouses(flows)
    expect([norte!.workshop.id, sur!.workshop.id]).to.deep.equal(['norte', 'sur'])
    expect(norte!.flows).to.equal(sur!.flows)
    expect(norte!.words).to.equal(sur!.words)
    expect(norte!.voice.texts).to.equal(sur!.voice.texts)
    expect(norte!.voice.common).to.include({ workshop: 'Taller norte' })
  })

  it('leave the simple case as it is, also beside an empty folder', async () => {
    const flows = severalWorkshops({})
    writeFileSync(join(flows, 'workshop.yaml'), readFileSync('flows/workshop.yaml'))
    const { files, areMany } = readWorkshops(flows)
    expect([areMany, files.length, files[0]!.number]).to.deep.equal([false, 1, undefined])
    expect(await loadHouses(flows)).to.have.length(1)
  })

  it('are refused beside workshop.yaml, with what to do', async () => {
    const flows = severalWorkshops({ norte: '' })
    writeFileSync(join(flows, 'workshop.yaml'), readFileSync('flows/workshop.yaml'))
    expect(await problems(flows)).to.deep.equal([
      `workshop.yaml: there are several workshops in ${flows}/workshops, and this file is for one alone; move it there and give it its number, or delete it`,
    ])
  })

  it('are all judged at once, each problem with its file and line', async () => {
    const flows = severalWorkshops({ norte: '', oeste: '', sur: '' })
    const norte = change(flows, 'norte', 'step: 30', 'stepp: 30')
    const sur = change(flows, 'sur', 'businessAccountId:', 'acount:')
    expect(await problems(flows)).to.deep.equal([
      `workshops/norte.yaml:${norte}:1 stepp: unknown key "stepp"; did you mean "step"?`,
      `workshops/sur.yaml:${sur - 2}:1 number.businessAccountId: is missing; write the id that Meta shows`,
      `workshops/sur.yaml:${sur}:3 number.acount: unknown key "acount"; here one of these can stand: phoneNumberId, businessAccountId, appSecret, appSecretPrevious, accessToken, verifyToken, eventsUrl, eventsSecret`,
    ])
  })

  it('are refused where two have one id or one number, both named', async () => {
    const flows = severalWorkshops({ norte: '', sur: '' })
    writeFileSync(join(flows, 'workshops', 'este.yaml'), workshopFile('norte', 3))
    const line = change(flows, 'sur', 'phoneNumberId: 1002', 'phoneNumberId: 1003')
    expect(await problems(flows)).to.deep.equal([
      `workshops/norte.yaml:${lineOf(flows, 'norte', 'id: norte')}:5 id: "norte" stands in ${flows}/workshops/este.yaml too; give each its own`,
      `workshops/sur.yaml:${line}:18 number.phoneNumberId: "1003" stands in ${flows}/workshops/este.yaml too; give each its own`,
    ])
  })

  for (const secret of [
    'EAAGm0PX4ZCpsBAKZCZCZAbc123',
    'd41d8cd98f00b204e9800998ecf8427e',
    'D41D8CD98F00B204E9800998ECF8427E',
    '12345678',
    'norte secret',
  ]) {
    it(`are refused with a secret where its name belongs, and do not repeat it (${secret.slice(0, 6)}…)`, async () => {
      const flows = severalWorkshops({ norte: '' })
      const line = change(flows, 'norte', 'NORTE_APP_SECRET', secret)
      expect(await problems(flows)).to.deep.equal([
        `workshops/norte.yaml:${line}:14 number.appSecret: is not a name; put the secret itself into .env, and write here the name of a variable of the environment (or .env), in capitals, like NORTE_APP_SECRET`,
      ])
    })
  }

  it('do not repeat a secret that stands in place of the whole number', async () => {
    const flows = severalWorkshops({ norte: '' })
    const file = join(flows, 'workshops', 'norte.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^number:[\s\S]*$/m, 'number: EAAGsecret'))
    const [problem] = await problems(flows)
    expect(problem).to.match(/ number: is not a group of keys; write phoneNumberId/)
    expect(problem).not.to.include('EAAG')
  })

  it('take ids that a number cannot hold in quotes', async () => {
    const flows = severalWorkshops({ norte: '' })
    const line = change(flows, 'norte', 'phoneNumberId: 1001', 'phoneNumberId: 12345678901234567')
    expect(await problems(flows)).to.deep.equal([
      `workshops/norte.yaml:${line}:18 number.phoneNumberId: is too long for a number; put it in quotes`,
    ])
    change(flows, 'norte', '12345678901234567', '"12345678901234567"')
    expect(readWorkshops(flows).files[0]!.number?.phoneNumberId).to.equal('12345678901234567')
  })

  it('may do without a number, which the sandbox gives', async () => {
    const flows = severalWorkshops({ norte: '' })
    const file = join(flows, 'workshops', 'norte.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^number:[\s\S]*$/m, ''))
    expect(readWorkshops(flows).files[0]!.number).to.equal(undefined)
    expect(await loadHouses(flows)).to.have.length(1)
  })
})

describe('texts of a workshop’s own', () => {
  it('take the place of the shared ones, in that workshop alone', async () => {
    const flows = severalWorkshops({
      norte: 'texts:\n  booking.askDay: ¿Qué día venís a {workshop}?',
      sur: '',
    })
    const houses = await loadHouses(flows)
    const said = houses.map(({ voice }) =>
      voice.texts.say('es', 'booking.askDay', { ...voice.common }, voice.zone),
    )
    expect(said[0]).to.equal('¿Qué día venís a Taller norte?')
    expect(said[1]).to.match(/^Decime qué día/)
    const [norte, sur] = houses.map(({ voice }) => voice.texts)
    expect(
      norte!.say('es', 'booking.booked', { start: now, service: 'Frenos', vehicle: 'Gol' }, 'UTC'),
    ).to.equal(sur!.say('es', 'booking.booked', { start: now, service: 'Frenos', vehicle: 'Gol' }, 'UTC'))
    expect(norte!.keys('es')).to.have.members(sur!.keys('es'))
  })

  it('stand in the file of the only workshop, too, and below the name of another language in that one', async () => {
    const copy = copyOfProject()
    const file = join(copy, 'flows', 'workshop.yaml')
    const own = ['texts:', '  booking.kept: Anotadísimo.', '  pt:', '    booking:', '      kept: Beleza.']
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n${own.join('\n')}\n`)
    const [{ voices }] = (await loadHouses(join(copy, 'flows'))) as [House]
    const said = Object.entries(voices).map(([language, { texts }]) => [
      language,
      texts.say(language, 'booking.kept', {}, 'UTC'),
    ])
    expect(Object.fromEntries(said)).to.deep.equal({ es: 'Anotadísimo.', pt: 'Beleza.', en: 'Noted.' })

    const app = await startSandbox({ flows: join(copy, 'flows') })
    await app.say('59899000001', 'Oi, preciso marcar um horário')
    const [kept] = await app.say('59899000001', 'Gol SBC1234')
    expect(kept!.text).to.match(/^Beleza\.\n\nClaro! De que serviço/)
  })

  it('are refused in a language that there is none of, and in another one where they cannot be said', async () => {
    const flows = severalWorkshops({
      norte: [
        'texts:',
        '  fr:',
        '    booking.kept: Noté.',
        '  pt:',
        '    booking.optionYes: Sim, pode agendar agora',
        '  es:',
        '    booking.kept: Sí.',
      ].join('\n'),
    })
    const line = lineOf(flows, 'norte', 'texts:')
    expect(await problems(flows)).to.deep.equal([
      `workshops/norte.yaml:${line + 1}:3 texts.fr: there are no texts in this language; there are en, es, pt`,
      `workshops/norte.yaml:${line + 4}:24 texts.pt.booking.optionYes: has 23 characters ("Sim, pode agendar agora"); a button (its name begins with "option") takes 20 at most: shorten it`,
      `workshops/norte.yaml:${line + 5}:3 texts.es: is the workshop’s own language; write its texts without it`,
    ])
  })

  it('are refused where no flow says them, where Meta would not take them, and where two buttons read alike', async () => {
    const flows = severalWorkshops({
      norte: [
        'texts:',
        '  booking:',
        '    askDya: ¿Qué día?',
        '    optionYes: Sí, quiero confirmar ese día',
        '    optionDrop: Cambiar la hora',
        '    askDay: "{cliente}, ¿qué día?"',
      ].join('\n'),
    })
    const line = lineOf(flows, 'norte', 'texts:')
    const [unsaid, long, twin, ...rest] = await problems(flows)
    expect(unsaid).to.equal(
      `workshops/norte.yaml:${line + 2}:13 texts.booking.askDya: no flow says "booking.askDya"; did you mean "booking.askDay"?`,
    )
    expect(long).to.match(/texts\.booking\.optionYes: has 28 characters.*takes 20 at most: shorten it$/)
    expect(twin).to.match(
      /texts\.booking\.optionDrop: reads like booking\.optionChange; give each button its own/,
    )
    expect(rest.join()).to.match(/texts\.booking\.askDay: unknown placeholder "cliente"/)
  })
})

describe('flows of a workshop’s own', () => {
  it('are laid over the shared ones, with texts that only they say', async () => {
    const flows = severalWorkshops({ norte: 'texts:\n  tyres.closed: No vendemos cubiertas.', sur: '' })
    const own = join(flows, 'workshops', 'norte')
    mkdirSync(own)
    writeFileSync(
      join(own, 'index.ts'),
      `${tyres}export const flows = { tyres }\nexport const greets = 'tyres'\n`,
    )
    const [norte, sur] = await loadHouses(flows)
    expect(Object.keys(norte!.flows.flows)).to.have.members([...Object.keys(sur!.flows.flows), 'tyres'])
    expect([norte!.flows.greets, sur!.flows.greets]).to.deep.equal(['tyres', 'greeting'])
    expect(norte!.flows.flows.booking).to.equal(sur!.flows.flows.booking)
    expect(norte!.voice.texts.say('es', 'tyres.closed', {}, 'UTC')).to.equal('No vendemos cubiertas.')
  })

  it('are refused where they say what nobody wrote, at that line', async () => {
    const flows = severalWorkshops({ norte: 'texts:\n  tyres.closd: No.\n  tyres.open: Sí.' })
    const own = join(flows, 'workshops', 'norte')
    mkdirSync(own)
    writeFileSync(
      join(own, 'index.ts'),
      `${tyres}export const flows = { tyres, open: 'tyres.open', 'tyres.closd': 1 }\n`,
    )
    expect(await problems(flows)).to.deep.equal([
      'workshops/norte/index.ts:7:64 text: nobody wrote "tyres.closed"; did you mean "tyres.closd"? (in texts/es.yaml)',
    ])
  })
})

const tyres = `import { effects } from 'chasqui'
import { setup } from 'xstate'

const tyres = setup({ actions: { ...effects } }).createMachine({
  id: 'tyres',
  initial: 'closed',
  states: { closed: { entry: { type: 'reply', params: { text: 'tyres.closed' } }, type: 'final' } },
})
`

async function problems(flows: string): Promise<string[]> {
  try {
    await loadHouses(flows)
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.replace(`${flows}/`, ''))
  }
  throw new Error('It was read without an error')
}

/** Replaces a text in a workshop's file, and says in which line. */
function change(flows: string, id: string, from: string, to: string): number {
  const line = lineOf(flows, id, from)
  const file = join(flows, 'workshops', `${id}.yaml`)
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
  return line
}

function lineOf(flows: string, id: string, text: string): number {
  const lines = readFileSync(join(flows, 'workshops', `${id}.yaml`), 'utf8').split('\n')
  const index = lines.findIndex((line) => !line.startsWith('#') && line.includes(text))
  expect(index).to.be.at.least(0)
  return index + 1
}
