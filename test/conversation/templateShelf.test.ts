import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Templates } from '../../src/conversation/template.ts'
import { formsOf } from '../../src/conversation/templateForm.ts'
import { push, standings } from '../../src/conversation/templateShelf.ts'
import { loadTemplates } from '../../src/conversation/templates.ts'
import { BusinessAccount } from '../../src/whatsapp/account.ts'
import { startGraph } from '../helpers/graph.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { Rig } from '../sandbox/rig.ts'

const file = (body: string) => `hora:
  language: es
  category: utility
  header: Torke
  body: "${body}"
  footer: Gracias
  buttons: [Sí, {title: Ver, url: "https://torke.example/{{1}}", example: "https://torke.example/a"}]
  examples: [Ana]
  languages: {pt: {body: "Oi {{1}}.", examples: [Ana]}}
`

/** Against the sandbox, which keeps templates as Meta does. */
describe('the templates at Meta', () => {
  it('are missing, are handed in, and are approved as they stand in the file', async () => {
    const { account } = await start({})
    const templates = load(file('Hola {{1}}.'))

    expect(await statuses(account, templates)).to.deep.equal(['hora es missing', 'hora pt missing'])
    expect(await push(account, templates, hora)).to.deep.equal({ ...hora, did: 'created', why: 'approved' })
    await push(account, templates, { name: 'hora', language: 'pt' })

    expect(await standings(account, templates)).to.deep.equal([
      { ...hora, status: 'approved', differs: [], isInFile: true },
      { name: 'hora', language: 'pt', status: 'approved', differs: [], isInFile: true },
    ])
    expect(await push(account, templates, hora)).to.include({ did: 'nothing', why: 'approved' })
  })

  it('are changed where the file has others, and say in what', async () => {
    const templates = load(file('Hola {{1}}.'))
    const { account } = await start({ approved: formsOf(load(file('Buenas {{1}}.'))) })
    const changed = { ...templates, hora: { ...templates.hora!, footer: null } }

    expect((await standings(account, changed))[0]).to.deep.include({ differs: ['body', 'footer'] })
    expect(await push(account, changed, hora)).to.include({
      did: 'edited',
      why: 'it differed in body, footer',
    })
    expect((await standings(account, changed))[0]).to.deep.include({ differs: [] })
  })

  it('say why Meta rejected one, and which are not in the file', async () => {
    const templates = load(file('Hola {{1}}.'))
    const { account, rig } = await start({ approved: formsOf(templates) })
    await rig.post('/sandbox/templates', { name: 'hora', status: 'REJECTED', reason: 'INVALID_FORMAT' })
    const { hora: _, ...none } = templates
    expect((await standings(account, templates))[0]).to.include({
      status: 'rejected',
      reason: 'INVALID_FORMAT',
    })
    expect((await standings(account, none))[0]).to.include({ name: 'hora', isInFile: false })
  })

  it('stay as they are while Meta judges them, and where Meta has made them of another category', async () => {
    const templates = load(file('Hola {{1}}.'))
    const { account, rig } = await start({ approved: formsOf(load(file('Buenas {{1}}.'))) })
    await rig.post('/sandbox/templates', { name: 'hora', status: 'PENDING' })
    expect(await push(account, templates, hora)).to.deep.include({ did: 'failed' })
    await rig.post('/sandbox/templates', { name: 'hora', status: 'APPROVED' })
    await push(account, templates, hora)
    const dearer: Templates = { hora: { ...templates.hora!, category: 'marketing' } }
    expect((await push(account, dearer, hora)).why).to.contain('Meta has it as utility')
  })

  it('want an example for each placeholder, and say so before Meta does', async () => {
    const { account } = await start({})
    const { hora: template } = load(file('Hola {{1}}.'))
    const bare = { hora: { ...template!, examples: null } }
    expect((await push(account, bare, hora)).why).to.contain('write examples: with 1')
    const film = { hora: { ...template!, header: { kind: 'video' as const } } }
    expect((await push(account, film, hora)).why).to.contain('a sample of the video')
  })

  it('are sent once they are approved, and not while they are paused', async () => {
    const { rig } = await start({ approved: formsOf(load(file('Hola {{1}}.'))) })
    const send = (components: object[]) =>
      rig.graph({
        messaging_product: 'whatsapp',
        to: '59899111111',
        type: 'template',
        template: { name: 'hora', language: { code: 'es' }, components },
      })
    const body = { type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }
    const link = { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'a' }] }
    const image = { type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] }

    expect((await send([body, link])).status).to.equal(200)
    expect((await rig.chat('59899111111')).at(-1)).to.deep.include({
      text: 'Hola Ana.',
      header: 'Torke',
      footer: 'Gracias',
      options: [{ id: 'Sí', title: 'Sí' }],
    })
    expect((await send([body])).body.error.code).to.equal(131008)
    expect((await send([image, body, link])).body.error.code).to.equal(132012)
    await rig.post('/sandbox/templates', { name: 'hora', status: 'PAUSED' })
    expect((await send([body, link])).body.error.code).to.equal(132015)
    await rig.post('/sandbox/templates', { name: 'hora', status: 'PENDING' })
    expect((await send([body, link])).body.error.code).to.equal(132001)
  })

  it('are sent with a file of the kind that their header has', async () => {
    const { hora: template } = load(file('Hola {{1}}.'))
    const quote = { hora: { ...template!, buttons: [], header: { kind: 'document' as const } } }
    const { rig } = await start({ approved: formsOf(quote) })
    const send = async (header: object[]) => {
      const body = { type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }
      const components = [...header, body]
      const { status, body: answer } = await rig.graph({
        messaging_product: 'whatsapp',
        to: '59899111111',
        type: 'template',
        template: { name: 'hora', language: { code: 'es' }, components },
      })
      return answer.error?.code ?? status
    }
    const under = (type: string) => [{ type: 'header', parameters: [{ type, [type]: { id: '1' } }] }]
    expect(await send(under('document'))).to.equal(200)
    expect(await send(under('image'))).to.equal(132012)
    expect(await send([])).to.equal(132012)
  })

  it('are read page by page, without following a link that the token must not go to', async () => {
    const graph = await startGraph()
    closeAfterTest(() => graph.close())
    const next = 'https://elsewhere.example/steal'
    graph.answer(({ path }) => {
      const isFirst = !path.includes('after=')
      const item = { id: isFirst ? '1' : '2', name: isFirst ? 'a' : 'b', language: 'es', status: 'APPROVED' }
      return { body: { data: [item], paging: { cursors: { after: 'X1' }, ...(isFirst && { next }) } } }
    })
    const account = new BusinessAccount({ ...access, apiUrl: graph.url })
    expect((await account.templates()).map(({ name }) => name)).to.deep.equal(['a', 'b'])
    expect(graph.requests.map(({ path }) => path.split('?')[0])).to.deep.equal(
      Array(2).fill('/v25.0/20000000001/message_templates'),
    )
  })
})

const hora = { name: 'hora', language: 'es' }
const access = { accessToken: 'token', businessAccountId: '20000000001', apiVersion: 'v25.0' }

async function start({ approved = [] }: { approved?: object[] }) {
  const rig = await new Rig({ approved }).start()
  return { rig, account: new BusinessAccount({ ...access, apiUrl: rig.sandbox.graphUrl }) }
}

async function statuses(account: BusinessAccount, templates: Templates): Promise<string[]> {
  return (await standings(account, templates)).map(
    ({ name, language, status }) => `${name} ${language} ${status}`,
  )
}

function load(yaml: string): Templates {
  const path = join(temporaryFolder(), 'templates.yaml')
  writeFileSync(path, yaml)
  return loadTemplates(path)
}
