import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { temporaryFolder } from '../helpers/open.ts'
import { ana, Rig, text } from './rig.ts'

const luis = '59899222222'

describe('openSandbox', () => {
  it('signs the raw bytes of every webhook, which are ASCII', async () => {
    const rig = await new Rig().start()
    await rig.write(ana, { text: '¿Mañana? 👍 http://taller', name: 'Íñigo' })
    await rig.send(text('¡Dale!'))
    expect(rig.received).to.have.lengthOf(4)
    for (const { bytes, signature } of rig.received) {
      expect(signature).to.equal(`sha256=${createHmac('sha256', 'secret').update(bytes).digest('hex')}`)
      expect(bytes.every((byte) => byte < 0x7f)).to.equal(true)
    }
    expect(rig.received[0]!.bytes.toString()).to.include(
      '\\u00bfMa\\u00f1ana? \\ud83d\\udc4d http:\\/\\/taller',
    )
    expect(rig.received[0]!.value.messages![0]!.text).to.deep.equal({ body: '¿Mañana? 👍 http://taller' })
  })

  it('delivers again what was not answered with 200, in the order in which it was written', async () => {
    const rig = await new Rig().start()
    const answers = [204]
    rig.answer = () => answers.shift() ?? 200
    await rig.post(`/sandbox/customers/${ana}/messages`, { text: 'uno' })
    await rig.post(`/sandbox/customers/${ana}/messages`, { text: 'dos' })
    await rig.sandbox.delivered(ana)
    const bodies = rig.received.map(({ value }) => value.messages![0]!.text)
    expect(bodies).to.deep.equal([{ body: 'uno' }, { body: 'uno' }, { body: 'dos' }])
  })

  it('lets neither messages nor other phones wait for a status that the server does not take', async () => {
    const rig = await new Rig().start()
    rig.answer = ({ value }) => (value.statuses ? 500 : 200)
    await rig.write(ana, { text: 'hola' })
    await rig.graph({ messaging_product: 'whatsapp', to: ana, ...text('¡Buenas!') })
    const heard = Promise.all([rig.heard('sigo acá'), rig.heard('yo también')])
    await rig.post(`/sandbox/customers/${ana}/messages`, { text: 'sigo acá' })
    await rig.post(`/sandbox/customers/${luis}/messages`, { text: 'yo también' })
    await heard
    rig.answer = () => 200
    await rig.sandbox.delivered()
    const statuses = rig.received.flatMap(({ value }) => value.statuses ?? []).map(({ status }) => status)
    expect(statuses).to.deep.equal(['sent', 'sent', 'delivered', 'read'])
  })

  it('brings the webhooks of one phone one at a time and those of several side by side', async () => {
    const rig = await new Rig().start()
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    rig.answer = async ({ value }) => {
      if (value.messages![0]!.from === ana) await gate
      return 200
    }
    await rig.post(`/sandbox/customers/${ana}/messages`, { text: 'uno' })
    await rig.post(`/sandbox/customers/${ana}/messages`, { text: 'dos' })
    await rig.write(luis, { text: 'tres' })
    expect(rig.received.map(({ value }) => value.messages![0]!.text)).to.deep.equal([
      { body: 'uno' },
      { body: 'tres' },
    ])
    expect((await rig.chat(ana)).map(({ status }) => status)).to.deep.equal(['sent', 'sent'])
    open()
    await rig.sandbox.delivered()
    expect((await rig.chat(ana)).map(({ status }) => status)).to.deep.equal(['delivered', 'delivered'])
  })

  it('keeps chats, the time and undelivered webhooks over a restart', async () => {
    const rig = await new Rig().start()
    await rig.write(ana, { text: 'hola', name: 'Ana' })
    await rig.post('/sandbox/clock', { advance: 'P2D' })
    const now = rig.clock.now()
    rig.answer = () => 503
    await rig.post(`/sandbox/customers/${ana}/messages`, { text: 'nadie atiende' })
    const chat = await rig.chat(ana)
    await rig.restart()
    expect(rig.clock.now()).to.be.at.least(now)
    const seen = rig.received.length
    rig.answer = () => 200
    await rig.sandbox.delivered()
    const [delivered] = rig.received.slice(seen).filter(({ value }) => value.messages)
    expect(delivered!.value.messages![0]!.text).to.deep.equal({ body: 'nadie atiende' })
    expect(delivered!.value.contacts[0]!.profile.name).to.equal('Ana')
    expect(await rig.chat(ana)).to.deep.equal([chat[0], { ...chat[1], status: 'delivered' }])
    const { body } = await rig.write(ana, { text: 'otra vez' })
    expect((await rig.chat(ana)).map(({ id }) => id)).to.deep.equal([...chat.map(({ id }) => id), body.id])
  })

  it('loses nothing that it accepted, and no time, when the plug is pulled', async () => {
    const folder = temporaryFolder()
    const child = spawn(process.execPath, [
      '--import',
      'tsx',
      join(import.meta.dirname, 'process.ts'),
      folder,
    ])
    const [line] = await once(child.stdout, 'data')
    const post = (path: string, body: object) =>
      fetch(`${String(line).trim()}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    await post(`/sandbox/customers/${ana}/messages`, { text: 'uno' })
    const { now } = (await (await post('/sandbox/clock', { advance: 'P1D' })).json()) as { now: string }
    const { status } = await post(`/sandbox/customers/${ana}/messages`, { text: 'dos' })
    expect(status).to.equal(202)
    await post('/sandbox/plug', {})
    const [, signal] = await once(child, 'exit')
    expect(signal).to.equal('SIGKILL')

    const rig = await new Rig({ folder }).start()
    expect(rig.clock.now()).to.be.at.least(Date.parse(now))
    expect((await rig.chat(ana)).map(({ text }) => text)).to.deep.equal(['uno', 'dos'])
    await rig.sandbox.delivered()
    expect(rig.received.map(({ value }) => value.messages![0]!.text)).to.deep.equal([
      { body: 'uno' },
      { body: 'dos' },
    ])
  })

  it('saves the time with whatever happens at it', async () => {
    const rig = await new Rig().start()
    rig.clock.moveTo(rig.clock.now() + 86_400_000)
    await rig.write(ana, { text: 'hola' })
    const [{ lastAt }] = (await rig.get('/sandbox/customers')).body.items as [{ lastAt: string }]
    const copy = temporaryFolder()
    await cp(rig.folder, copy, { recursive: true })
    const later = await new Rig({ folder: copy }).start()
    expect(later.clock.now()).to.be.at.least(Date.parse(lastAt))
  })

  it('closes while a webhook is being answered, and delivers it again later', async () => {
    const rig = await new Rig().start()
    rig.answer = () => new Promise(() => {})
    const arrived = rig.heard('hola')
    await rig.post(`/sandbox/customers/${ana}/messages`, { text: 'hola' })
    await arrived
    rig.answer = () => 200
    await rig.restart()
    await rig.sandbox.delivered()
    expect(rig.received.at(-1)!.value.messages![0]!.text).to.deep.equal({ body: 'hola' })
    expect(await rig.chat(ana)).to.have.lengthOf(1)
  })
})
