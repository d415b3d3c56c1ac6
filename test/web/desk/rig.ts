import { createRequire } from 'node:module'
import { expect } from 'chai'
import type { Browser, Locator, Page } from 'playwright-core'
import type { Appointment } from '../../../src/agenda/appointment.ts'
import { type SandboxApp, startSandbox } from '../../helpers/sandbox.ts'
import { flowsFor } from '../../helpers/workshop.ts'

/** Two bays, open every day from 8 to 18. */
export const twoBays = `
holidays: { calendar: none }
bays: [{ id: one, name: Elevador 1 }, { id: two, name: Elevador 2 }]
services: [{ id: oil, title: Aceite, minutes: 60 }, { id: brakes, title: Frenos, minutes: 120 },
  { id: diagnosis, title: Diagnóstico, minutes: 60, onRequest: true }]
lead: 0
`

export interface DeskRig {
  app: SandboxApp
  /** The folder of its flows. */
  flows: string
  page: Page
  /** Errors of the page: there must be none. */
  complaints: string[]
  /** An appointment of today's, at an hour such as `10:00`. */
  book(at: string, who: { phone: string; name: string }, rest?: object): Promise<Appointment>
  appointment(id: string): Promise<Appointment>
  /** The card of an appointment, by a name in it. */
  card(name: string): Locator
}

/** A workshop at eight o'clock in the morning, and a browser at its desk. */
export async function openDesk(browser: Browser, workshop = twoBays): Promise<DeskRig> {
  const flows = flowsFor(workshop)
  const app = await startSandbox({ flows })
  await app.morning()
  await app.advance('PT3H')
  const { now } = await app.get<{ now: string }>('/sandbox/clock')
  const { page, complaints } = await newPage(browser)
  await goTo(page, `${app.url}/desk`)
  return {
    app,
    flows,
    page,
    complaints,
    book: (at, { phone, name }, rest = {}) =>
      app.post<Appointment>('/api/v1/appointments', {
        phone,
        name,
        service: 'oil',
        vehicle: 'Gol SBC 1234',
        start: `${now.slice(0, 10)}T${at}:00-03:00`,
        force: true,
        ...rest,
      }),
    appointment: (id) => app.get<Appointment>(`/api/v1/appointments/${id}`),
    card: (name) => page.locator('.place').filter({ hasText: name }).getByRole('button'),
  }
}

export async function newPage(browser: Browser): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return { page, complaints }
}

/** Opens an address of the desk, and waits until its agenda is read. */
export async function goTo(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.locator('.agenda[aria-busy=false]').waitFor()
}

/** What is wrong for people who see, hear or move otherwise, by the rules of WCAG 2.2 AA. */
export async function barriers(page: Page): Promise<string[]> {
  // Colours are judged as they are once nothing moves any more.
  await page.evaluate('Promise.all(document.getAnimations().map((each) => each.finished))')
  const present = await page.evaluate('typeof axe')
  // Through the debugger, which the page's policy does not bind.
  if (present === 'undefined') await page.evaluate(axeSource())
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const { violations } = (await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(tags)} })`)) as Results
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

interface Results {
  violations: { id: string; nodes: { html: string }[] }[]
}

function axeSource(): string {
  const { source } = createRequire(import.meta.url)('axe-core') as { source: string }
  return `${source}; undefined`
}

/** Tab after Tab, as far as it takes. */
export async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element.matches(':focus'))) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab never reached what was to be pressed.')
}

export async function fitsWidth(page: Page): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth')).to.be.at.most(
    page.viewportSize()!.width,
  )
}
