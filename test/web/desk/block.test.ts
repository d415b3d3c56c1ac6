import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../../helpers/browser.ts'
import { barriers, openDesk, reach } from './rig.ts'

describe('blocked times at the desk', function () {
  this.timeout(90_000)
  let browser: Browser | undefined

  before(async function () {
    browser = await openBrowser()
    if (!browser) this.skip()
  })

  after(() => browser?.close())

  it('are added with the keyboard, shown by day and week, and taken away', async () => {
    const { app, page, book, complaints } = await openDesk(browser!)
    const { start } = await book('10:00', { phone: '59899111111', name: 'Ana Pereira' })
    const sheet = page.getByRole('dialog')
    const open = page.getByRole('button', { name: 'Bloquear', exact: true })
    await reach(page, open)
    await page.keyboard.press('Enter')
    await sheet.getByLabel('Qué').selectOption('Todo el taller')
    await sheet.getByLabel('Motivo').fill('Corte de luz')
    await page.keyboard.press('Enter')
    await sheet.getByRole('alert').getByText('ya hay horas agendadas').waitFor()
    await sheet.getByText('hoy, 10:00: Ana Pereira').waitFor()
    expect(await barriers(page)).to.deep.equal([])
    await sheet.getByRole('button', { name: 'Bloquear igual' }).press('Enter')
    await sheet.waitFor({ state: 'detached' })
    const shown = page.getByRole('button', { name: 'Bloqueado: Corte de luz' })
    await shown.first().waitFor()
    expect(await shown.count()).to.equal(2)
    expect(await barriers(page)).to.deep.equal([])
    const free = async () => {
      const day = start.slice(0, 10)
      const to = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
      const { items } = await app.get<{ items: { start: string }[] }>(
        `/api/v1/slots?service=oil&from=${day}&to=${to}`,
      )
      return items.map((each) => each.start.slice(11, 16))
    }
    expect((await free())[0]).to.equal('12:00')
    await page.getByRole('link', { name: 'Semana', exact: true }).click()
    await page.getByRole('button', { name: 'Taller bloqueado 08:00 a 12:00' }).press('Enter')
    await sheet.getByRole('button', { name: 'Desbloquear' }).press('Enter')
    await sheet.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Taller bloqueado' }).waitFor({ state: 'detached' })
    expect(await free()).to.include('09:00')
    const refused = /status of 409/
    expect(complaints.filter((each) => !refused.test(each))).to.deep.equal([])
    await page.close()
  })
})
