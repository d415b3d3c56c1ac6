import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { parse } from 'yaml'
import { refusal } from '../helpers/graph.ts'
import { startSandbox } from '../helpers/sandbox.ts'
import { live } from './live.ts'
import { nobodysPort, pointingTo, run } from './run.ts'

/** The templates of the file, in each of their languages. */
const shipped = Object.entries(
  parse(readFileSync('flows/templates.yaml', 'utf8')) as Record<
    string,
    { language: string; languages?: object }
  >,
).flatMap(([name, { language, languages = {} }]) =>
  [language, ...Object.keys(languages)].map((each) => `${name} ${each}`),
)
const all = (state: string) => shipped.map((each) => `${each}: ${state}\n`).join('')
const ofReminder = /(appointment_reminder \w+): approved/g

describe('chasqui templates', () => {
  it('lists what is in the file', async () => {
    const { code, stdout } = await run(['templates', 'list'], { environment: nobodysPort })
    expect(code).to.equal(0)
    expect(stdout).to.match(/^appointment_reminder es utility: Te recordamos .* \[Sí, voy\]/)
  })

  it('asks the sandbox of the running server, which has them all approved', async () => {
    const sandbox = await startSandbox()
    const environment = pointingTo(sandbox.url)
    expect(await run(['templates', 'status'], { environment })).to.deep.equal({
      code: 0,
      stdout: all('approved'),
      stderr: '',
    })
    await sandbox.post('/sandbox/templates', {
      name: 'appointment_reminder',
      status: 'REJECTED',
      reason: 'INVALID_FORMAT',
    })
    const { code, stdout, stderr } = await run(['templates', 'status'], { environment })
    expect({ code, stdout }).to.deep.equal({
      code: 1,
      stdout: all('approved').replaceAll(ofReminder, '$1: rejected (INVALID_FORMAT)'),
    })
    expect(stderr).to.contain('npx chasqui templates push')
    expect((await run(['templates', 'push'], { environment })).stdout).to.equal(
      all('Meta has it as it is here (approved)').replaceAll(
        /(appointment_reminder .*)approved/g,
        '$1rejected',
      ),
    )
  })

  for (const isRunning of [true, false]) {
    it(`hands in what Meta does not have, ${isRunning ? 'through the running server' : 'by itself'}`, async () => {
      const { graph, environment, listen } = await live()
      environment.WHATSAPP_BUSINESS_ACCOUNT_ID = '2001'
      if (isRunning) await listen()
      graph.answer(({ method }) =>
        method === 'GET'
          ? { body: { data: [] } }
          : { body: { id: '7', status: 'PENDING', category: 'UTILITY' } },
      )

      expect((await run(['templates', 'status'], { environment })).stdout).to.equal(all('missing'))
      expect(await run(['templates', 'push'], { environment })).to.deep.equal({
        code: 0,
        stdout: all('handed in (pending)'),
        stderr: '',
      })
      const { path, headers, body } = graph.requests.find(({ method }) => method === 'POST')!
      expect(path).to.equal('/v25.0/2001/message_templates')
      expect(headers.authorization).to.equal('Bearer the-access-token')
      expect(body).to.deep.equal({
        name: 'appointment_reminder',
        language: 'es',
        category: 'UTILITY',
        parameter_format: 'positional',
        components: [
          {
            type: 'BODY',
            text: 'Te recordamos tu hora en {{1}}: {{2}} a las {{3}}, {{4}}. ¿Venís?',
            example: { body_text: [['Taller Torke', 'lunes 30 de noviembre', '10:00', 'Frenos']] },
          },
          {
            type: 'BUTTONS',
            buttons: ['Sí, voy', 'Cambiar la hora', 'Cancelar la hora'].map((text) => ({
              type: 'QUICK_REPLY',
              text,
            })),
          },
        ],
      })
    })
  }

  it('gives Meta’s reason, of the one that it did not take', async () => {
    const { graph, environment } = await live()
    environment.WHATSAPP_BUSINESS_ACCOUNT_ID = '2001'
    graph.answer(({ method }) =>
      method === 'GET' ? { body: { data: [] } } : refusal(100, 'Message template "language" is invalid'),
    )
    const { code, stdout, stderr } = await run(['templates', 'push'], { environment })
    expect(code).to.equal(1)
    expect(stdout).to.match(/^appointment_reminder es: not handed in \(.*"language" is invalid/)
    expect(stderr).to.equal(`${shipped.length} of ${shipped.length} could not be handed in.\n`)
  })

  it('says what is missing to ask Meta', async () => {
    const { environment } = await live()
    const { code, stderr } = await run(['templates', 'status'], { environment })
    expect(code).to.equal(1)
    expect(stderr).to.contain('WHATSAPP_BUSINESS_ACCOUNT_ID is not set')
    expect((await run(['templates', 'status'], { environment: nobodysPort })).stderr).to.contain('npm start')
  })
})
