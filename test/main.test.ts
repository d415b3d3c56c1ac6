import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { Batch, Documents } from '../src/store/documents.ts'
import { sign } from '../src/whatsapp/signature.ts'
import { startGraph } from './helpers/graph.ts'
import { appSecret, payload, text } from './helpers/live.ts'
import { closeAfterTest, temporaryFolder } from './helpers/open.ts'
import { copyOfProject, eventually, npmStart, root, run } from './helpers/process.ts'
import { type Shown, talker } from './helpers/sandbox.ts'

const phone = '59899111111'

describe('npm start', function () {
  this.timeout(60_000)

  it('prints one line with the address and what to write, and ends on SIGTERM', async () => {
    const server = await npmStart({ PORT: '0', DATA_DIR: temporaryFolder() })
    expect(server.output().trim().split('\n').at(-1)).to.match(
      /^Chasqui: abrí http:\/\/127\.0\.0\.1:\d+ y escribí «Hola, quiero agendar»$/,
    )
    await server.stop()
    expect(await fetch(server.url).catch(() => 'gone')).to.equal('gone')
  })

  it('goes on where a talk was when the plug is pulled in the middle of a booking', async () => {
    const server = await npmStart({ PORT: '0', DATA_DIR: temporaryFolder() })
    let { say, post, get } = talker(server.url)
    await say(phone, 'Hola, quiero agendar')
    const offered = await say(phone, '1')
    await post('/sandbox/plug', {})
    const url = await eventually(async () => {
      const [, last] = [...server.output().matchAll(/http:\/\/[\d.]+:\d+/g)].map(([found]) => found)
      return last && (await fetch(`${last}/healthz`)).ok ? last : undefined
    })
    ;({ say, post, get } = talker(url))
    const chat = await get<{ messages: Shown[] }>(`/sandbox/customers/${phone}/messages`)
    expect(chat.messages.at(-1)!.id).to.equal(offered.at(-1)!.id)
    await say(phone, { choose: offered.at(-1)!.options[0]!.id })
    await say(phone, 'Gol SBC 1234')
    const { items } = await get<{ items: { status: string; vehicle: string }[] }>('/api/v1/appointments')
    expect(items.map(({ status, vehicle }) => [status, vehicle])).to.deep.equal([['booked', 'Gol SBC 1234']])
  })

  it('rings after a restart what fell due meanwhile', async () => {
    const DATA_DIR = temporaryFolder()
    const first = await npmStart({ PORT: '0', DATA_DIR })
    const { say } = talker(first.url)
    await say(phone, 'Hola, quiero agendar')
    const offered = await say(phone, '1')
    await say(phone, { choose: offered.at(-1)!.options.at(-2)!.id })
    await say(phone, 'Gol SBC 1234')
    const { items } = await talker(first.url).get<{ items: { start: string; heldUntil?: string }[] }>(
      '/api/v1/appointments',
    )
    await first.stop()
    // While it is off the sandbox's time goes on, an hour beyond the reminder's: it is day then.
    const documents = new Documents(join(DATA_DIR, 'sandbox.lmdb'))
    const batch = new Batch(documents)
    const { heldUntil, start } = items[0]!
    expect(heldUntil).to.equal(undefined)
    batch.put(['clock'], { offset: Date.parse(start) - 23 * 60 * 60_000 - Date.now() })
    await documents.commit(batch)
    await documents.close()
    const second = await npmStart({ PORT: '0', DATA_DIR })
    const reminder = await eventually(async () => {
      const { messages } = await talker(second.url).get<{ messages: Shown[] }>(
        `/sandbox/customers/${phone}/messages`,
      )
      return messages.find((each) => each.text.startsWith('Te recordamos tu hora'))
    })
    expect(reminder.options).to.have.length(3)
  })

  it('does not start with a wrong file of the workshop, and says which line is wrong and how to mend it', async () => {
    const copy = copyOfProject()
    const file = join(copy, 'flows', 'workshop.yaml')
    const workshop = readFileSync(file, 'utf8')
    const line = workshop.split('\n').findIndex((each) => each.startsWith('zone:')) + 1
    writeFileSync(file, workshop.replace(/^zone:.*$/m, 'zone: America/Montevide'))
    const { output, code } = await ended({ DATA_DIR: temporaryFolder(), PORT: '0' }, copy)
    expect(code).to.equal(1)
    expect(output).to.include(`flows/workshop.yaml:${line}:7`)
    expect(output).to.match(/America\/Montevide.*write/)
  })

  it('does not start with a wrong text, or a flow that says what nobody wrote', async () => {
    const copy = copyOfProject()
    const file = join(copy, 'flows', 'texts', 'es.yaml')
    const texts = readFileSync(file, 'utf8')
    const line = texts.split('\n').findIndex((each) => each.startsWith('  askDay:')) + 1
    writeFileSync(file, texts.replace('  askDay: ', '  askDay: A {start '))
    const broken = await ended({ DATA_DIR: temporaryFolder(), PORT: '0' }, copy)
    expect(broken.code).to.equal(1)
    expect(broken.output).to.include(`flows/texts/es.yaml:${line}:`)
    writeFileSync(file, texts)
    for (const language of ['es', 'pt', 'en']) {
      const each = join(copy, 'flows', 'texts', `${language}.yaml`)
      writeFileSync(each, readFileSync(each, 'utf8').replace('  askDay: ', '  askDia: '))
    }
    const missing = await ended({ DATA_DIR: temporaryFolder(), PORT: '0' }, copy)
    expect(missing.code).to.equal(1)
    expect(missing.output).to.match(
      /flows\/booking\.ts:\d+:\d+ .*"booking\.askDay"; did you mean "booking\.askDia"/,
    )
  })

  it('names every variable of the environment that it cannot read', async () => {
    const { output, code } = await ended({
      PORT: 'eighty',
      READ_RECEIPTS: 'maybe',
      DATA_DIR: temporaryFolder(),
    })
    expect(code).to.equal(1)
    expect(output).to.match(/PORT: must be a number/)
    expect(output).to.match(/READ_RECEIPTS: must be on or off/)
  })

  it('runs in live mode when all credentials are there, and answers through Graph', async () => {
    const graph = await startGraph()
    closeAfterTest(() => graph.close())
    const server = await npmStart({
      PORT: '0',
      DATA_DIR: temporaryFolder(),
      WHATSAPP_VERIFY_TOKEN: 'of the tests',
      WHATSAPP_APP_SECRET: appSecret,
      WHATSAPP_ACCESS_TOKEN: 'token',
      WHATSAPP_PHONE_NUMBER_ID: '123456789',
      WHATSAPP_API_URL: graph.url,
    })
    expect(server.output()).to.include('Chasqui is live')
    const raw = JSON.stringify(payload(text('Hola')))
    const headers = {
      'Content-Type': 'application/json',
      'X-Hub-Signature-256': sign(appSecret, Buffer.from(raw)),
    }
    const answer = await fetch(`${server.url}/webhook/whatsapp`, { method: 'POST', headers, body: raw })
    expect(answer.status).to.equal(200)
    await eventually(async () => graph.requests.find(({ body }) => body?.type === 'interactive'))
    expect((await fetch(`${server.url}/sandbox/clock`)).status).to.equal(403)
  })
})

async function ended(
  environment: Record<string, string>,
  cwd = root,
): Promise<{ output: string; code: number | null }> {
  const { child, output } = run('npm', ['start'], environment, cwd)
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve))
  return { output: output(), code }
}
