import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Browser, Locator, Page } from 'playwright-core'
import { openBrowser } from '../helpers/browser.ts'
import { copyOfProject } from '../helpers/process.ts'
import { startSandbox } from '../helpers/sandbox.ts'

describe('the phone', function () {
  this.timeout(90_000)

  let browser: Browser | undefined
  let app: Awaited<ReturnType<typeof startSandbox>>
  let page: Page
  let complaints: string[]

  before(async function () {
    browser = await openBrowser()
    if (!browser) this.skip()
  })

  after(() => browser?.close())

  beforeEach(async () => {
    app = await startSandbox()
    page = await browser!.newPage()
    complaints = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await page.goto(app.url)
    await page.getByText('en línea').waitFor()
  })

  afterEach(async () => {
    await page.close()
    await app.close()
  })

  it('tells whoever edits the flows what is in force, or what to mend', async () => {
    const copy = join(copyOfProject(), 'flows')
    const edited = await startSandbox({ flows: copy })
    await page.goto(edited.url)
    await page.getByText('en línea').waitFor()
    const file = join(copy, 'workshop.yaml')
    const workshop = readFileSync(file, 'utf8')
    writeFileSync(file, workshop.replace('language: es', 'language: de'))
    await edited.chasqui.reload().catch(() => {})
    await page.getByText(/Sin cambios todavía.*workshop\.yaml:\d+/).waitFor()
    writeFileSync(file, workshop)
    await edited.chasqui.reload()
    await page.getByText('Tus cambios ya están en uso.').waitFor()
  })

  it('books an appointment by writing and tapping, and the agenda beside it shows the place', async () => {
    await field(page).fill('Hola, quiero agendar')
    await page.getByRole('button', { name: 'Enviar' }).click()
    await talkUntilBooked(page, {
      press: (button) => button.click(),
      write: async (text) => {
        await field(page).fill(text)
        await page.getByRole('button', { name: 'Enviar' }).click()
      },
    })
    await page.getByText('agendada').or(page.getByText('confirmada')).first().waitFor()
    expect(complaints).to.deep.equal([])
  })

  it('books an appointment with the keyboard alone', async () => {
    const press = async (button: Locator) => {
      await reach(page, button)
      await page.keyboard.press('Enter')
    }
    const write = async (text: string) => {
      await reach(page, field(page))
      await page.keyboard.type(text)
      await page.keyboard.press('Enter')
    }
    await write('Hola, quiero agendar')
    await talkUntilBooked(page, { press, write })
    expect(complaints).to.deep.equal([])
  })

  it('shows what is written as text, with only the marks of WhatsApp', async () => {
    await field(page).fill('<img src=x> *hola*\nche')
    await field(page).press('Enter')
    const bubble = page.getByRole('log', { name: 'Mensajes' }).locator('.mine').first()
    await bubble.waitFor()
    expect(await bubble.innerText()).to.contain('<img src=x> hola\nche')
    expect(await bubble.locator('strong').allInnerTexts()).to.deep.equal(['hola'])
    expect(await bubble.locator('img').count()).to.equal(0)
  })

  it('moves the clock on and says what time it is', async () => {
    const clock = page.getByRole('region', { name: 'El reloj y el enchufe' }).locator('time')
    const before = await clock.innerText()
    await page.getByRole('button', { name: '+1 día' }).click()
    await page.getByText(/^Ahora es /).waitFor()
    expect(await clock.innerText()).not.to.equal(before)
  })

  it('gives another customer a phone of their own', async () => {
    await field(page).fill('hola')
    await field(page).press('Enter')
    await replies(page).first().waitFor()
    await page.getByRole('button', { name: 'Agregar un cliente' }).click()
    await page.keyboard.type('Bruno Silva')
    await page.keyboard.press('Enter')
    await page.getByText('Todavía no hablaron.').waitFor()
    expect(await field(page).evaluate((element) => element.matches(':focus'))).to.equal(true)
    expect(await page.locator('.message').count()).to.equal(0)
    await field(page).fill('buenas')
    await field(page).press('Enter')
    await replies(page).first().waitFor()
    const customers = (await (await fetch(`${app.url}/sandbox/customers`)).json()) as {
      items: { name: string }[]
    }
    expect(customers.items.map(({ name }) => name)).to.have.members(['Ana Pereira', 'Bruno Silva'])
    await page.getByRole('navigation', { name: 'Clientes' }).getByText('Ana').click()
    await page.locator('.mine').getByText('hola', { exact: true }).waitFor()
    expect(await page.getByText('buenas', { exact: true }).count()).to.equal(0)
    expect(complaints).to.deep.equal([])
  })

  it('moves through a list with the arrows, from its first row', async () => {
    await field(page).fill('quiero agendar')
    await field(page).press('Enter')
    await replies(page).first().getByRole('button').first().press('Enter')
    const rows = page.getByRole('dialog').getByRole('listitem').getByRole('button')
    await rows.first().waitFor()
    const walk = { ArrowDown: 1, ArrowUp: 0, End: (await rows.count()) - 1, Home: 0 }
    const isFocused = (row: number) => rows.nth(row).evaluate((element) => element.matches(':focus'))
    expect(await isFocused(0)).to.equal(true)
    for (const [key, row] of Object.entries(walk)) {
      await page.keyboard.press(key)
      expect(await isFocused(row), key).to.equal(true)
    }
  })

  it('calls customers without a name by the end of their phone', async () => {
    await app.say('59899654321', 'hola')
    await page.reload()
    const chips = page.getByRole('navigation', { name: 'Clientes' })
    await chips.getByText('…4321').waitFor()
    expect(await chips.getByText('Cliente', { exact: true }).count()).to.equal(0)
  })

  it('fits a screen 360 pixels wide, however many customers there are', async () => {
    for (let each = 0; each < 40; each++) await app.say(String(59899700000 + each), 'hola')
    await page.setViewportSize({ width: 360, height: 740 })
    await page.reload()
    const chips = page.getByRole('navigation', { name: 'Clientes' })
    await chips.getByText('…0039').waitFor({ state: 'attached' })
    expect(await page.evaluate('document.documentElement.scrollWidth')).to.equal(360)
    const add = await page.getByRole('button', { name: 'Agregar un cliente' }).boundingBox()
    expect(add!.x + add!.width).to.be.at.most(360)
    const current = await chips.locator('[aria-current]').boundingBox()
    expect(current!.x + current!.width).to.be.at.most(360)
  })

  it('fits a screen 360 pixels wide', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    const width = await page.evaluate('document.documentElement.scrollWidth')
    expect(width).to.equal(360)
    const composer = await field(page).boundingBox()
    expect(composer!.y + composer!.height).to.be.at.most(740)
  })
})

