import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../../helpers/browser.ts'
import { startLive } from '../../helpers/live.ts'
import { freshDatabase } from '../../helpers/postgres.ts'
import { startSandbox } from '../../helpers/sandbox.ts'
import { severalWorkshops } from '../../workshops/several.ts'
import { barriers, fitsWidth, goTo, newPage, openDesk } from './rig.ts'

const json = { 'Content-Type': 'application/json' }

describe('the desk', function () {
  this.timeout(120_000)

  let browser: Browser | undefined

  before(async function () {
    browser = await openBrowser()
    if (!browser) this.skip()
  })

  after(() => browser?.close())

  it('is the first page in live mode, once the token was given, and is left with a cookie that no script reads', async () => {
    const { url } = await startLive({ API_TOKEN: 'the token of the desk' })
    const { page, complaints } = await newPage(browser!)
    await page.goto(url)
    const token = page.getByLabel('Token de acceso')
    await token.fill('not this one')
    await page.getByRole('button', { name: 'Entrar' }).click()
    await page.getByText('Ese token no es de este servidor.').waitFor()
    await token.fill('the token of the desk')
    await page.getByRole('button', { name: 'Entrar' }).click()
    await page.getByRole('heading', { name: 'Taller Torke' }).waitFor()
    expect(await page.evaluate('document.cookie')).to.equal('')
    expect(page.url()).not.to.contain('token')
    await goTo(page, `${url}/desk`)
    // Whose session is over is asked again.
    await page.context().clearCookies()
    await page.getByRole('link', { name: 'Semana', exact: true }).click()
    await token.waitFor()
    // The browser itself tells of the token that was wrong, and of the page that asked for one.
    expect(complaints.filter((each) => !each.includes('401'))).to.deep.equal([])
    await page.close()
  })

  it('tells of changes only to those with the token, and nothing that was said', async () => {
    const { url } = await startLive({ API_TOKEN: 'x' })
    expect((await fetch(`${url}/desk/changes`)).status).to.equal(401)
    const { next, end } = await look(url)
    expect(await next()).to.match(/^event: clock\ndata: {"now":"[^"]+"}\n\n$/)
    const customer = await bookAt(url)
    expect(await next()).to.equal(`event: turn\ndata: ${JSON.stringify({ customer, agenda: true })}\n\n`)
    end()
  })

  it('tells of what another server of the same database did', async () => {
    const DATABASE_URL = await freshDatabase()
    const one = await startLive({ API_TOKEN: 'x', DATABASE_URL })
    const { next, end } = await look(one.url)
    expect(await next()).to.contain('event: clock')
    // It knows of the first from the moment it is there.
    const two = await startLive({ API_TOKEN: 'x', DATABASE_URL })
    const customer = await bookAt(two.url)
    expect(await next()).to.equal(`event: turn\ndata: ${JSON.stringify({ customer, agenda: true })}\n\n`)
    end()
  })

  it('says why nothing can be sent', async () => {
    const { url } = await startLive({ API_TOKEN: 'x', WHATSAPP_ACCESS_TOKEN: '' })
    const { page } = await newPage(browser!)
    await page.goto(url)
    await page.getByLabel('Token de acceso').fill('x')
    await page.getByRole('button', { name: 'Entrar' }).click()
    await page.getByRole('alert').getByText('WHATSAPP_ACCESS_TOKEN is not set').waitFor()
    await page.close()
  })

  it('is of the first of several workshops, and of another that is chosen', async () => {
    const app = await startSandbox({ flows: severalWorkshops({ norte: '', sur: '' }) })
    await app.say('59899111111', 'hola')
    const { page, complaints } = await newPage(browser!)
    await goTo(page, `${app.url}/desk#charlas`.replace('#charlas', ''))
    await page.getByRole('heading', { name: 'Taller norte' }).waitFor()
    await page.getByLabel('Taller').selectOption('Taller sur')
    await page.getByRole('heading', { name: 'Taller sur' }).waitFor()
    expect(new URL(page.url()).searchParams.get('workshop')).to.equal('sur')
    await page.locator('.agenda[aria-busy=false]').waitFor()
    expect(complaints).to.deep.equal([])
    await page.close()
  })

  for (const scheme of ['light', 'dark'] as const) {
    it(`has no barrier that a program can find, in ${scheme}, and fits a phone`, async () => {
      const { app, page, book, card } = await openDesk(browser!)
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      const ana = { phone: '59899111111', name: 'Ana Pereira' }
      await book('09:00', ana)
      await book('09:00', { phone: '59899111112', name: 'Leo Silva' })
      await book('09:30', { phone: '59899111113', name: 'Eva Díaz' }, { note: 'Chilla al frenar' })
      const arrived = await book('11:00', { phone: '59899111114', name: 'Raúl Sosa' })
      await fetch(`${app.url}/api/v1/appointments/${arrived.id}`, {
        method: 'PATCH',
        headers: json,
        body: JSON.stringify({ status: 'arrived' }),
      })
      await app.say(ana.phone, { text: 'quiero hablar con una persona', name: ana.name })
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 })
        const look = async (what: string) => {
          expect(await barriers(page), `${what}, ${width} wide`).to.deep.equal([])
          await fitsWidth(page)
        }
        await page.goto(`${app.url}/desk#dia`)
        await card('Raúl Sosa').waitFor()
        await look('the day')
        await card('Eva Díaz').click()
        await page.getByRole('dialog').getByText('Cambiar de hora').click()
        await page.getByRole('dialog').getByRole('button', { name: '17:00' }).waitFor()
        await look('an appointment')
        await page.keyboard.press('Escape')
        await page.getByRole('button', { name: 'Nueva hora' }).click()
        await page.getByRole('dialog').getByRole('button', { name: '17:00' }).waitFor()
        await look('a new one')
        await page.keyboard.press('Escape')
        await page.getByRole('link', { name: 'Semana', exact: true }).click()
        await page.locator('.slip').first().waitFor()
        await look('the week')
        await page.getByRole('link', { name: 'Pendientes' }).click()
        await page.locator('.view-pending .task').waitFor()
        await look('what is to be done')
        await page.locator('.view-pending .task').getByRole('link').click()
        await page.getByRole('textbox', { name: 'Tu respuesta' }).waitFor()
        await look('a conversation')
      }
      await page.close()
    })
  }
})

/** Follows what a server tells of changes, a piece at a time. */
async function look(url: string): Promise<{ next: () => Promise<string | undefined>; end: () => void }> {
  const controller = new AbortController()
  const stream = await fetch(`${url}/desk/changes`, {
    headers: { Authorization: 'Bearer x' },
    signal: controller.signal,
  })
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
  return { next: async () => (await reader.read()).value, end: () => controller.abort() }
}

/** Makes an appointment. @returns the key of its customer */
async function bookAt(url: string): Promise<string> {
  const booked = await fetch(`${url}/api/v1/appointments`, {
    method: 'POST',
    headers: { ...json, Authorization: 'Bearer x' },
    body: JSON.stringify({
      phone: '59899111111',
      name: 'Ana',
      service: 'oil-change',
      start: '2030-01-07T10:00:00-03:00',
      force: true,
    }),
  })
  return ((await booked.json()) as { customer: string }).customer
}
