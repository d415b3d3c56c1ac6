import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../../helpers/browser.ts'
import type { SandboxApp, Shown } from '../../helpers/sandbox.ts'
import { type DeskRig, openDesk } from './rig.ts'

const ana = { phone: '59899111111', name: 'Ana Pereira' }

describe('conversations at the desk', function () {
  this.timeout(90_000)

  let browser: Browser | undefined
  let desk: DeskRig
  let app: SandboxApp
  let page: Page

  before(async function () {
    browser = await openBrowser()
    if (!browser) this.skip()
  })

  after(() => browser?.close())

  beforeEach(async () => {
    desk = await openDesk(browser!)
    ;({ app, page } = desk)
  })

  afterEach(async () => {
    await page?.close()
    expect(desk?.complaints ?? []).to.deep.equal([])
  })

  const field = () => page.getByRole('textbox', { name: 'Tu respuesta' })

  it('wait for a person, who answers and gives the floor back', async () => {
    await app.say(ana.phone, { text: 'quiero hablar con una persona', name: ana.name })
    const waiting = page
      .getByRole('complementary', { name: 'Pendientes' })
      .getByRole('link')
      .filter({ hasText: ana.name })
    expect(await waiting.innerText()).to.contain('quiero hablar con una persona')
    expect(await page.title()).to.equal('(1) Agenda · Taller Chico')
    await waiting.click()
    await page.getByText('Habla una persona').waitFor()
    await field().fill('Hola Ana, soy Marta')
    await field().press('Enter')
    await page.getByRole('log').locator('.from-human').getByText('Hola Ana, soy Marta').waitFor()
    await page
      .locator('.from-human')
      .getByText(/enviado|entregado|leído/)
      .waitFor()
    const { messages } = await app.get<{ messages: Shown[] }>(`/sandbox/customers/${ana.phone}/messages`)
    expect(messages.at(-1)!.text).to.equal('Hola Ana, soy Marta')
    expect(await page.locator('.talk-row.waits').count()).to.equal(0)

    await page.getByRole('button', { name: 'Devolvérsela al bot' }).click()
    await page.getByText('Habla el bot').waitFor()
    await app.say(ana.phone, 'quiero hablar con una persona')
    await page.locator('.talk-row.waits').waitFor()
  })

  it('are answered over the bot by taking the floor from it', async () => {
    await app.say(ana.phone, { text: 'hola', name: ana.name })
    await page.getByRole('link', { name: 'Charlas' }).click()
    await page.getByRole('link').filter({ hasText: ana.name }).click()
    await page.getByText('Habla el bot').waitFor()
    await page.getByText('Al contestar tomás la palabra').waitFor()
    await field().fill('Ya te llamo')
    await page.getByRole('button', { name: 'Mandar' }).click()
    await page.getByText('Habla una persona').waitFor()
    await page.locator('.from-human').getByText('Ya te llamo').waitFor()
    expect(await app.say(ana.phone, 'gracias')).to.deep.equal([])
  })

  it('show what was said, what was understood, who said it from where, and how far it came', async () => {
    await app.say(ana.phone, { text: 'quiero cambiar el aceite hoy a las 15', name: ana.name })
    await page.getByRole('link', { name: 'Charlas' }).click()
    await page.getByRole('link').filter({ hasText: ana.name }).click()
    const log = page.getByRole('log')
    await log
      .locator('.from-customer .meant')
      .getByText(/agendar · Aceite · .*15:00/)
      .waitFor()
    await log.locator('.from-bot .cause').getByText('booking · askingVehicle').waitFor()
    await log
      .locator('.from-bot')
      .getByText(/enviado|entregado|leído/)
      .waitFor()
  })

  it('are found by name and by phone', async () => {
    await app.say(ana.phone, { text: 'hola', name: 'Álvaro Núñez' })
    await app.say('59899222222', { text: 'hola', name: 'Leo Silva' })
    await page.getByRole('link', { name: 'Charlas' }).click()
    const rows = page.locator('.talk-row')
    await rows.nth(1).waitFor()
    for (const [search, name] of [
      ['alvaro', 'Álvaro Núñez'],
      ['99222', 'Leo Silva'],
    ] as const) {
      await page.getByRole('searchbox').fill(search)
      await page.getByRole('heading', { name: 'Encontradas' }).waitFor()
      await rows.nth(1).waitFor({ state: 'detached' })
      await rows.getByText(name).waitFor()
    }
  })

  it('say what to do where WhatsApp takes no words any more, and why a message did not leave', async () => {
    await app.say(ana.phone, { text: 'hola', name: ana.name })
    await app.advance('PT25H')
    await app.post(`/api/v1/conversations/${ana.phone}/messages`, { text: 'Ya está tu auto' })
    await app.chasqui.engine.settled()
    await page.getByRole('link', { name: 'Charlas' }).click()
    await page.getByRole('link').filter({ hasText: ana.name }).click()
    await page.getByText('No se le puede escribir desde acá.').waitFor()
    expect(await field().count()).to.equal(0)
    const lost = page.locator('.said.lost')
    await lost.getByText('no se mandó').waitFor()
    await lost.getByText('Hace más de 24 horas que no escribe').waitFor()
    await app.say(ana.phone, 'hola?')
    await field().waitFor()
  })
})
