import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { closeAfterTest, temporaryFolder } from './helpers/open.ts'
import { copyOfProject, eventually, run } from './helpers/process.ts'
import { type SandboxApp, startSandbox, talker } from './helpers/sandbox.ts'

const phone = '59899111111'

/** Another word for one that a file has several times. */
function rename(folder: string, file: string, from: string, to: string): void {
  const path = join(folder, file)
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(from, to))
}

/** Edits a file in a folder, as a person would. */
function editor(folder: string) {
  return (file: string, from: string, to: string) => {
    const path = join(folder, file)
    const before = readFileSync(path, 'utf8')
    if (!before.includes(from)) throw new Error(`${file} has no ${from}`)
    writeFileSync(path, before.replace(from, to))
  }
}

describe('flows that are edited while the server runs', function () {
  this.timeout(90_000)
  let app: SandboxApp
  let flows: string
  let edit: ReturnType<typeof editor>

  beforeEach(async () => {
    flows = join(copyOfProject(), 'flows')
    edit = editor(flows)
    app = await startSandbox({ flows })
  })

  const says = async (text: string) => (await app.say(phone, text)).map((each) => each.text).join('\n')

  it('are in force from the next message on: a text, in the middle of a talk that goes on', async () => {
    await app.say(phone, 'quiero agendar')
    edit('texts/es.yaml', 'askSlotAsked: Para {service},', 'askSlotAsked: Mirá, para {service},')
    edit('texts/es.yaml', 'askSlot: Para {service} tengo', 'askSlot: Mirá, para {service} tengo')
    await app.chasqui.reload()

    expect(await says('1')).to.match(/^Mirá, para /)
  })

  it('are in force from the next message on: hours of the workshop', async () => {
    edit('workshop.yaml', 'sunday: []', 'sunday: [10:00-12:00]')
    await app.chasqui.reload()

    expect(await says('a qué hora abren?')).to.match(/domingo.* 10:00–12:00/)
  })

  it('are in force from the next message on: a flow, and what it has from a file beside it', async () => {
    await app.say(phone, 'hola')
    edit(
      'texts/es.yaml',
      'thanked: ¡A vos! Cualquier cosa, escribime.',
      'thanked: ¡De nada!\n  sung: La la la.',
    )
    edit('texts/pt.yaml', '\ngreeting:\n', '\ngreeting:\n  sung: Lá lá lá.\n')
    edit('texts/en.yaml', '\ngreeting:\n', '\ngreeting:\n  sung: La la la.\n')
    edit('greeting.ts', "'greeting.thanked'", 'song')
    edit('greeting.ts', 'import { booking }', "import { song } from './song.ts'\nimport { booking }")
    writeFileSync(join(flows, 'song.ts'), "export const song = 'greeting.sung'\n")
    await app.chasqui.reload()

    expect(await says('gracias')).to.equal('La la la.')
  })

  it('begin anew, and say so, where a talk cannot go on', async () => {
    await app.say(phone, 'quiero agendar')
    rename(flows, 'booking.ts', 'askingService', 'askingWork')
    await app.chasqui.reload()

    const said = await says('1')
    expect(said).to.include('cambiamos algo mientras tanto')
    expect(said).to.include('¿Qué le hacemos al vehículo?')
  })

  it('are not in force at all while one of the files is wrong, which is told with its line', async () => {
    const menu = await says('hola')
    edit('texts/es.yaml', 'menu: ¡Hola!', 'menu: ¡Buenas!')
    edit('workshop.yaml', 'zone: America/Montevideo', 'zone: America/Montevide')
    const refused = await refusal()
    expect(refused).to.match(/workshop\.yaml:\d+: workshop-file: .*zone/)
    expect(refused).to.include('America/Montevide')
    expect(await says('hola')).not.to.include('¡Buenas!')

    edit('workshop.yaml', 'zone: America/Montevide', 'zone: America/Montevideo')
    await app.chasqui.reload()
    expect(await says('hola')).to.include('¡Buenas!')
    expect(menu).to.include('¿En qué te ayudo?')
  })

  it('are refused with a flow that cannot be read, and taken once it is mended', async () => {
    edit('late.ts', 'createMachine({', 'createMachine({{')
    expect(await refusal()).to.include('late.ts')
    expect(await says('hola')).to.include('¿En qué te ayudo?')

    edit('late.ts', 'createMachine({{', 'createMachine({')
    await app.chasqui.reload()
    expect(await says('hola')).to.include('¿En qué te ayudo?')
  })

  it('may use a template that is new, which the sandbox’s Meta approves', async () => {
    edit('templates.yaml', 'appointment_reminder:', 'visit_reminder:')
    edit('appointment.ts', "'appointment_reminder'", "'visit_reminder'")
    await app.chasqui.reload()
    const { workshop } = app.chasqui.engine.receptions.get('torke')!.house
    const answer = await app.post<{ id: string; state: string }>('/api/v1/messages', {
      to: phone,
      type: 'template',
      template: {
        name: 'visit_reminder',
        language: { code: 'es', policy: 'deterministic' },
        components: [
          {
            type: 'body',
            parameters: ['Torke', 'mañana', '10:00', 'Service'].map((text) => ({ type: 'text', text })),
          },
        ],
      },
    })
    await app.chasqui.engine.settled()
    const { state, reason } = await app.get<{ state: string; reason?: string }>(
      `/api/v1/messages/${answer.id}`,
    )
    expect({ state, reason, id: workshop.id }).to.include({ id: 'torke', reason: undefined })
    expect(['accepted', 'sent', 'delivered', 'read']).to.include(state)
  })

  it('change in the middle of no turn: what is said in one is all from before, or all from after', async () => {
    const [before, after] = ['¡Hola! Soy el asistente de {workshop}.', 'Buenas, acá {workshop}.']
    const [book, alsoBook] = ['optionBook: Agendar hora', 'optionBook: Sacar hora']
    let isOver = false
    const reloads = (async () => {
      for (let round = 0; round < 3; round++) {
        const [texts, options] = [
          [before, after],
          [book, alsoBook],
        ].map((pair) => (round % 2 ? pair.toReversed() : pair))
        edit('texts/es.yaml', texts![0]!, texts![1]!)
        edit('texts/es.yaml', options![0]!, options![1]!)
        await app.chasqui.reload()
      }
    })().finally(() => {
      isOver = true
    })
    const seen = new Set<string>()
    for (let count = 0; !isOver; count += 8)
      await Promise.all(
        Array.from({ length: 8 }, async (_, index) => {
          const [menu] = await app.say(`598992${String(count + index).padStart(6, '0')}`, 'hola')
          const isBefore = menu!.text.startsWith('¡Hola! Soy')
          expect(menu!.options[0]!.title).to.equal(isBefore ? 'Agendar hora' : 'Sacar hora')
          seen.add(menu!.text)
        }),
      )
    await reloads
    expect(seen.size).to.equal(2)
  })

  async function refusal(): Promise<string> {
    const error = await app.chasqui.reload().then(
      () => undefined,
      (error: Error) => error,
    )
    expect(error, 'the edited flows').to.be.instanceOf(Error)
    return error!.message
  }
})

