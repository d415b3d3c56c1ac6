import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { temporaryFolder } from '../helpers/open.ts'
import { freshDatabase } from '../helpers/postgres.ts'
import { copyOfProject } from '../helpers/process.ts'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'
import { nobodysPort, run } from './run.ts'

const phone = '59899111111'

/** Flows with a fault: who wants to book is met by an error. */
function brokenFlows(): string {
  const flows = join(copyOfProject(), 'flows')
  const file = join(flows, 'greeting.ts')
  const broken = readFileSync(file, 'utf8').replace(
    'wantsBooking: (_, { intent, when, service }: CustomerWrote) =>',
    "wantsBooking: (_, { intent, when, service, text }: CustomerWrote) =>\n      (() => { if (/frenos/.test(text)) throw new Error('the brakes failed'); return false })() ||",
  )
  writeFileSync(file, broken)
  return flows
}

const stores: Record<string, () => Promise<Record<string, string>>> = {
  'the embedded store': async () => ({}),
  PostgreSQL: async () => ({ DATABASE_URL: await freshDatabase() }),
}

for (const [store, environmentOf] of Object.entries(stores)) {
  describe(`chasqui deadletters (${store})`, function () {
    this.timeout(60_000)

    it('lists what could not be handled, shows it, and has it handled once the flow is mended', async () => {
      const folder = temporaryFolder()
      const environment = await environmentOf()
      const beside = ({ url }: SandboxApp) => ({
        environment: { ...environment, DATA_DIR: folder, PORT: new URL(url).port },
      })
      const broken = await startSandbox({ folder, flows: brokenFlows(), environment })
      const [told] = await broken.say(phone, 'quiero hora para frenos')
      expect(told!.text).to.match(/persona/)
      await broken.say(phone, 'estás ahí?')
      const { stdout } = await run(['deadletters', 'list'], beside(broken))
      const [id = ''] = stdout.split('  ')
      expect(stdout).to.match(/^[0-9a-f]{12} {2}\S+Z {2}torke {2}c\w+ {2}.*the brakes failed\n$/)
      expect(stdout).not.to.match(new RegExp(`${phone}|quiero hora`))
      const shown = JSON.parse((await run(['deadletters', 'show', id], beside(broken))).stdout)
      expect(shown.raw).to.deep.include({ type: 'text', text: { body: 'quiero hora para frenos' } })

      const again = await run(['deadletters', 'retry', id], beside(broken))
      expect(again.code).to.equal(1)
      expect(again.stderr).to.match(/^It could not be handled this time either: .*the brakes failed/)
      await broken.close()

      const mended = await startSandbox({ folder, environment })
      const [left] = (await run(['deadletters', 'list'], beside(mended))).stdout.split('\n')
      const retried = await run(['deadletters', 'retry', left!.split('  ')[0]!], beside(mended))
      expect(retried.stdout).to.equal('It was handled.\n')
      await mended.chasqui.engine.settled()
      const { messages } = await mended.get<{ messages: { text: string }[] }>(
        `/sandbox/customers/${phone}/messages`,
      )
      expect(messages.at(-1)!.text).to.match(/^Para Frenos tengo/)
      const none = await run(['deadletters', 'list'], beside(mended))
      expect(none.stdout).to.equal('There is none: all that came was handled.\n')
      // The bot has the floor again.
      expect((await mended.say(phone, 'la primera'))[0]!.text).to.match(/^Te guardo el lugar/)
    })

    it('says that there is no such one', async () => {
      const app = await startSandbox({ environment: await environmentOf() })
      const environment = { DATA_DIR: app.folder, PORT: new URL(app.url).port }
      const { code, stderr } = await run(['deadletters', 'retry', 'abc'], { environment })
      expect(code).to.equal(1)
      expect(stderr).to.match(/^There is no such dead letter/)
    })
  })
}

describe('chasqui deadletters retry', function () {
  this.timeout(60_000)

  it('opens the store itself where no server runs', async () => {
    const folder = temporaryFolder()
    const broken = await startSandbox({ folder, flows: brokenFlows() })
    await broken.say(phone, 'quiero hora para frenos')
    await broken.close()
    const environment = { DATA_DIR: folder, ...nobodysPort }
    const [id] = (await run(['deadletters', 'list'], { environment })).stdout.split('  ')
    expect((await run(['deadletters', 'retry', id!], { environment })).stdout).to.equal('It was handled.\n')
  })
})
