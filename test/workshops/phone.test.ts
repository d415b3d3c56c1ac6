import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../helpers/browser.ts'
import { startSandbox } from '../helpers/sandbox.ts'
import { severalWorkshops } from './several.ts'

describe('the phone of several workshops', function () {
  this.timeout(90_000)
  let browser: Browser | undefined

  before(async function () {
    browser = await openBrowser()
    if (!browser) this.skip()
  })

  after(() => browser?.close())

  it('writes to the first, says so, and to another that is chosen', async () => {
    const app = await startSandbox({ flows: severalWorkshops({ norte: '', sur: '' }) })
    const page = await browser!.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    const write = async (words: string) => {
      await page.getByRole('textbox').fill(words)
      await page.getByRole('button', { name: 'Enviar' }).click()
    }
    await page.goto(app.url)
    await page.getByRole('heading', { name: 'Taller norte' }).waitFor()
    await write('Hola')
    await page.getByText('asistente de Taller norte').first().waitFor()
    await page.getByLabel('Le escribís a').selectOption('Taller sur')
    await page.getByRole('heading', { name: 'Taller sur' }).waitFor()
    expect(await page.getByText('asistente de Taller norte').count()).to.equal(0)
    await write('Hola')
    await page.getByText('asistente de Taller sur').first().waitFor()
    expect(new URL(page.url()).searchParams.get('workshop')).to.equal('sur')
    expect(complaints).to.deep.equal([])
    await page.close()
  })

  it('has nothing to choose where there is one', async () => {
    const app = await startSandbox()
    const page = await browser!.newPage()
    await page.goto(app.url)
    await page.getByRole('heading', { name: 'Taller Torke' }).waitFor()
    expect(await page.getByLabel('Le escribís a').count()).to.equal(0)
    expect(new URL(page.url()).search).to.equal('')
    await page.close()
  })
})
