import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import { pointingTo } from '../cli/run.ts'
import { startGraph } from '../helpers/graph.ts'
import { inspected } from '../helpers/meta.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { root } from '../helpers/process.ts'
import { credentials, projectWithSeveral, severalWorkshops, startSeveral } from './several.ts'

describe('the chasqui command where there are several workshops', function () {
  this.timeout(60_000)
  let project: string
  beforeEach(() => {
    project = projectWithSeveral()
  })

  it('finds all of their files in order, or the lines to mend in each', async () => {
    expect((await run(['flows', 'check'])).stdout).to.equal('flows/ is in order.\n')
    for (const id of ['norte', 'sur'])
      writeFileSync(join(project, 'flows', 'workshops', `${id}.yaml`), `id: ${id}`)
    const { code, stdout } = await run(['flows', 'check'])
    expect(code).to.equal(1)
    expect(stdout, stdout).to.match(/norte\.yaml:\d+: .*\bname\b.* is missing/)
    expect(stdout).to.match(/sur\.yaml:\d+: .*\bname\b.* is missing/)
  })

  it('says of each what is missing to go live', async () => {
    const graph = await startGraph()
    closeAfterTest(() => graph.close())
    graph.answer(inspected('1001', '2001'))
    const { SUR_ACCESS_TOKEN: _, ...secrets } = credentials('norte', 'sur')
    const environment = { ...secrets, WHATSAPP_API_URL: graph.url }
    const { code, stdout } = await run(['doctor'], environment)
    expect(code).to.equal(1)
    expect(stdout).to.contain('✓ 1 of 2 have all they need')
    expect(stdout).to.contain('✗ sur: SUR_ACCESS_TOKEN is not set')
    expect(stdout).to.match(/^At Meta: norte\n {2}✓ the access token never expires$/m)
    expect(stdout).not.to.contain('At Meta: sur')
    for (const value of Object.values(secrets)) expect(stdout).not.to.contain(value)
    expect((await run(['doctor'])).stdout).to.match(/runs in the sandbox[\s\S]*give each workshop its number/)
  })

  it('chats with the first, or with the one that is named', async () => {
    expect((await run(['chat'], {}, 'Hola\n')).stdout).to.contain('Taller norte')
    expect((await run(['chat', '--workshop', 'sur'], {}, 'Hola\n')).stdout).to.contain('Taller sur')
    const { code, stderr } = await run(['chat', '--workshop', 'oeste'], {}, 'Hola\n')
    expect(code).to.equal(1)
    expect(stderr).to.contain('There is no such workshop. There are: norte, sur.')
  })

  it('sends from the number of the one that is named, and asks which', async () => {
    const environment = credentials('norte', 'sur')
    const live = await startSeveral(severalWorkshops({ norte: '', sur: '' }), environment)
    const beside = { ...environment, ...pointingTo(live.url), API_TOKEN: 'api-token' }
    const template = ['send', 'template', '59899123456', 'hello_world', 'en_US']
    expect((await run([...template, '--workshop', 'sur'], beside)).stdout).to.match(/^accepted /)
    expect((await live.replies()).map(({ number }) => number)).to.deep.equal(['1002'])
    const unsaid = await run(template, beside)
    expect(unsaid.code).to.equal(1)
    expect(unsaid.stderr).to.equal('Say which workshop, with --workshop ID. There are: norte, sur\n')
    const unset = { ...beside, SUR_ACCESS_TOKEN: '' }
    expect((await run([...template, '--workshop', 'sur'], unset)).stderr).to.equal(
      'Nothing can be sent yet: SUR_ACCESS_TOKEN is not set.\n',
    )
  })

  it('asks for the templates in the business account of the one that is named, and asks which', async () => {
    const environment = credentials('norte', 'sur')
    const graph = await startGraph()
    closeAfterTest(() => graph.close())
    graph.answer(() => ({ body: { data: [] } }))
    const beside = { ...environment, PORT: '1', WHATSAPP_API_URL: graph.url }
    const { stdout } = await run(['templates', 'status', '--workshop', 'sur'], beside)
    expect(stdout).to.match(/^appointment_reminder es: missing\n/)
    const [{ path, headers }] = graph.requests as [(typeof graph.requests)[number]]
    expect(path).to.match(/^\/v25\.0\/2002\/message_templates\?/)
    expect(headers.authorization).to.equal('Bearer sur-ACCESS_TOKEN')
    expect((await run(['templates', 'status'], beside)).stderr).to.equal(
      'Say which workshop, with --workshop ID. There are: norte, sur\n',
    )
  })

  it('replays a webhook to the number of the one that is named, signed with its secret', async () => {
    const environment = credentials('norte', 'sur')
    const live = await startSeveral(severalWorkshops({ norte: '', sur: '' }), environment)
    const guide = join(root, 'fixtures', 'webhooks', 'guide.json')
    const beside = { ...environment, ...pointingTo(live.url), API_TOKEN: 'api-token' }
    expect((await run(['replay', guide, '--workshop', 'sur'], beside)).stdout).to.match(/^✓ .*: 200\n$/)
    expect((await live.replies()).map(({ number }) => number)).to.deep.equal(['1002'])
  })

  it('rehearses a talk, and understands, with the one that is named', async () => {
    const talk = join(temporaryFolder(), 'talk.yaml')
    writeFileSync(
      talk,
      'title: Un saludo\ntalk:\n  - heard: Hola\n    said:\n      - "…Taller sur…"\nagenda: []\n',
    )
    const { stdout } = await run(['replay', talk, '--workshop', 'sur'])
    expect(stdout).to.match(/Taller sur/)
    expect((await run(['understand', 'hola', '--workshop', 'oeste'])).stderr).to.equal(
      'There is no workshop oeste. There are: norte, sur\n',
    )
  })

  it('shows the conversations that a customer has with each, or with the one that is named', async () => {
    const data = temporaryFolder()
    const live = await startSeveral(severalWorkshops({ norte: '', sur: '' }), {}, data)
    for (const id of ['norte', 'sur'])
      await live.post(`/sandbox/customers/59899111111/messages?workshop=${id}&wait=20`, { text: 'Hola' })
    const shown = async (...args: string[]) =>
      (await run(['store', 'show', ...args], { DATA_DIR: data })).stdout
    expect((await shown('59899111111')).match(/of \w+$/gm)).to.deep.equal(['of norte', 'of sur'])
    expect(
      (await shown('59899111111', '--workshop', 'sur')).match(/^Conversation .* of (\w+)$/gm),
    ).to.have.length(1)
    expect(await shown()).to.match(/conversations +2/)
    expect(await shown('--workshop', 'norte')).to.match(/conversations +1/)
    expect((await run(['store', 'check'], { DATA_DIR: data })).stdout).to.contain('is sound')
  })

  /** Runs the command of that project to its end. */
  async function run(command: string[], environment: Record<string, string> = {}, input = '') {
    const child = spawn(process.execPath, [join(project, 'bin', 'chasqui.js'), ...command], {
      cwd: temporaryFolder(),
      env: { PATH: process.env.PATH, PORT: '1', ...environment },
    })
    child.stdin.end(input)
    const [[code], stdout, stderr] = await Promise.all([
      once(child, 'close'),
      text(child.stdout),
      text(child.stderr),
    ])
    return { code: code as number, stdout, stderr }
  }
})
