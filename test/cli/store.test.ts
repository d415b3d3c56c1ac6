import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { Batch, Documents } from '../../src/store/documents.ts'
import { storeFile } from '../../src/store/embedded.ts'
import { keys, under } from '../../src/store/keys.ts'
import { temporaryFolder } from '../helpers/open.ts'
import { freshDatabase } from '../helpers/postgres.ts'
import { type SandboxApp, startSandbox } from '../helpers/sandbox.ts'
import { nobodysPort, run } from './run.ts'

const [ana, leo, eva] = ['59899111111', '59899222222', '59899333333']

/** A running sandbox in which much has happened: booked, moved, reminded, confirmed, held, called a person, opted out. */
async function lived(environment: Record<string, string> = {}): Promise<SandboxApp> {
  const app = await startSandbox({ environment })
  const hold = async (phone: string) => {
    await app.say(phone, 'quiero agendar')
    const offer = (await app.say(phone, '1')).at(-1)!
    await app.say(phone, { choose: offer.options.at(-2)!.id })
  }
  for (const phone of [ana!, leo!]) {
    await hold(phone)
    await app.say(phone, 'Gol SBC 1234')
  }
  await app.post('/sandbox/clock', { to: 'next' })
  await app.say(ana!, { choose: 'Sí, voy' })
  const moving = (await app.say(leo!, { choose: 'Cambiar la hora' })).at(-1)!
  await app.say(leo!, { choose: moving.options[0]!.id })
  await app.say(leo!, 'sí')
  await hold(eva!)
  await app.say('59899444444', { media: { type: 'audio' } })
  await app.say('59899444444', 'quiero hablar con una persona')
  await app.say('59899555555', 'hola')
  await app.say('59899555555', 'baja')
  return app
}

const store = (folder: string, ...command: string[]) =>
  run(['store', ...command], { environment: { ...nobodysPort, DATA_DIR: folder } })

async function change(folder: string, work: (batch: Batch, documents: Documents) => void): Promise<void> {
  const documents = new Documents(storeFile(folder))
  const batch = new Batch(documents)
  work(batch, documents)
  await documents.commit(batch)
  await documents.close()
}

