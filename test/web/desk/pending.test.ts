import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import type { Appointment } from '../../../src/agenda/appointment.ts'
import { openBrowser } from '../../helpers/browser.ts'
import type { SandboxApp } from '../../helpers/sandbox.ts'
import { type DeskRig, openDesk } from './rig.ts'

const ana = { phone: '59899111111', name: 'Ana Pereira' }

describe('what is to be done at the desk', function () {
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

  it('has what customers ask for, until somebody accepts it', async () => {
    await app.say(ana.phone, { text: 'quiero un diagnóstico mañana a las 15', name: ana.name })
    await app.say(ana.phone, 'Gol SBC1234')
    const asked = page.getByRole('region', { name: 'Piden hora' })
    await asked.getByText('Diagnóstico · Gol SBC1234').waitFor()
    await asked.getByRole('button', { name: 'Aceptar' }).click()
    await asked.waitFor({ state: 'detached' })
    const { items } = await app.get<{ items: Appointment[] }>(`/api/v1/appointments?customer=${ana.phone}`)
    expect(items.map(({ status }) => status)).to.deep.equal(['booked'])
  })

  it('has what did not arrive, and why', async () => {
    await app.say(ana.phone, { text: 'hola', name: ana.name })
    await app.advance('PT25H')
    await app.post(`/api/v1/conversations/${ana.phone}/messages`, { text: 'Ya está tu auto' })
    const lost = page.getByRole('region', { name: 'No llegaron' })
    await lost.getByText('«Ya está tu auto»').waitFor()
    await lost.getByText('Hace más de 24 horas que no escribe').waitFor()
    await lost.getByRole('link').click()
    await page.getByText('No se le puede escribir desde acá.').waitFor()
  })

  it('says first what that means, and small how Meta told it', async () => {
    await app.say(ana.phone, { text: 'hola', name: ana.name })
    await app.post('/sandbox/faults', { on: 'send', code: 131051 })
    await app.post(`/api/v1/conversations/${ana.phone}/messages`, { text: 'Ya está tu auto' })
    const lost = page.getByRole('region', { name: 'No llegaron' })
    await lost.getByText('Meta no lo mandó (error 131051).').waitFor()
    await lost.locator('small[lang=en]', { hasText: '131051' }).waitFor()
  })

  it('has who did not answer the reminders, until somebody has called', async () => {
    await app.say(ana.phone, { text: 'quiero cambiar el aceite mañana a las 15', name: ana.name })
    await app.say(ana.phone, 'Gol SBC1234')
    // The second reminder is at one o'clock of the next day; an hour later somebody calls.
    await app.advance('PT30H30M')
    await page.getByRole('link', { name: 'Pendientes' }).click()
    const call = page.getByRole('region', { name: 'Para llamar' })
    await call.getByText('No contestó los recordatorios').waitFor()
    expect(await call.getByRole('link', { name: 'Llamar' }).getAttribute('href')).to.equal(
      `tel:+${ana.phone}`,
    )
    const found = async () =>
      (await app.get<{ items: Appointment[] }>(`/api/v1/appointments?customer=${ana.phone}`)).items[0]!

    await call.getByRole('button', { name: 'No atendió' }).click()
    await call.getByText('no atendió.').waitFor()
    await call.getByRole('button').filter({ hasText: ana.name }).click()
    const sheet = page.getByRole('dialog')
    expect(await sheet.getByLabel('Nota').inputValue()).to.match(/^Llamado .*: no atendió\.$/)
    const reminders = sheet.getByRole('region', { name: 'Recordatorios' }).getByRole('listitem')
    await reminders.nth(1).waitFor()
    expect(await reminders.allInnerTexts()).to.satisfy((all: string[]) =>
      all.every((each) => /leído|entregado/.test(each)),
    )
    await page.keyboard.press('Escape')
    expect(await found()).to.include({ toCall: 'unanswered', status: 'booked' })

    await call.getByRole('button', { name: 'Confirmó' }).click()
    await call.getByText('Nadie a quien llamar.').waitFor()
    expect((await found()).status).to.equal('confirmed')
  })
})
