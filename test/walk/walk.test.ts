import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { defaultFlows } from '../../src/defaultFlows.ts'
import { loadHouse } from '../../src/house.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { copyProject } from '../helpers/project.ts'
import { Coverage } from './coverage.ts'
import { openCrew } from './crew.ts'
import { openHand } from './hand.ts'
import { report } from './report.ts'
import { starts } from './starts.ts'
import { readUnwalked, strayed } from './unwalked.ts'
import { type CounterExample, walk } from './walk.ts'

/** The whole walk, as `npm run walk` goes it; without it, its beginning. */
const isWhole = process.env.WALK !== undefined

describe('a walk through all states', function () {
  this.timeout(600_000)

  if (isWhole)
    it('comes to all states and transitions of all charts but those that are listed, and breaks no law', async () => {
      const began = performance.now()
      const { flows } = await loadHouse(defaultFlows)
      const coverage = new Coverage(flows.flows)
      const crew = await openCrew(defaultFlows, 2)
      const result = await walk(crew, {
        folder: defaultFlows,
        starts: starts(),
        most: Number.POSITIVE_INFINITY,
      })
      for (const hand of crew) coverage.add(await hand.seen())
      for (const hand of crew) await hand.close()
      coverage.stop()
      const covered = coverage.of()
      console.log(report(result, covered, (performance.now() - began) / 1000))
      for (const [index, example] of result.broken.entries())
        console.log(told(example, join(tmpdir(), 'chasqui-walk'), index + 1))
      expect(
        result.broken.map(({ law }) => law),
        'laws broken',
      ).to.deep.equal([])
      expect(result.deadEnds, 'dead ends').to.deep.equal([])
      expect(strayed(covered, readUnwalked()), 'what is not walked').to.deep.equal([])
    })
  else
    it('breaks no law where it begins', async () => {
      const hand = await openHand(defaultFlows)
      const result = await walk([hand], { folder: defaultFlows, starts: [], most: 150 })
      await hand.close()
      expect(
        result.broken.map(({ law }) => law),
        'laws broken',
      ).to.deep.equal([])
      expect(result.states.size).to.be.greaterThan(10)
    })

  it('finds an option that leads nowhere, and tells it as a talk that can be replayed', async () => {
    const project = copyProject()
    closeAfterTest(() => rmSync(project, { recursive: true, force: true }))
    const file = join(project, 'flows', 'greeting.ts')
    const sound = readFileSync(file, 'utf8')
    const faulty = sound.replace("choosing('appointments', '.seeingAppointments'),", '')
    expect(faulty).to.not.equal(sound)
    writeFileSync(file, faulty)
    const folder = join(project, 'flows')
    const hand = await openHand(folder)
    const result = await walk([hand], {
      folder,
      starts: [[{ heard: 'hola' }, { tapped: 'Mis horas' }]],
      most: 60,
    })
    await hand.close()
    const found = result.broken.find(({ law }) => law === "An option's own words are not understood")
    expect(found?.path.slice(0, 2)).to.deep.equal(['heard hola', 'tapped Mis horas'])
    const talk = join(temporaryFolder(), 'talk.yaml')
    writeFileSync(talk, found!.talk)
    expect(replay(project, talk)).to.match(/^✓ An option's own words/)
    expect(replay(project, '--at', '2', talk)).to.contain('Perdón, no te entendí')
    writeFileSync(file, sound)
    expect(() => replay(project, talk)).to.throw(
      /Perdón, no te entendí[\s\S]*instead of which[\s\S]*No tenés/,
    )
  })

  it('is not content with a state that nobody came to, nor with a list that is out of date', () => {
    const covered = [
      { flow: 'late', states: ['late', 'late.noted'], transitions: ['late a 1'], missed: ['late a 1'] },
    ]
    expect(strayed(covered, {})).to.deep.equal(['No walk comes to: late a 1'])
    expect(strayed(covered, { 'late a 1': 'why' })).to.deep.equal([])
    expect(strayed(covered, { 'late a 1': '', 'late.noted': '', 'late.gone': '' })).to.deep.equal([
      'unwalked.yaml names what was walked: late.noted',
      'unwalked.yaml names what is no more: late.gone',
    ])
  })
})

/** Writes a counter-example down, and says how to see it. */
function told({ law, path, talk }: CounterExample, folder: string, number: number): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${number}.yaml`)
  writeFileSync(file, talk)
  const last = path.length - 2
  return `      ${law}\n        ${path.join('\n        ')}\n        npx chasqui replay --at ${last} ${file}`
}

/** What `chasqui replay` prints in a project. @throws with it, when a talk goes another way */
function replay(project: string, ...args: string[]): string {
  try {
    return execFileSync(process.execPath, [join(project, 'bin', 'chasqui.js'), 'replay', ...args], {
      cwd: project,
      env: { PATH: process.env.PATH, HOME: project },
      encoding: 'utf8',
      stdio: 'pipe',
    })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${stdout}${stderr}`)
  }
}
