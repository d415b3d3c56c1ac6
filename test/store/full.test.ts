import { once } from 'node:events'
import { expect } from 'chai'
import { Documents } from '../../src/store/documents.ts'
import { storeFile } from '../../src/store/embedded.ts'
import { under } from '../../src/store/keys.ts'
import { sign } from '../../src/whatsapp/signature.ts'
import { startGraph } from '../helpers/graph.ts'
import { appSecret, payload, text } from '../helpers/live.ts'
import { canNarrow, type Narrow, startNarrow } from '../helpers/narrow.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { eventually } from '../helpers/process.ts'

describe('the embedded store on a full disk', () => {
  before(function () {
    if (!canNarrow) this.skip()
  })

  it('refuses what does not fit, keeps what was there, and goes on once there is room', async () => {
    const folder = temporaryFolder()
    const program = new URL('programs/fill.ts', import.meta.url).pathname
    const narrow = startNarrow(402, [program, folder], {})
    const [full] = await reports(narrow, 1)
    expect(full!.refused).to.not.be.empty
    expect(full!.stored.sort()).to.deep.equal(full!.acknowledged.sort())
    narrow.child.stdin!.write('again\n')
    const [, still] = await reports(narrow, 2)
    expect(still!.refused).to.not.be.empty
    expect(still!.stored.sort()).to.deep.equal(still!.acknowledged.sort())
    narrow.widen()
    narrow.child.stdin!.write('again\n')
    const [, , wide] = await reports(narrow, 3)
    expect(wide!.refused).to.be.empty
    expect(wide!.acknowledged.length).to.be.at.least(500)
    expect(wide!.stored.sort()).to.deep.equal(wide!.acknowledged.sort())
    narrow.child.stdin!.end()
    expect(await once(narrow.child, 'exit')).to.deep.equal([0, null])
    const documents = new Documents(storeFile(folder), { readOnly: true })
    expect([...documents.range(under('conversation'))]).to.have.length(wide!.stored.length)
    await documents.close()
  })

  it('has Meta told 503 and nothing lost: the same server takes the same messages once there is room', async () => {
    const graph = await startGraph()
    closeAfterTest(() => graph.close())
    const narrow = startNarrow(302, ['src/main.ts'], {
      PORT: '0',
      DATA_DIR: temporaryFolder(),
      BURST_MS: '0',
      LOG_LEVEL: 'silent',
      WHATSAPP_VERIFY_TOKEN: 'verify-token-of-the-tests',
      WHATSAPP_APP_SECRET: appSecret,
      WHATSAPP_ACCESS_TOKEN: 'token-of-the-tests',
      WHATSAPP_PHONE_NUMBER_ID: '123456789',
      WHATSAPP_API_URL: graph.url,
      API_TOKEN: 'token-of-the-api',
    })
    const url = await eventually(async () => /http:\/\/[\d.]+:\d+/.exec(narrow.output())?.[0])
    const post = async (body: unknown) => {
      const raw = JSON.stringify(body)
      const headers = { 'X-Hub-Signature-256': sign(appSecret, Buffer.from(raw)) }
      return (await fetch(`${url}/webhook/whatsapp`, { method: 'POST', headers, body: raw })).status
    }
    const sent = Array.from({ length: 90 }, (_, index) =>
      payload(text(`${index} ${'x'.repeat(3_500)}`, { from: '59899111111', id: `wamid.FULL${index}` })),
    )
    const answers: number[] = []
    for (const each of sent) answers.push(await post(each))
    expect(new Set(answers)).to.deep.equal(new Set([200, 503]))
    narrow.widen()
    // As Meta does: again what got 503, and once more what got 200.
    const again = await eventually(async () => {
      const statuses = []
      for (const each of sent) statuses.push(await post(each))
      return statuses.every((status) => status === 200) ? statuses : undefined
    })
    expect(again).to.have.length(sent.length)
    const response = await fetch(`${url}/api/v1/conversations/59899111111?limit=500`, {
      headers: { Authorization: 'Bearer token-of-the-api' },
    })
    const { messages } = (await response.json()) as { messages: { from: string; text: string }[] }
    const heard = messages
      .filter(({ from }) => from === 'customer')
      .map((each) => Number.parseInt(each.text, 10))
    expect(heard.sort((a, b) => a - b)).to.deep.equal(sent.map((_, index) => index))
    narrow.child.kill('SIGTERM')
    expect(await once(narrow.child, 'exit')).to.deep.equal([0, null])
  })
})

interface Report {
  acknowledged: string[]
  refused: string[]
  stored: string[]
}

/** What the program reported so far, once there are so many. */
async function reports(narrow: Narrow, count: number): Promise<Report[]> {
  return eventually(async () => {
    const lines = narrow.output().split('\n').slice(0, -1)
    return lines.length >= count ? lines.map((line) => JSON.parse(line) as Report) : undefined
  })
}
