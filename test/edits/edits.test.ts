import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { loadHouse } from '../../src/house.ts'
import { copyProject } from '../helpers/project.ts'
import { type Files, readFiles, writeFiles } from './files.ts'
import { answeredBadly, type Course, lost, type Moment, momentOf, told } from './judge.ts'
import { concerns, edited, type Kind, kinds } from './kinds.ts'
import { Live } from './live.ts'
import { roundsOf } from './rounds.ts'
import { type Act, abreast, bringAll, type Customer, shapeOf } from './scene.ts'
import { type Standing, standings } from './standing.ts'
import { ways } from './ways.ts'
import { makeRoom } from './workshop.ts'

/** Every state by every edit and everything that its customer does then; without it, a sixth of that, always the same. */
const isWhole = process.env.EDITS === 'all'
const acts: Act[] = ['writes', 'taps', 'taps the last one', 'is silent']
const only = process.env.EDITS_KIND

describe('flows that are edited while customers are in every state of them', function () {
  this.timeout(1_800_000)
  let project: string
  let flows: string
  let stored: string
  let files: Files
  let all: Standing[]
  let customers: Customer[]
  let stacks: Map<string, string[]>
  let control: Course

  before(async () => {
    project = copyProject()
    stored = mkdtempSync(join(tmpdir(), 'chasqui-'))
    flows = join(project, 'flows')
    all = standings((await loadHouse(flows)).flows.flows)
    const wanted = all.flatMap(({ name }, index) =>
      acts.filter((_, place) => isWhole || place === index % acts.length).map((act) => ({ standsIn: name, act })),
    )
    customers = wanted
      .filter(({ standsIn }) => ways[standsIn])
      .map((each, index) => ({ ...each, phone: `598991${String(index + 1).padStart(5, '0')}` }))
    makeRoom(flows, customers.length)
    files = readFiles(flows)
    const t = performance.now()
    await bringAll(customers, { folder: stored, flows })
    console.log('brought', customers.length, Math.round(performance.now() - t))
  })

  after(() => {
    for (const folder of [project, stored]) rmSync(folder, { recursive: true, force: true })
  })

  it('can be gone on with: there is a customer in each of them', async () => {
    expect(Object.keys(ways)).to.have.members(all.map(({ name }) => name))
    const live = await Live.on(stored, flows)
    const { transcripts } = await momentOf(live)
    const shapes = customers.map((each) => ({ ...each, shape: shapeOf(transcripts.get(each.phone)!.conversation) }))
    for (const { standsIn, shape } of shapes) expect(shape, standsIn).to.include(standsIn)
    stacks = new Map(shapes.map(({ standsIn, shape }) => [standsIn, shape]))
    const answers = await live.act(customers)
    const after = await momentOf(live)
    await live.goQuiet()
    control = {
      answers: new Map([...answers].map(([{ phone }, said]) => [phone, said.map(({ text }) => text)])),
      after,
      end: await momentOf(live),
    }
    expect(await collect(live.broken())).to.deep.equal([])
  })

  for (const [place, kind] of (Object.keys(kinds) as Kind[]).entries()) {
    if (only && !kind.includes(only)) continue
    it(`answer sensibly and lose nothing after ${kind}`, async () => {
      const rounds = roundsOf(kind, all, stacks)
      const problems: string[] = []
      for (const round of isWhole ? rounds : [rounds[place % rounds.length]!])
        problems.push(...(await afterEdit(kind, round)))
      expect(problems.join('\n')).to.equal('')
    })
  }

  /** Edits these states on a server where all customers stand, and sees what becomes of theirs. */
  async function afterEdit(kind: Kind, round: Standing[]): Promise<string[]> {
    const problems: string[] = []
    const names = round.map(({ name }) => name)
    const concerned = customers.filter(({ standsIn }) => names.includes(standsIn))
    const live = await Live.on(stored, flows)
    const before = await momentOf(live)
    writeFiles(flows, edited(kind, files, round))
    const refusal = await live.app.chasqui.reload().then(
      () => undefined,
      (error: Error) => error.message,
    )
    writeFiles(flows, files)
    const isRefused = kind === 'a syntax error'
    if ((refusal !== undefined) !== isRefused) return [`${names}: the flows were taken, or not: ${refusal}`]
    const note = ({ standsIn, act }: Customer, what: string) => problems.push(`${kind}: ${standsIn}, who ${act}: ${what}`)

    const answers = await live.act(concerned)
    const after = await momentOf(live)
    for (const [customer, said] of answers) {
      for (const what of answeredBadly(customer, said, after, control)) note(customer, what)
      for (const what of lost(customer, before, after, control.after)) note(customer, what)
      const texts = said.map(({ text }) => text)
      const usual = control.answers.get(customer.phone)!
      if (isRefused && texts.join() !== usual.join()) note(customer, `is told "${texts}" and not "${usual}"`)
    }
    await goOn(live, [...answers.keys()], note)
    await live.goQuiet()
    const end = await momentOf(live)
    const silent = concerned.filter(({ act }) => act === 'is silent')
    for (const customer of silent) {
      const { talk } = end.transcripts.get(customer.phone)!.conversation
      if (talk.length > 0) note(customer, `still stands in ${shapeOf({ talk })}`)
      for (const what of lost(customer, before, end, control.end)) note(customer, what)
      const [texts, usual] = [told(customer, end), told(customer, control.end)]
      if (kind !== 'a removed flow' && texts.join('\n') !== usual.join('\n')) note(customer, `is told of ${texts} and not of ${usual}`)
    }
    await goOn(live, silent, note)
    for (const what of await collect(live.broken())) problems.push(`${kind}: ${names}: ${what}`)
    await live.app.close()
    return problems
  }

  /** Whoever asks for the menu has it, and can book from there. */
  async function goOn(live: Live, whom: Customer[], note: (customer: Customer, what: string) => void): Promise<void> {
    await abreast(whom, async (customer) => {
      const { phone } = customer
      const { conversation } = (await live.transcripts()).get(phone)!
      if (conversation.attention === 'human') return
      const menu = (await live.say(phone, 'menú')).at(-1)
      if (!menu || menu.options.length === 0) note(customer, `«menú» is answered with "${menu?.text}"`)
    })
  }
})

async function collect(all: AsyncGenerator<string>): Promise<string[]> {
  const found: string[] = []
  for await (const each of all) found.push(each)
  return found
}
