import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { temporaryFolder } from '../helpers/open.ts'
import { freshDatabase } from '../helpers/postgres.ts'
import { root } from '../helpers/process.ts'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'
import { nobodysPort, run } from './run.ts'

const [ana, leo, eva] = ['59899111111', '59899222222', '59899333333']

for (const [name, where] of [
  ['the embedded store', async () => ({})],
  ['PostgreSQL', async () => ({ DATABASE_URL: await freshDatabase() })],
] as const)
  describe(`chasqui flows try, on ${name}`, function () {
    this.timeout(60_000)
    let app: SandboxApp
    let environment: Record<string, string>
    let edited: string

    beforeEach(async () => {
      const given = await where()
      app = await startSandbox({ environment: given })
      environment = { ...nobodysPort, ...given, DATA_DIR: app.folder }
      edited = join(temporaryFolder(), 'edited')
      cpSync(join(root, 'flows'), edited, { recursive: true })
      // One looks at the menu, one at the services, one has left.
      await app.say(ana!, 'hola')
      await app.say(leo!, 'quiero agendar')
      await app.say(eva!, 'gracias')
    })

    const change = (file: string, from: string | RegExp, to: string) => {
      const path = join(edited, file)
      const before = readFileSync(path, 'utf8')
      const after = before.replaceAll(from as string, to)
      if (after === before) throw new Error(`${file} has no ${from}`)
      writeFileSync(path, after)
    }
    const tried = (...more: string[]) => run(['flows', 'try', edited, ...more], { environment })

    it('has all talks go on as they are where only words changed, and shows where talks would differ', async () => {
      change('texts/es.yaml', '¿Qué le hacemos al vehículo?', '¿Qué le hacemos?')
      const { code, stdout, stderr } = await tried()

      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
      expect(stdout).to.include('Of 2 talks that go on: 2 same, 0 moved, 0 restarted, 0 stranded.')
      expect(stdout).to.match(/- ¡Dale! ¿Qué le hacemos al vehículo\?/)
      expect(stdout).to.match(/\+ ¡Dale! ¿Qué le hacemos\?/)
      expect(stdout).to.include('Of 3 recent talks, played with both: 1 would go another way.')
    })

    it('has a talk begin its flow again where its state was renamed, and changes nothing by that', async () => {
      change('booking.ts', 'askingService', 'askingWork')
      const before = await app.chasqui.store.conversations('torke', { limit: 10 })
      const { code, stdout } = await tried('--talks', '0')

      expect(code).to.equal(0)
      expect(stdout).to.include('Of 2 talks that go on: 1 same, 0 moved, 1 restarted, 0 stranded.')
      expect(stdout).to.match(/restarted {2}\w+ {2}booking\.askingService: booking begins again/)
      expect(await app.chasqui.store.conversations('torke', { limit: 10 })).to.deep.equal(before)
    })

    it('has a talk moved where the flow says how', async () => {
      change('booking.ts', 'askingService', 'askingWork')
      change(
        'index.ts',
        'export const flows = {',
        `export const migrations = {
  booking: (snapshot: unknown) => JSON.parse(JSON.stringify(snapshot).replaceAll('askingService', 'askingWork')),
}

export const flows = {`,
      )
      const { code, stdout } = await tried('--talks', '0')

      expect(stdout).to.include('Of 2 talks that go on: 1 same, 1 moved, 0 restarted, 0 stranded.')
      expect(stdout).to.include('booking by its migration')
      expect(code).to.equal(0)
    })

    it('fails where a talk would be stranded: its flow cannot begin again', async () => {
      change('booking.ts', 'askingService', 'askingWork')
      change(
        'bookingSetup.ts',
        'export const bookingSetup',
        'const broken = () => { throw new Error("no") }\nexport const bookingSetup',
      )
      change(
        'booking.ts',
        "initial: 'starting',",
        "initial: 'starting',\n  entry: { type: 'keepServices', params: () => broken() },",
      )
      change('booking.ts', 'import { bookingSetup,', 'import { broken, bookingSetup,')
      change('bookingSetup.ts', 'const broken', 'export const broken')
      const { code, stdout, stderr } = await tried('--talks', '0')

      expect(stdout, stdout).to.match(/stranded {3}\w+ {2}booking\.askingService: it cannot begin again/)
      expect(code).to.equal(1)
      expect(stderr).to.include('1 talk would be stranded')
    })

    it('tries nothing where flows check finds a mistake', async () => {
      change('texts/es.yaml', '  askService: ', '  askServis: ')
      const { code, stdout, stderr } = await tried()

      expect(code).to.equal(1)
      expect(stdout).to.match(/text-missing/)
      expect(stderr).to.include('Nothing was tried.')
    })

    it('tries an export, wherever that comes from', async () => {
      const file = join(temporaryFolder(), 'export.jsonl')
      await run(['store', 'export', file], { environment })
      const elsewhere = { ...nobodysPort, DATA_DIR: temporaryFolder() }
      const { code, stdout } = await run(['flows', 'try', edited, '--export', file], {
        environment: elsewhere,
      })

      expect(code, stdout).to.equal(0)
      expect(stdout).to.include('Of 2 talks that go on: 2 same')
      expect(stdout).to.include('Of 3 recent talks, played with both: 0 would go another way.')
      rmSync(file)
    })
  })
