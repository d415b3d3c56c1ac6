import { expect } from 'chai'
import { openLog } from '../src/log.ts'
import { sign } from '../src/whatsapp/signature.ts'
import { refusal, startGraph } from './helpers/graph.ts'
import { appSecret, liveSettings, payload, text } from './helpers/live.ts'
import { closeAfterTest, temporaryFolder } from './helpers/open.ts'
import { eventually, npmStart } from './helpers/process.ts'

/** As long as Meta's are. */
const token = `EAAG${'x7Q'.repeat(50)}`

describe('the log', function () {
  this.timeout(60_000)

  it('has no phone, no name, no word of a customer and no secret in it, whatever goes wrong', async () => {
    const graph = await startGraph()
    closeAfterTest(() => graph.close())
    const server = await npmStart({
      ...liveSettings(graph.url, temporaryFolder()),
      WHATSAPP_ACCESS_TOKEN: token,
      API_TOKEN: 'token-of-the-api',
      LOG_LEVEL: 'debug',
    })
    const webhook = (body: string, signature: string) =>
      fetch(`${server.url}/webhook/whatsapp`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature },
        body,
      })
    const deliver = async (...messages: Record<string, unknown>[]) => {
      const body = JSON.stringify(payload(...messages))
      expect((await webhook(body, sign(appSecret, Buffer.from(body)))).status).to.equal(200)
    }
    const posts = (count: number) =>
      eventually(async () => (graph.requests.length >= count ? true : undefined))
    const logged = (line: RegExp) => eventually(async () => (line.test(server.output()) ? true : undefined))
    const said = 'se me rompió el embrague'

    await webhook(JSON.stringify(payload(text(said))), 'sha256=00')
    await webhook(`{"${said}": "59899111111"`, sign(appSecret, Buffer.from(`{"${said}": "59899111111"`)))
    graph.answer(() => refusal(131026, 'Recipient +598 99 111 111 (59899111111) is not on WhatsApp'))
    await deliver(text(said))
    await posts(1)
    await logged(/refused a message for good/)
    graph.answer((_, response) => {
      response.destroy()
      return undefined
    })
    await deliver(text(said, { from: '59899222222' }))
    await logged(/not known whether Meta got/)
    graph.answer(() => refusal(190, `Error validating access token ${token}`))
    await deliver({
      type: 'image',
      image: { id: '77', mime_type: 'image/jpeg', caption: said },
      from: '59899333333',
    })
    await logged(/Nothing is sent until this is mended/)
    await fetch(`${server.url}/api/v1/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer token-of-the-api' },
      body: JSON.stringify({ to: '59899111111', type: 'text', text: { body: '' } }),
    })
    await server.stop()

    const forbidden = [
      ...['59899111111', '99 111 111', '59899222222', '59899333333', 'Ana', said],
      ...[appSecret, token, 'token-of-the-api', 'verify-token-of-the-tests'],
    ]
    const lines = server.output().split('\n')
    for (const each of forbidden) expect(lines.filter((line) => line.includes(each))).to.deep.equal([])
  })

  it('tells of an error what it says and where, not what it carries', () => {
    let line = ''
    const log = openLog('info', {
      write: (written) => {
        line += written
      },
    })
    const cause = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (alias)=(phone:59899111111) already exists',
    })
    const appointment = { name: 'Ana', phone: '59899111111' }
    log.error(
      { err: Object.assign(new Error('Of +598 99-111 111 on 2026-11-27', { cause }), { appointment }) },
      'Failed',
    )
    const { err } = JSON.parse(line)
    expect(err).to.include({ type: 'Error', message: 'Of … on 2026-11-27' })
    expect(err.cause).to.include({ message: 'duplicate key', code: '23505' })
    expect(err.stack).to.match(/^at .*log\.test\.ts/)
    expect(line).not.to.match(/Ana|59899111111/)
  })
})
