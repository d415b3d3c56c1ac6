import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { type Graph, refusal, startGraph } from '../helpers/graph.ts'

const example = fileURLToPath(new URL('../../examples/send-text.ts', import.meta.url))

describe('examples/send-text.ts', () => {
  let graph: Graph

  beforeEach(async () => {
    graph = await startGraph()
  })

  afterEach(() => graph.close())

  it('sends the first message and prints its id', async () => {
    const { code, stdout } = await run(['59899000001'])
    expect([code, stdout]).to.deep.equal([0, `${graph.sent.at(-1)}\n`])
    expect(graph.requests.map(({ path, body }) => ({ path, body }))).to.deep.equal([
      {
        path: '/v25.0/123456789/messages',
        body: {
          messaging_product: 'whatsapp',
          recipient_type: 'individual',
          to: '+59899000001',
          type: 'text',
          text: { body: 'Hola desde Torke!' },
        },
      },
    ])
  })

  it('says in one line what is wrong', async () => {
    graph.answer(() => refusal(190, 'Session has expired', 401))
    const { code, stderr } = await run(['59899000001'])
    expect(code).to.equal(1)
    expect(stderr).to.match(/^Graph refused .* 190 .*WHATSAPP_ACCESS_TOKEN\.\n$/)
  })

  it('says how to use it', async () => {
    const { code, stderr } = await run([])
    expect(code).to.equal(2)
    expect(stderr).to.contain('WHATSAPP_PHONE_NUMBER_ID')
    expect(graph.requests).to.deep.equal([])
  })

  function run(args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
    const env = {
      PATH: process.env.PATH,
      WHATSAPP_ACCESS_TOKEN: 'test-token',
      WHATSAPP_PHONE_NUMBER_ID: '123456789',
      WHATSAPP_API_URL: graph.url,
    }
    return new Promise((resolve) => {
      execFile(process.execPath, ['--import', 'tsx', example, ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: error ? error.code : 0, stdout, stderr }),
      )
    })
  }
})
