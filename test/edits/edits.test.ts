import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { loadHouse } from '../../src/house.ts'
import { copyProject } from '../helpers/project.ts'
import { type Files, readFiles, writeFiles } from './files.ts'
import { answeredBadly, type Course, lost, momentOf, told } from './judge.ts'
import { concerns, type Edit, edited, type Kind, kinds } from './kinds.ts'
import { Live } from './live.ts'
import { roundsOf } from './rounds.ts'
import { type Act, abreast, bringAll, type Customer, shapeOf } from './scene.ts'
import { type Standing, standings } from './standing.ts'
import { ways } from './ways.ts'
import { makeRoom } from './workshop.ts'

const acts: Act[] = ['writes', 'taps', 'taps the last one', 'is silent']
const taken = (Object.keys(kinds) as Kind[]).filter((kind) => kind !== 'a syntax error')

/** Every state by every edit, and everything that its customer can do then; else a part of it, always the same. */
const isWhole = process.env.EDITS === 'all'
const mostRounds = isWhole ? Number.POSITIVE_INFINITY : 2
const parts: Record<string, (all: Standing[]) => Edit[]> = isWhole
  ? Object.fromEntries(taken.map((kind) => [kind, (all) => targetsOf(kind, all)]))
  : { 'edits of each kind': (all) => all.map((target, place) => ({ kind: kindAt(place, target), target })) }

function targetsOf(kind: Kind, all: Standing[]): Edit[] {
  const targets = all.filter((each, place) =>
    kind === 'a removed flow'
      ? all.findIndex(({ flow }) => flow === each.flow) === place
      : concerns(kind, each),
  )
  return targets.map((target) => ({ kind, target }))
}

function kindAt(place: number, target: Standing): Kind {
  const kind = taken[place % taken.length]!
  return concerns(kind, target) ? kind : 'a renamed state'
}

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
      acts
        .filter((_, place) => isWhole || place === index % acts.length)
        .map((act) => ({ standsIn: name, act })),
    )
    customers = wanted
      .filter(({ standsIn }) => ways[standsIn])
      .map((each, index) => ({ ...each, phone: `598991${String(index + 1).padStart(5, '0')}` }))
    makeRoom(flows, customers.length)
    files = readFiles(flows)
    await bringAll(customers, { folder: stored, flows })
  })

  after(() => {
    for (const folder of [project, stored]) rmSync(folder, { recursive: true, force: true })
  })

  it('can be gone on with: there is a customer in each of them', async () => {
    expect(Object.keys(ways)).to.have.members(all.map(({ name }) => name))
    const live = await Live.on(stored, flows)
    const { transcripts } = await momentOf(live)
    const shapes = customers.map((each) => ({
      ...each,
      shape: shapeOf(transcripts.get(each.phone)!.conversation),
    }))
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

  for (const [what, editsOf] of Object.entries(parts)) {
    if (!what.includes(process.env.EDITS_OF ?? '')) continue
    it(`answer sensibly and lose nothing after ${what}`, async () => {
      const problems: string[] = []
      for (const round of roundsOf(editsOf(all), all, stacks).slice(0, mostRounds))
        problems.push(...(await afterEdits(round)))
      expect(problems.join('\n')).to.equal('')
    })
  }

  it('answer as if nothing was after a syntax error in any of them', async () => {
    const live = await Live.on(stored, flows)
    const targets = all.filter(({ flow }, place) => all.findIndex((each) => each.flow === flow) === place)
    const refusal = await edit(
      live,
      targets.map((target) => ({ kind: 'a syntax error', target })),
    )
    for (const { flow } of targets) expect(refusal).to.match(new RegExp(`${flow}\\.ts:\\d+: flow-syntax`))
    const answers = await live.act(customers)
    for (const [{ phone, standsIn }, said] of answers)
      expect(
        said.map(({ text }) => text),
        standsIn,
      ).to.deep.equal(control.answers.get(phone))
    expect(await collect(live.broken())).to.deep.equal([])
  })

  /** Edits the flows on a server where all customers stand, and sees what becomes of those whose states were edited. */
  async function afterEdits(edits: Edit[]): Promise<string[]> {
    const live = await Live.on(stored, flows)
    const before = await momentOf(live)
    const refusal = await edit(live, edits)
    const names = edits.map(({ kind, target }) => `${kind}: ${target.name}`).join(', ')
    if (refusal !== undefined) return [`${names}: ${refusal}`]
    const problems: string[] = []
    const kindOf = ({ standsIn }: Customer) =>
      edits.find(({ kind, target: { name, flow } }) =>
        kind === 'a removed flow' ? standsIn.startsWith(`${flow}.`) : standsIn === name,
      )?.kind
    const note = (customer: Customer, what: string) =>
      problems.push(`${kindOf(customer)}: ${customer.standsIn}, who ${customer.act}: ${what}`)
    const isGone = (customer: Customer) => kindOf(customer)!.startsWith('a removed')
    const isUnedited = (flow: string) =>
      !edits.some(({ kind, target }) => kind.startsWith('a removed') && target.flow === flow)
    const concerned = customers.filter((each) => kindOf(each) !== undefined)

    const answers = await live.act(concerned)
    const after = await momentOf(live)
    for (const [customer, said] of answers) {
      for (const what of answeredBadly(customer, said, after, control)) note(customer, what)
      for (const what of lost(customer, before, after, control.after, isGone(customer))) note(customer, what)
    }
    await goOn(live, [...answers.keys()], note)
    await live.goQuiet()
    const end = await momentOf(live)
    const silent = concerned.filter(({ act }) => act === 'is silent')
    for (const customer of silent) {
      const { talk } = end.transcripts.get(customer.phone)!.conversation
      if (talk.length > 0) note(customer, `still stands in ${shapeOf({ talk })}`)
      for (const what of lost(customer, before, end, control.end, isGone(customer))) note(customer, what)
      const [of, usual] = [end, control.end].map((moment) => told(customer, moment).filter(isUnedited))
      if (!usual!.every((flow) => of!.includes(flow))) note(customer, `is told of ${of} and not of ${usual}`)
    }
    await goOn(live, silent, note)
    for (const what of await collect(live.broken())) problems.push(`${names}: ${what}`)
    await live.app.close()
    if (isWhole)
      console.log(
        `      ${concerned.length} customers, ${problems.length} problems: ${names}\n${problems.join('\n')}`,
      )
    return problems
  }

  /** Has the running server read the edited files. @returns why it did not take them */
  async function edit(live: Live, edits: Edit[]): Promise<string | undefined> {
    writeFiles(flows, edited(files, edits))
    try {
      await live.app.chasqui.reload()
      return undefined
    } catch (error) {
      return (error as Error).message
    } finally {
      writeFiles(flows, files)
    }
  }

  /** Whoever asks for the menu has it, and can book from there. */
  async function goOn(
    live: Live,
    whom: Customer[],
    note: (customer: Customer, what: string) => void,
  ): Promise<void> {
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
