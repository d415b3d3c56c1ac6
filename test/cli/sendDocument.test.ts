import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { refusal } from '../helpers/graph.ts'
import { temporaryFolder } from '../helpers/open.ts'
import { startSandbox } from '../helpers/sandbox.ts'
import { live } from './live.ts'
import { pointingTo, run } from './run.ts'

const ana = '59899111111'
const recording = new URL('../../fixtures/webhooks/guide.json', import.meta.url).pathname

describe('chasqui send document', () => {
  it('sends a file, under its own name, to a customer who wrote', async () => {
    const sandbox = await startSandbox()
    await sandbox.say(ana, 'Hola')

    const { code, stdout, stderr } = await run(['send', 'document', ana, quote()], {
      environment: pointingTo(sandbox.url),
    })
    const { messages } = await sandbox.get<{ messages: { type: string; text: string }[] }>(
      `/sandbox/customers/${ana}/messages`,
    )

    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
    expect(stdout).to.match(/^(accepted|sent|delivered|read) [a-z0-9]+\.\d+ wamid\.\S+\n$/)
    expect(messages.at(-1)).to.include({ type: 'document', text: 'presupuesto.pdf' })
  })

  it('gives Meta the same file once, and again where Meta has it no more', async () => {
    const { graph, environment, listen } = await live()
    await listen()
    await run(['replay', recording], { environment })
    let uploads = 0
    graph.answer(({ path, body }) => {
      if (path.endsWith('/media')) return { body: { id: `10030${++uploads}` } }
      const { id } = (body?.document ?? {}) as { id?: string }
      const isGone = uploads === 1 && sent().length > 2
      if (id === '100301' && isGone) return refusal(131053, 'Media upload error')
      return { body: { messages: [{ id: `wamid.TEST${graph.requests.length}` }] } }
    })
    const file = quote()
    const sent = () =>
      graph.requests.map(({ body }) => body?.document as { id: string; caption?: string }).filter(Boolean)
    const send = () => run(['send', 'document', ana, file, '--caption', 'Tu presupuesto'], { environment })

    for (const time of ['first', 'second', 'third'])
      expect(await send(), time).to.include({ code: 0, stderr: '' })

    expect(sent().map(({ id }) => id)).to.deep.equal(['100301', '100301', '100301', '100302'])
    expect(sent()[0]).to.deep.equal({ id: '100301', filename: 'presupuesto.pdf', caption: 'Tu presupuesto' })
  })

  it('goes under a template to whoever has not written', async () => {
    const { graph, environment, listen } = await live()
    await listen()
    const command = ['send', 'template', ana, 'quote_file', 'es', 'Ana', '--file', quote()]

    expect(await run(command, { environment })).to.include({ code: 0, stderr: '' })

    expect(graph.requests.at(-1)!.body!.template).to.deep.equal({
      name: 'quote_file',
      language: { policy: 'deterministic', code: 'es' },
      components: [
        {
          type: 'header',
          parameters: [{ type: 'document', document: { id: '1003099', filename: 'presupuesto.pdf' } }],
        },
        { type: 'body', parameters: [{ type: 'text', text: 'Ana' }] },
      ],
    })
  })

  it('says which file there is not, and what a customer who has not written can get', async () => {
    const { environment } = await live()
    expect(await run(['send', 'document', ana, 'nothing.pdf'], { environment })).to.deep.include({
      code: 1,
      stderr: 'There is no file nothing.pdf.\n',
    })
    const { code, stderr } = await run(['send', 'document', ana, quote()], { environment })
    expect(code).to.equal(1)
    expect(stderr).to.contain('npx chasqui send template TO NAME [LANG] [PARAM…] --file FILE')
  })
})

/** A file of this machine. */
function quote(): string {
  const file = join(temporaryFolder(), 'presupuesto.pdf')
  writeFileSync(file, '%PDF-1.7')
  return file
}
