import type { Appointment } from '../../src/agenda/appointment.ts'
import { type Chasqui, openChasqui } from '../../src/chasqui.ts'
import { Progress } from '../../src/cli/progress.ts'
import { MovableClock } from '../../src/clock.ts'
import { readSettings } from '../../src/settings.ts'
import { closeAfterTest } from '../helpers/open.ts'
import { quiet } from '../helpers/quiet.ts'
import { type SandboxApp, type Shown, talker } from '../helpers/sandbox.ts'
import { Random } from '../siege/random.ts'
import { Ledger } from './ledger.ts'
import { Person } from './person.ts'
import { type Does, type Happening, planned } from './plan.ts'
import { dateOf, day, hour, iso, minute, minuteOf } from './time.ts'

export interface Size {
  customers: number
  days: number
  seed: number
  /** When it begins, Unix ms: on the next morning after it. */
  from: number
  flows: string
  environment: Record<string, string>
}

/** From when until when something did not work, Unix ms. */
export interface Outage {
  from: number
  until: number
}

type App = Omit<SandboxApp, 'close' | 'folder'>

/** The clock goes on in steps of this; what happens in between happens at their ends. */
const step = 15 * minute
/** Talks that go on side by side. */
const abreast = 6

/** A month of a workshop in the sandbox: customers, staff, outages and the clock. */
export class Month {
  readonly people: Map<string, Person>
  readonly ledger = new Ledger()
  readonly outages: Outage[] = []
  readonly counts: Record<string, number> = {}
  /** Who can no more be reached, and the last message of their chat until then, if any. */
  readonly unreachable = new Map<string, string | undefined>()
  app!: App
  start = 0
  /** Until when it goes on after its last day: appointments are made some days ahead. Unix ms. */
  end = 0
  readonly #size: Size
  readonly #random: Random
  readonly #touched = new Set<string>()
  #happenings: Happening[] = []
  #isGraphDown = false

  constructor(size: Size) {
    this.#size = size
    this.#random = new Random(size.seed)
    const people = Array.from({ length: size.customers }, (_, index) => new Person(index, size.seed))
    this.people = new Map(people.map((person) => [person.phone, person]))
    closeAfterTest(() => this.close())
  }

  async play(): Promise<void> {
    const { days, from } = this.#size
    await this.#open(new MovableClock(Math.max(0, from - Date.now())))
    await this.app.morning()
    this.start = Math.ceil(this.#now() / hour) * hour
    this.#happenings = planned([...this.people.values()], this.start, days, this.#random)
    this.end = this.start + (days + 12) * day
    const progress = new Progress('Simulating', (this.end - this.start) / hour)
    for (let at = this.start; at < this.end; at += step) {
      await this.#happen(at)
      if ((at - this.start) % hour !== 0) continue
      progress.step()
      // At night there is little to be looked at.
      const isNight = minuteOf(at) >= 22 * 60 || minuteOf(at) < 7 * 60
      if (isNight && minuteOf(at) % 180 !== 0) continue
      await this.#advanceTo(at)
      await this.#lookAt(at)
      await this.#react()
    }
    progress.stop()
  }

  async close(): Promise<void> {
    await this.app?.chasqui.close()
  }

  /** What was planned up to then: first what goes wrong, then the customers side by side, each one thing at a time. */
  async #happen(at: number): Promise<void> {
    const due: Happening[] = []
    while (this.#happenings[0] && this.#happenings[0].at <= at) due.push(this.#happenings.shift()!)
    if (due.length === 0) return
    await this.#advanceTo(at)
    for (const { phone, does } of due) if (!phone) await this.#do(undefined, does, at)
    const left = due.filter(({ phone }) => phone)
    const busy = new Set<string>()
    const work = async () => {
      for (let next = left.shift(); next; next = left.shift()) {
        const { phone, does } = next
        if (busy.has(phone!)) this.#later({ ...next, at: at + step })
        else await this.#do(busy.add(phone!) && phone, does, at)
      }
    }
    await Promise.all(Array.from({ length: abreast }, work))
  }

  #later(happening: Happening): void {
    const place = this.#happenings.findIndex(({ at }) => at > happening.at)
    this.#happenings.splice(place < 0 ? this.#happenings.length : place, 0, happening)
  }

