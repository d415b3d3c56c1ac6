import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { temporaryFolder } from '../helpers/open.ts'
import { startSandbox } from '../helpers/sandbox.ts'
import { live } from './live.ts'
import { nobodysPort, pointingTo, run } from './run.ts'

const recording = new URL('../../fixtures/webhooks/guide.json', import.meta.url).pathname
const talk = new URL('../../fixtures/talks/menu-half-way.yaml', import.meta.url).pathname

describe('chasqui replay', () => {
  it('posts a recorded webhook to the sandbox as if it came now, and shows what the bot says', async () => {
    const { url } = await startSandbox()

    const { code, stdout, stderr } = await run(['replay', recording], { environment: pointingTo(url) })

    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
    expect(stdout).to.equal(`✓ ${recording}: 200
  > Hola, quiero agendar
    ¡Dale! ¿Qué le hacemos al vehículo?
`)
  })

  it('says what a file lacks that is no webhook, and posts nothing', async () => {
    const { url, get } = await startSandbox()
    const file = join(temporaryFolder(), 'other.json')
    const lacks: [unknown, string][] = [
      [[], 'it is no JSON object'],
      [{ a: 1 }, '"object" must be "whatsapp_business_account", and is missing'],
      [{ object: 'page', entry: [] }, '"object" must be "whatsapp_business_account", and is "page"'],
      [{ object: 'whatsapp_business_account', entry: [] }, '"entry" must be a list with something in it'],
      [
        { object: 'whatsapp_business_account', entry: [{}] },
        '"entry.0.changes" must be a list with something in it',
      ],
    ]
    for (const [recorded, lack] of lacks) {
      writeFileSync(file, JSON.stringify(recorded))
      const { code, stdout, stderr } = await run(['replay', file], { environment: pointingTo(url) })
      expect([code, stdout]).to.deep.equal([1, ''])
      expect(stderr).to.contain(`${file} is no webhook of WhatsApp: ${lack}.`)
    }
    expect((await get<{ items: object[] }>('/api/v1/deadletters')).items).to.deep.equal([])
  })

  it('is answered each time, since the message is new each time', async () => {
    const { url } = await startSandbox()

    const { stdout } = await run(['replay', recording, recording], { environment: pointingTo(url) })

    expect(stdout.match(/> Hola, quiero agendar/g)).to.have.lengthOf(2)
    expect(stdout.match(/ {4}¡Dale!|Perdón/g)).to.have.lengthOf.at.least(2)
  })

  it('shows the answer also where the bot waits for more texts', async () => {
    const { url } = await startSandbox({ environment: { BURST_MS: '5000' } })

    const { stdout } = await run(['replay', recording], { environment: pointingTo(url) })

    expect(stdout).to.contain('    ¡Dale! ¿Qué le hacemos al vehículo?')
  })

  it('posts it as it stands with --as-recorded: for another number and old, so nothing is said', async () => {
    const sandbox = await startSandbox()

    const { code, stdout } = await run(['replay', '--as-recorded', recording], {
      environment: pointingTo(sandbox.url),
    })
    const { items } = await sandbox.get<{ items: object[] }>('/api/v1/conversations')

    expect(code).to.equal(0)
    expect(stdout).to.contain(': 200\n')
    expect(stdout).not.to.contain('¡Dale!')
    expect(items).to.deep.equal([])
  })

  it('signs it for a live server, whose answer then goes to Meta', async () => {
    const { graph, environment, listen } = await live()
    const url = await listen()

    const { code, stdout, stderr } = await run(['replay', recording], { environment })
    const answer = await fetch(`${url}/api/v1/conversations/59899111111`, {
      headers: { Authorization: `Bearer ${environment.API_TOKEN}` },
    })
    const { messages } = (await answer.json()) as { messages: { text: string }[] }

    expect({ code, stdout, stderr }).to.deep.equal({ code: 0, stdout: `✓ ${recording}: 200\n`, stderr: '' })
    expect(messages.map(({ text }) => text)).to.deep.equal([
      'Hola, quiero agendar',
      '¡Dale! ¿Qué le hacemos al vehículo?',
    ])
    expect(graph.requests.every(({ path }) => path.startsWith('/v25.0/106540352242922/'))).to.equal(true)
  })

  it('exits with 1 when the server does not take it', async () => {
    const { environment, listen } = await live()
    await listen()

    const { code, stdout, stderr } = await run(['replay', recording], {
      environment: { ...environment, WHATSAPP_APP_SECRET: 'not-the-server’s' },
    })

    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: `✗ ${recording}: 401\n` })
    expect(stderr).to.equal('1 of 1 did not go as it should.\n')
  })

  it('says how to start a server when none answers', async () => {
    const { code, stderr } = await run(['replay', recording], { environment: nobodysPort })

    expect({ code, stderr }).to.deep.equal({
      code: 1,
      stderr: 'No server answers on http://127.0.0.1:1. Start one with: npm start\n',
    })
  })

  it('rehearses a talk in a sandbox of its own, without a server', async () => {
    const { code, stdout, stderr } = await run(['replay', talk], { environment: nobodysPort })

    expect({ code, stdout, stderr }).to.deep.equal({
      code: 0,
      stdout: '✓ Writing "menú" half way leads back to the beginning\n',
      stderr: '',
    })
  })

  it('shows where a talk goes another way, and exits with 1', async () => {
    const file = join(temporaryFolder(), 'wrong.yaml')
    writeFileSync(
      file,
      `title: Everyone gets a coffee
talk:
  - heard: hola
    said:
      - text: ¡Hola! Soy el asistente de Taller Torke. ¿En qué te ayudo?
        options: [Tomar un café, Mis horas, Hablar con alguien]
agenda:
  - { service: coffee, start: tuesday 10:00, status: booked }
`,
    )

    const { code, stdout, stderr } = await run(['replay', file, talk], { environment: nobodysPort })

    expect(code).to.equal(1)
    expect(stderr).to.equal('1 of 2 did not go as they should.\n')
    expect(stdout).to.contain('✗ Everyone gets a coffee\n  step 1, heard "hola":\n')
    expect(stdout).to.contain('    - [Tomar un café]\n').and.to.contain('    + [Agendar hora]\n')
    expect(stdout).to.contain('      [Mis horas]\n')
    expect(stdout).to.match(/agenda:\n {4}- \d{4}-\d\d-\d\dT10:00:00-03:00 coffee \(no vehicle\) booked\n/)
  })

  it('goes on after a file that cannot be played, and exits with 1', async () => {
    const { code, stdout, stderr } = await run(['replay', 'missing.json', talk], { environment: nobodysPort })

    expect(code).to.equal(1)
    expect(stdout).to.equal('✓ Writing "menú" half way leads back to the beginning\n')
    expect(stderr)
      .to.match(/^missing\.json cannot be played: /)
      .and.contain('\n1 of 2 did not go as they should.\n')
  })

  it('names the line of a talk that is no talk', async () => {
    const file = join(temporaryFolder(), 'broken.yaml')
    writeFileSync(file, 'title: Nobody speaks\ntalk:\n  - herd: hola\nagenda: []\n')

    const { code, stderr } = await run(['replay', file], { environment: nobodysPort })

    expect(code).to.equal(1)
    expect(stderr).to.contain('broken.yaml:3:').and.to.contain('did you mean "heard"?')
  })
})