interface Hand {
  press(button: Locator): Promise<void>
  write(text: string): Promise<void>
}

const vehicle = 'Gol SBC 1234'

/** Answers each question with the first thing offered, and names the vehicle where nothing is. */
async function talkUntilBooked(page: Page, { press, write }: Hand): Promise<void> {
  const booked = page.getByRole('region', { name: 'La agenda del taller' }).locator('[data-status=booked]')
  let answered = 0
  for (let turn = 0; turn < 15; turn++) {
    const reply = replies(page).nth(answered)
    await Promise.race([reply.waitFor(), booked.first().waitFor()])
    if (await booked.count()) return
    answered = await replies(page).count()
    const buttons = replies(page).last().getByRole('button')
    if ((await buttons.count()) === 0) {
      if (await page.locator('.mine').getByText(vehicle).count()) break
      await write(vehicle)
    } else {
      const opensList = (await buttons.first().getAttribute('aria-haspopup')) === 'dialog'
      await press(buttons.first())
      if (opensList) await press(page.getByRole('dialog').getByRole('listitem').first().getByRole('button'))
    }
  }
  await booked.first().waitFor()
}

/** Tab after Tab, as far as it takes. */
async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element.matches(':focus'))) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab never reached what was to be pressed.')
}

function field(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Escribí un mensaje' })
}

function replies(page: Page): Locator {
  return page.locator('.message.theirs')
}