  async #do(phone: string | undefined, does: Does, at: number): Promise<void> {
    this.#count(does.kind)
    const person = phone === undefined ? undefined : this.people.get(phone)!
    // While Graph is down nobody is answered: they write, and try again later.
    if (person && this.#isGraphDown && chats.has(does.kind)) {
      if (person.random.chance(0.2)) await this.app.post(chatOf(person), { text: 'hola' })
      return this.#later({ at: at + 2 * hour, phone: person.phone, does })
    }
    try {
      await this.#act(person, does, at)
    } catch (error) {
      // What is to be tapped may not be there any more, and a place may be taken.
      if (!/answered (409|422)/.test((error as Error).message)) throw error
      this.#count('inVain')
    }
  }

  async #act(person: Person | undefined, does: Does, at: number): Promise<void> {
    const app = this.app as SandboxApp
    switch (does.kind) {
      case 'books':
        if (!(await person!.book(app, does.to))) this.#count('noPlace')
        return
      case 'isBooked':
        return this.#bookFor(person!, does.to)
      case 'moves':
        await person!.move(app, does.to)
        return
      case 'confirms':
        return person!.confirm(app)
      case 'cancels':
        return person!.cancel(app)
      case 'movesTo':
        return this.#change(person!, { start: iso(atTen(does.to)), force: true })
      case 'optsOut':
        await app.say(person!.phone, 'baja')
        return
      case 'blocks':
      case 'unreachable':
        return this.#cutOff(person!)
      case 'graphFails':
        this.#isGraphDown = true
        this.outages.push({ from: at, until: does.until })
        await app.post('/sandbox/faults', { on: 'send', code: does.code, times: 'always' })
        return
      case 'graphWorks':
        this.#isGraphDown = false
        await fetch(`${app.url}/sandbox/faults`, { method: 'DELETE' })
        return
      case 'losesAnswers':
        await app.post('/sandbox/faults', { on: 'send', lose: 'answer', times: 5 })
        return
      case 'restarts':
        return this.#reopen(0)
      case 'serverIsDown':
        this.outages.push({ from: at, until: does.until })
        return this.#reopen(does.until - at)
    }
  }

  async #cutOff(person: Person): Promise<void> {
    if (this.unreachable.has(person.phone)) return
    await this.app.post(`/sandbox/customers/${person.phone}`, { reachable: false })
    const { messages } = await this.app.get<{ messages: Shown[] }>(chatOf(person))
    this.unreachable.set(person.phone, messages.at(-1)?.id)
  }

  async #bookFor({ phone, random }: Person, to: number): Promise<void> {
    const service = random.pick(['oil', 'brakes', 'alignment', 'diagnosis'])
    const start = iso(atTen(to) + random.between(-4, 12) * 30 * minute)
    await this.app.post('/api/v1/appointments', { phone, name: `Cliente ${phone.slice(-4)}`, service, start })
  }

  /** The workshop changes the next appointment of a customer. */
  async #change({ phone }: Person, change: object): Promise<void> {
    const next = [...this.ledger.appointments.values()].find(
      ({ last, ended }) => last.phone === phone && !ended && Date.parse(last.start) > this.#now(),
    )
    if (next) await this.#patch(next.last.id, change)
  }

  async #patch(id: string, change: object): Promise<void> {
    const answer = await fetch(`${this.app.url}/api/v1/appointments/${id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(change),
    })
    if (!answer.ok) throw new Error(`PATCH answered ${answer.status}: ${await answer.text()}`)
  }

  /** Looks at the agenda, and takes those on who came. */
  async #lookAt(now: number): Promise<void> {
    const items = await this.ledger.look(this.app as SandboxApp, this.#now())
    for (const each of items) await this.#receive(each, now)
  }

  async #receive({ id, start, status, phone }: Appointment, now: number): Promise<void> {
    if ((status !== 'booked' && status !== 'confirmed') || Date.parse(start) > now - 30 * minute) return
    const { random } = this.people.get(phone!)!
    const comes = status === 'confirmed' ? 0.97 : 0.8
    if (random.chance(comes)) {
      for (const next of ['arrived', 'inWork', 'ready', 'done']) await this.#patch(id, { status: next })
      this.#count('came')
    } else {
      await this.#patch(id, { status: 'noShow' })
      this.#count('noShow')
    }
  }

  /** Whoever was reminded since answers, or does not. */
  async #react(): Promise<void> {
    const phones = [...this.#touched]
    this.#touched.clear()
    for (const phone of phones) {
      const person = this.people.get(phone)
      if (!person) continue
      const { messages } = await this.app.get<{ messages: Shown[] }>(`${chatOf(person)}?after=${person.read}`)
      person.read = messages.at(-1)?.id ?? person.read
      const reminder = messages.findLast(({ from, text }) => from === 'workshop' && isReminder(text))
      if (reminder && person.nature !== 'unreachable' && person.nature !== 'blocks') this.#answer(person)
    }
  }

  #answer(person: Person): void {
    const { phone, random } = person
    const at = this.#now() + person.delay()
    const fate = random.next()
    const to = this.#now() + random.between(2, 6) * day
    if (fate < 0.6) this.#later({ at, phone, does: { kind: 'confirms' } })
    else if (fate < 0.67) this.#later({ at, phone, does: { kind: 'moves', to } })
    else if (fate < 0.74) this.#later({ at, phone, does: { kind: 'cancels' } })
  }

  async #advanceTo(at: number): Promise<void> {
    const left = at - this.#now()
    if (left > 0) await this.app.advance(`PT${Math.ceil(left / 1000)}S`)
  }

  async #reopen(down: number): Promise<void> {
    const { chasqui } = this.app
    await chasqui.close()
    const offset = (chasqui.clock as MovableClock).offset
    await this.#open(new MovableClock(offset + down))
    await this.app.advance('PT1S')
  }

  async #open(clock: MovableClock): Promise<void> {
    const { flows, environment } = this.#size
    const settings = readSettings({ PORT: '0', BURST_MS: '0', READ_RECEIPTS: 'off', ...environment })
    const chasqui: Chasqui = await openChasqui({ settings, log: quiet, flows, clock })
    const url = await chasqui.listen()
    chasqui.engine.events.on('turn', ({ phone }) => phone !== null && this.#touched.add(phone))
    this.app = { url, chasqui, ...talker(url) }
  }

  #now(): number {
    return this.app.chasqui.clock.now()
  }

  #count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1
  }
}

/** What a customer does by writing, and expects an answer to. */
const chats = new Set<Does['kind']>(['books', 'moves', 'confirms', 'cancels', 'optsOut'])

export function isReminder(text: string): boolean {
  return /^(Te recordamos tu hora|Te esperamos el .*¿Venís\?)/.test(text)
}

function chatOf({ phone }: Person): string {
  return `/sandbox/customers/${phone}/messages`
}

function atTen(at: number): number {
  return Date.parse(`${dateOf(at)}T10:00:00-03:00`)
}