describe('npm start', function () {
  this.timeout(90_000)

  it('takes up an edited file by itself, or says what to mend in it', async () => {
    const project = copyOfProject()
    const edit = editor(join(project, 'flows'))
    const { url, output } = await start(project)
    const { say } = talker(url)
    const menus = async () => (await say(phone, 'hola')).at(-1)!.text
    await menus()

    edit('texts/es.yaml', 'menu: ¡Hola!', 'menu: ¡Buenas!')
    await eventually(async () => ((await menus()).includes('¡Buenas!') ? true : undefined))
    edit('texts/es.yaml', 'menu: ¡Buenas!', 'menu: ¡Buenas, {nombre}!')
    await eventually(async () => (/es\.yaml:\d+.*nombre/.test(output()) ? true : undefined))
    expect(await menus()).to.include('¡Buenas!')
  })

  it('reads the flows again on SIGHUP', async () => {
    const project = copyOfProject()
    const { child, output } = await start(project)
    child.kill('SIGHUP')
    await eventually(async () => (output().includes('The flows were read again') ? true : undefined))
  })

  async function start(project: string) {
    const given = { PORT: '0', DATA_DIR: temporaryFolder(), LOG_LEVEL: 'info' }
    const { child, output } = run(process.execPath, ['--import', 'tsx', 'src/main.ts'], given, project)
    closeAfterTest(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    })
    const url = await eventually(async () => /http:\/\/[\d.]+:\d+/.exec(output())?.[0])
    return { url, child, output }
  }
})