describe('chasqui store', () => {
  it('finds a lived-in store sound beside the running server, and again after all that was to come', async () => {
    const app = await lived()
    const now = await store(app.folder, 'check')
    expect(now).to.deep.include({ code: 0, stderr: '' })
    expect(now.stdout).to.match(/^The store in .* is sound: \d+ documents were looked at\.\n$/)
    await app.advance('P20D')
    expect(await store(app.folder, 'check')).to.deep.include({ code: 0, stderr: '' })
  })

  it('names what is not as it must be, what to do about it, and exits with 1', async () => {
    const { folder, close } = await lived()
    await close()
    await change(folder, (batch, documents) => {
      batch.remove(keys.alias('torke', `phone:${ana}`))
      const [last] = [...documents.range<{ talk: { snapshot: { value: string } }[] }>(under('conversation'))]
        .filter(({ value }) => value.talk.length > 0)
        .slice(-1)
      last!.value.talk.at(-1)!.snapshot.value = 'dancing'
      batch.put(last!.key, last!.value)
    })
    const { code, stdout, stderr } = await store(folder, 'check')
    expect(code).to.equal(1)
    expect(stdout).to.match(
      /^conversation \w+: its alias phone:598…11 leads to nobody \(`chasqui store export`/m,
    )
    expect(stdout).to.match(
      /^conversation \w+: frame \d+ \(\w+\) cannot be restored: .* \(when the customer/m,
    )
    expect(stderr).to.equal(
      `The store in ${folder} is not sound: ${stdout.trim().split('\n').length} findings.\n`,
    )
    expect(stdout).not.to.contain(ana)
  })

  it('shows how much is stored and due', async () => {
    const { folder } = await lived()
    const { code, stdout } = await store(folder, 'show')
    expect(code).to.equal(0)
    expect(stdout).to.match(/^The store in .*: version 2, [\d.]+ MB, \d+ documents$/m)
    expect(stdout).to.match(/^ {2}conversations +5$/m)
    expect(stdout).to.match(/^ {2}appointments +4 {2}on \d days$/m)
    expect(stdout).to.match(/^ {2}due now +0 {2}the next at \d{4}-\d\d-\d\dT[\d:]+-03:00$/m)
  })

  it('shows a conversation by phone, as people write it, and by key', async () => {
    const { folder } = await lived()
    const { stdout } = await store(folder, 'show', '+598 99 333 333')
    expect(stdout).to.match(/^Conversation c\w+ of torke$/m)
    expect(stdout).to.match(/^ {2}talk +\w+\.\w+ > booking\.askingVehicle$/m)
    expect(stdout).to.match(/^ {2}appointments +\S+ {2}oil-change, no vehicle, bay-\d, held \(a\w+\)$/m)
    expect(stdout).to.match(/^ +1 {2}\S+ {2}customer {2}quiero agendar$/m)
    expect(stdout).to.match(/^ +6 {2}\S+ {2}bot {7}Te guardo el lugar .* \[(sent|delivered|read)\]$/m)
    const [, key] = /^Conversation (\w+)/.exec(stdout)!
    expect((await store(folder, 'show', key!)).stdout).to.equal(stdout)
    const unknown = await store(folder, 'show', '59800000000')
    expect(unknown).to.deep.equal({
      code: 1,
      stdout: '',
      stderr: 'Nobody is known by that key or phone. Write the phone with its country code.\n',
    })
  })

  it('exports beside the running server what can be imported, and exported again as the same file', async () => {
    const { folder, close } = await lived()
    const into = temporaryFolder()
    const file = join(into, 'store.jsonl')
    expect((await store(folder, 'export', file)).code).to.equal(0)
    const text = readFileSync(file, 'utf8')
    expect((await store(folder, 'export')).stdout).to.equal(text)
    const refused = await store(folder, 'import', file)
    expect(refused).to.deep.include({ code: 1, stdout: '' })
    expect(refused.stderr).to.match(/^Another Chasqui is running on /)
    await close()
    const again = join(into, 'again')
    const imported = await store(again, 'import', file)
    expect(imported).to.deep.include({ code: 0, stderr: '' })
    expect(imported.stdout).to.match(/^\d+ records were imported into /)
    expect((await store(again, 'export')).stdout).to.equal(text)
    expect((await store(again, 'check')).code).to.equal(0)
    const used = await store(again, 'import', file)
    expect(used.stderr).to.equal(
      `There is a store in ${again} already. Import into a DATA_DIR of its own, or move that one away.\n`,
    )
  })

  it('does the same on PostgreSQL, to which and from which everything can be moved', async () => {
    const [first, second] = [await freshDatabase(), await freshDatabase()]
    const { folder, close } = await lived({ DATABASE_URL: first })
    const on = (url: string, ...command: string[]) =>
      run(['store', ...command], { environment: { ...nobodysPort, DATA_DIR: folder, DATABASE_URL: url } })
    expect(await on(first, 'check')).to.deep.include({ code: 0, stderr: '' })
    const shown = await on(first, 'show')
    expect(shown.stdout).to.match(/^The store in postgres:\/\/chasqui@127.0.0.1:\d+\/\w+: version 2, /)
    expect(shown.stdout).to.match(/^ {2}conversations +5$/m)
    expect((await on(first, 'show', '+598 99 333 333')).stdout).to.match(
      /^ {2}talk +.*booking\.askingVehicle$/m,
    )
    const file = join(folder, 'store.jsonl')
    expect((await on(first, 'export', file)).code).to.equal(0)
    expect((await on(first, 'import', file)).stderr).to.match(/^Another Chasqui is running on postgres:/)
    await close()
    expect((await on(first, 'import', file)).stderr).to.match(/^There is a store in postgres:.* already/)
    expect((await on(second, 'import', file)).stderr).to.equal('')
    expect((await on(second, 'export')).stdout).to.equal(readFileSync(file, 'utf8'))
    const embedded = join(folder, 'embedded')
    expect((await store(embedded, 'import', file)).stderr).to.equal('')
    expect((await store(embedded, 'export')).stdout).to.equal(readFileSync(file, 'utf8'))
    expect((await store(embedded, 'check')).code).to.equal(0)
  }).timeout(60_000)

  it('names the line of a file that is no export, in one line', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'broken.jsonl')
    writeFileSync(file, '{"record":"chasqui","version":1}\n{"record":"conversation"}\n')
    const broken = await store(join(folder, 'data'), 'import', file)
    expect(broken).to.deep.include({ code: 1, stdout: '' })
    expect(broken.stderr).to.match(/broken\.jsonl:2 cannot be imported: conversation: .*\n$/)
    const missing = await store(folder, 'import', 'nowhere.jsonl')
    expect(missing.stderr).to.equal('nowhere.jsonl cannot be imported: there is no such file.\n')
  })

  it('says where there is no store, or one of another version', async () => {
    const folder = join(temporaryFolder(), 'data')
    mkdirSync(folder)
    for (const command of ['check', 'show', 'export']) {
      expect(await store(folder, command)).to.deep.equal({
        code: 1,
        stdout: '',
        stderr: `There is no store in ${folder} (DATA_DIR). It is made when the server starts.\n`,
      })
    }
    await change(folder, (batch) => batch.put(keys.version, 99))
    expect((await store(folder, 'check')).stderr).to.match(
      /is of version 99, and this Chasqui knows versions up to/,
    )
  })
})
