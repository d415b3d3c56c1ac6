import { expect } from 'chai'
import { refusal } from '../helpers/graph.ts'
import { temporaryFolder } from '../helpers/open.ts'
import { startSandbox } from '../helpers/sandbox.ts'
import { live } from './live.ts'
import { nobodysPort, pointingTo, run } from './run.ts'

const ana = '59899111111'
const recording = new URL('../../fixtures/webhooks/guide.json', import.meta.url).pathname

describe('chasqui send', () => {
  describe('in the sandbox', () => {
    it('sends a text to a customer who wrote, through the running server', async () => {
      const sandbox = await startSandbox()
      await sandbox.say(ana, 'Hola')

      const { code, stdout, stderr } = await run(['send', 'text', ana, 'Ya está pronto.'], {
        environment: pointingTo(sandbox.url),
      })
      const { messages } = await sandbox.get<{ messages: { text: string }[] }>(
        `/sandbox/customers/${ana}/messages`,
      )

      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
      expect(stdout).to.match(/^(accepted|sent|delivered|read) [a-z0-9]+\.\d+ wamid\.\S+\n$/)
      expect(messages.at(-1)!.text).to.equal('Ya está pronto.')
    })

    it('names the next command when the customer has not written for a day', async () => {
      const sandbox = await startSandbox()
      await sandbox.say(ana, 'Hola')
      await sandbox.advance('PT24H')

      const { code, stdout, stderr } = await run(['send', 'text', ana, 'Ya está pronto.'], {
        environment: pointingTo(sandbox.url),
      })

      expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' })
      expect(stderr).to.match(/^Not sent: .*npx chasqui send template TO NAME\n$/)
    })

    it('says so when the customer opted out', async () => {
      const sandbox = await startSandbox()
      await sandbox.say(ana, 'baja')

      const { code, stderr } = await run(['send', 'text', ana, 'Hola'], {
        environment: pointingTo(sandbox.url),
      })

      expect({ code, stderr }).to.deep.equal({
        code: 1,
        stderr: 'Not sent: this customer asked not to be written to any more.\n',
      })
    })

    it('sends a template to anyone, in the language of templates.yaml', async () => {
      const sandbox = await startSandbox()
      const values = ['Taller Torke', 'lunes 30 de noviembre', '10:00', 'Frenos']

      const { code, stderr } = await run(['send', 'template', ana, 'appointment_reminder', 'es', ...values], {
        environment: pointingTo(sandbox.url),
      })
      const { messages } = await sandbox.get<{ messages: { text: string }[] }>(
        `/sandbox/customers/${ana}/messages`,
      )

      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
      expect(messages.at(-1)!.text).to.equal(
        'Te recordamos tu hora en Taller Torke: lunes 30 de noviembre a las 10:00, Frenos. ¿Venís?',
      )
    })

    it('says how many values a template of the workshop needs', async () => {
      const sandbox = await startSandbox()

      const { code, stderr } = await run(['send', 'template', ana, 'appointment_reminder'], {
        environment: pointingTo(sandbox.url),
      })

      expect(code).to.equal(1)
      expect(stderr).to.contain('needs 4 values in its body, not 0')
    })

    it('gives Meta’s reason when it does not know a template', async () => {
      const sandbox = await startSandbox()

      const { code, stderr } = await run(['send', 'template', ana, 'nobodys_template'], {
        environment: pointingTo(sandbox.url),
      })

      expect(code).to.equal(1)
      expect(stderr).to.match(/^Not sent \(failed\): .*132001/)
    })

    it('opens the store by itself where no server runs', async () => {
      const environment = { ...nobodysPort, DATA_DIR: temporaryFolder() }

      const { code, stderr } = await run(['send', 'text', ana, 'Hola'], { environment })

      expect(code).to.equal(1)
      expect(stderr).to.contain('has not written in the last 24 hours')
    })
  })

  describe('in live mode', () => {
    it('sends through the running server, with the API token', async () => {
      const { graph, environment, listen } = await live()
      await listen()
      await run(['replay', recording], { environment })

      const { code, stdout, stderr } = await run(['send', 'text', ana, 'Ya está pronto.'], { environment })

      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
      expect(stdout).to.match(/^accepted [a-z0-9]+\.\d+ wamid\.TESTSENT\d+\n$/)
      expect(graph.requests.at(-1)!.body).to.deep.include({ to: `+${ana}`, type: 'text' })
      expect(graph.requests.at(-1)!.headers.authorization).to.equal('Bearer the-access-token')
    })

    it('names the next command when it is Meta who says that the window has closed', async () => {
      const { graph, environment, listen } = await live()
      await listen()
      await run(['replay', recording], { environment })
      graph.answer(() => refusal(131047, 'Re-engagement message'))

      const { code, stderr } = await run(['send', 'text', ana, 'Ya está pronto.'], { environment })

      expect(code).to.equal(1)
      expect(stderr).to.contain('npx chasqui send template TO NAME')
    })

    it('says what to set when the server wants another token', async () => {
      const { environment, listen } = await live()
      await listen()

      const { code, stderr } = await run(['send', 'text', ana, 'Hola'], {
        environment: { ...environment, API_TOKEN: 'another' },
      })

      expect(code).to.equal(1)
      expect(stderr).to.contain('Set API_TOKEN in .env')
    })

    it('opens the store by itself where no server runs', async () => {
      const { graph, environment } = await live()

      const { code, stdout, stderr } = await run(
        ['send', 'template', ana, 'appointment_reminder', 'es', 'a', 'b', 'c', 'd'],
        {
          environment,
        },
      )

      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
      expect(stdout).to.match(/^accepted /)
      expect(graph.requests.map(({ body }) => body?.to)).to.deep.equal([`+${ana}`])
    })

    it('says what is missing while credentials are', async () => {
      const { environment } = await live()

      const { code, stderr } = await run(['send', 'text', ana, 'Hola'], {
        environment: { ...environment, WHATSAPP_ACCESS_TOKEN: '' },
      })

      expect({ code, stderr }).to.deep.equal({
        code: 1,
        stderr: 'Nothing can be sent yet: WHATSAPP_ACCESS_TOKEN is not set.\n',
      })
    })
  })
})
