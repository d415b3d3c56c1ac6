import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { type Appointment, statuses } from '../../../src/agenda/appointment.ts'
import { following } from '../../../src/agenda/lifecycle.ts'
import { openBrowser } from '../../helpers/browser.ts'
import type { SandboxApp } from '../../helpers/sandbox.ts'
import { type DeskRig, openDesk, reach } from './rig.ts'

const ana = { phone: '59899111111', name: 'Ana Pereira' }
const leo = { phone: '59899222222', name: 'Leo Silva' }

describe('the agenda at the desk', function () {
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

  it('shows what a customer books, as soon as it is booked', async () => {
    await page.evaluate('window.isSamePage = true')
    await app.say(ana.phone, { text: 'quiero cambiar el aceite hoy a las 15', name: ana.name })
    await page.locator('.place[data-status=held]').waitFor()
    await app.say(ana.phone, 'Gol SBC1234')
    await page.locator('.place[data-status=booked]').waitFor()
    expect(await desk.card('Ana Pereira').innerText()).to.match(
      /15:00\s+Ana Pereira[\s\S]*agendada[\s\S]*Aceite · Gol SBC1234/,
    )
    expect(await page.evaluate('window.isSamePage')).to.equal(true)
  })

  it('takes an appointment through its day, and asks before what cannot be taken back', async () => {
    const { id } = await desk.book('09:00', ana)
    await desk.card(ana.name).click()
    const sheet = page.getByRole('dialog')
    for (const [step, status] of [
      ['Llegó', 'llegó'],
      ['Empezar el trabajo', 'en trabajo'],
      ['Está listo', 'lista'],
      ['Entregar', 'entregada'],
    ] as const) {
      await sheet.getByRole('button', { name: step }).click()
      await sheet.getByRole('status').getByText(status, { exact: true }).waitFor()
    }
    expect((await desk.appointment(id)).status).to.equal('done')
    await page.keyboard.press('Escape')

    const other = await desk.book('11:00', leo)
    await desk.card(leo.name).click()
    await sheet.getByRole('button', { name: 'Cancelar la hora' }).click()
    await sheet.getByText('Al cliente no se le avisa').waitFor()
    expect((await desk.appointment(other.id)).status).to.equal('booked')
    await sheet.getByRole('button', { name: 'Sí, cancelar la hora' }).click()
    await sheet.getByText('cancelada').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('region', { name: 'Ya no ocupan lugar' }).getByText(leo.name).waitFor()
  })

  it('has a word for each step', async () => {
    const { stepWords, movable } = await import(
      new URL('../../../src/web/desk/words.js', import.meta.url).href
    )
    const steps = new Set(statuses.flatMap((status) => [...following(status)]))
    expect(stepWords).to.include.all.keys(...steps)
    expect([...movable]).to.deep.equal(['pending', 'booked', 'confirmed'])
  })

  it('moves an appointment to a place that is free', async () => {
    const { id } = await desk.book('09:00', ana)
    await desk.card(ana.name).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('Cambiar de hora').click()
    await sheet.getByRole('button', { name: '16:00' }).click()
    await sheet.getByText('hoy, 16:00 a 17:00').waitFor()
    const old = await desk.appointment(id)
    expect(old.status).to.equal('moved')
    expect((await desk.appointment(old.movedTo!)).start).to.match(/T16:00:00-03:00$/)
  })

  it('changes the vehicle and the note', async () => {
    const { id } = await desk.book('09:00', ana)
    await desk.card(ana.name).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('Vehículo').fill('Onix SCD 4471')
    await sheet.getByLabel('Nota').fill('Trae la llave un vecino.')
    // What happens meanwhile leaves alone what is being written.
    await desk.book('12:00', leo)
    await desk.card(leo.name).waitFor()
    await sheet.getByRole('button', { name: 'Guardar' }).click()
    await sheet.getByText('Guardado.').waitFor()
    await desk.card('Onix SCD 4471').waitFor({ state: 'attached' })
    expect(await desk.appointment(id)).to.include({
      vehicle: 'Onix SCD 4471',
      note: 'Trae la llave un vecino.',
    })
  })

  it('books for whoever comes in, and overrules what is taken only when it is told to', async () => {
    await desk.book('10:00', ana)
    await desk.book('10:00', leo)
    await page.getByRole('button', { name: 'Nueva hora' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('Teléfono').fill('099 333 333')
    await sheet.getByLabel('Nombre').fill('Eva Díaz')
    await sheet.getByRole('button', { name: '09:00', exact: true }).waitFor()
    expect(await sheet.getByRole('button', { name: '10:00', exact: true }).count()).to.equal(0)
    await sheet.getByLabel('Otra hora').fill('10:00')
    await sheet.getByText('hoy, 10:00').waitFor()
    await sheet.getByRole('button', { name: 'Agendar', exact: true }).click()
    await sheet.getByRole('alert').getByText('A esa hora no hay lugar').waitFor()
    expect(
      await sheet.getByRole('group', { name: 'No hay lugar a esa hora' }).getByRole('button').count(),
    ).to.be.above(1)
    expect(
      await app.get<{ items: Appointment[] }>('/api/v1/appointments?customer=59899333333'),
    ).to.deep.include({ items: [] })
    // The browser itself tells of the refusal.
    expect(desk.complaints.splice(0).join()).to.contain('409')
    await sheet.getByRole('button', { name: 'Agendar igual' }).click()
    await page
      .getByRole('region', { name: 'Sin puesto' })
      .getByText('Eva Díaz')
      .waitFor({ state: 'attached' })
    const { items } = await app.get<{ items: Appointment[] }>('/api/v1/appointments?customer=59899333333')
    expect(items.map(({ start, bays, name }) => [start.slice(11, 16), bays, name])).to.deep.equal([
      ['10:00', [], 'Eva Díaz'],
    ])
  })

  it('puts a new one where the empty agenda is pointed at', async () => {
    const column = page.getByRole('region', { name: 'Elevador 2' }).getByRole('list')
    const { height } = (await column.boundingBox())!
    // Ten hours from eight to six: the middle of the ninth quarter is between ten and half past.
    await column.click({ position: { x: 20, y: (height / 10) * 2.25 } })
    await page.getByRole('dialog').getByText('hoy, 10:00').waitFor()
  })

  it('is all there for the keyboard alone, and the focus comes back', async () => {
    const { id } = await desk.book('09:00', ana)
    await reach(page, desk.card(ana.name))
    await page.keyboard.press('Enter')
    await reach(page, page.getByRole('dialog').getByRole('button', { name: 'Llegó' }))
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('llegó', { exact: true }).waitFor()
    await reach(page, page.getByRole('dialog').getByRole('button', { name: 'Empezar el trabajo' }))
    expect((await desk.appointment(id)).status).to.equal('arrived')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await desk.card(ana.name).evaluate((element) => element.matches(':focus'))).to.equal(true)
  })

  it('has a column for a bay that is added while it is open, and shows when one is away', async () => {
    const file = join(desk.flows, 'workshop.yaml')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace('name: Elevador 2 }', 'name: Elevador 2 }, { id: pit, name: Fosa }'))
    await app.chasqui.reload()
    await page.getByRole('region', { name: 'Fosa' }).waitFor()
    const { now } = await app.get<{ now: string }>('/sandbox/clock')
    const away = `name: Elevador 2, away: ["${now.slice(0, 10)} 14:00-16:00"] }`
    writeFileSync(file, text.replace('name: Elevador 2 }', away))
    await app.chasqui.reload()
    await page.getByRole('region', { name: 'Elevador 2' }).getByText('no está').waitFor()
  })

  it('has a week, whose days lead to their own', async () => {
    await desk.book('09:00', ana)
    await page.getByRole('link', { name: 'Semana', exact: true }).click()
    const today = page.locator('.week-day.today')
    await today.getByRole('button').filter({ hasText: ana.name }).waitFor()
    await today.getByRole('heading').getByRole('link').click()
    await desk.card(ana.name).waitFor()
    await page.goBack()
    await today.waitFor()
  })
})
