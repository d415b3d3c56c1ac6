import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { flows } from '../../flows/index.ts'
import { filesIn } from '../helpers/files.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { copyProject, runIn } from '../helpers/project.ts'
import { run } from './run.ts'

const docs = fileURLToPath(new URL('../../docs', import.meta.url))

describe('chasqui flows diagram', () => {
  it('writes a flow down: its states, what leads where, and what each says', async () => {
    const { code, stdout } = await run(['flows', 'diagram', 'questions'])
    expect(code).to.equal(0)
    expect(stdout).to.equal(`stateDiagram-v2
  %% questions
  state "answering" as answering
  state "tellingHours<br/>says questions.hours" as tellingHours
  tellingHours --> [*]
  state "tellingPlace<br/>says questions.place" as tellingPlace
  tellingPlace --> [*]
  state "findingPrices<br/>invokes listPrices" as findingPrices
  state "tellingPrices" as tellingPrices
  state "tellingOne" as tellingOne
  tellingOne --> [*]
  state "tellingAll" as tellingAll
  tellingAll --> [*]
  state "tellingNone<br/>says questions.noPrice" as tellingNone
  tellingNone --> [*]
  [*] --> answering
  answering --> tellingHours : at once [asks hours]
  answering --> tellingPlace : at once [asks location]
  answering --> findingPrices : at once
  findingPrices --> tellingPrices : listPrices done / keepPrices
  tellingPrices --> tellingOne : at once [hasItsPrice]
  tellingPrices --> tellingAll : at once [hasPrices]
  tellingPrices --> tellingNone : at once
`)
  })

  it('writes all of them and the whole down, each as the same text each time', async () => {
    const [first, second] = await Promise.all([run(['flows', 'diagram']), run(['flows', 'diagram'])])
    const { stdout } = first
    expect(stdout).to.equal(second.stdout)
    expect(stdout.match(/stateDiagram-v2/g)).to.have.length(Object.keys(flows).length)
    expect(stdout).to.contain('askingSlot --> joining : customer.chose [isChoice wait]\n')
    expect(stdout).to.contain('askingSlot --> askingDay : customer.chose [isChoice other]\n')
    expect(stdout).to.contain(
      'askingWhich : customer.wrote [saidVehicle] / keepVehicle, remark booking.kept\n',
    )
    expect(stdout).to.contain(
      'confirming --> confirming : customer.wrote [correctsVehicle] anew / keepVehicle\n',
    )
    expect(stdout).to.contain('anywhere --> leaving : customer.wrote [wantsNoMore] / keepWanted\n')
    expect(stdout).to.contain('askingVehicle --> abandoned : after abandoning 24 h\n')
    expect(stdout).to.contain('  state "asking" as asking {\n    state "byDate" as asking_byDate\n')
    expect(stdout).to.contain('greeting -->|calls| booking\n')
    expect(stdout).to.contain('ready[**ready**<br>at staff.finished]\n')
  })

  it('changes a line for an arrow that leads elsewhere', () => {
    const folder = copyProject()
    closeAfterTest(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'flows/booking.ts')
    const diagram = () => runIn(folder, ['bin/chasqui.js', 'flows', 'diagram']).split('\n')
    const before = diagram()
    const source = readFileSync(file, 'utf8')
    writeFileSync(file, source.replace("choosing('other', 'askingDay')", "choosing('other', 'joining')"))
    const after = diagram()
    expect(after.filter((line) => !before.includes(line))).to.deep.equal([
      '  askingSlot --> joining : customer.chose [isChoice other]',
    ])
    expect(after).to.have.length(before.length)
  })

  it('draws a picture that calls no host, for light and dark', async () => {
    const { code, stdout } = await run(['flows', 'diagram', '--svg'])
    expect(code).to.equal(0)
    expect(stdout).to.match(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /)
    expect(stdout).to.contain('<title>The whole conversation</title>').and.to.contain('>noShow</tspan>')
    expect(stdout).to.contain('prefers-color-scheme: dark')
    expect(stdout.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.to.match(/https?:|@import|<script/)
  })

  it('says which flows there are where there is none of that name', async () => {
    const { code, stderr } = await run(['flows', 'diagram', 'nothing'])
    expect(code).to.equal(1)
    expect(stderr).to.match(/^There is no flow nothing\. There are: greeting, booking.*, conversation\n$/)
  })

  it('writes what is in docs/ (npm run diagrams writes it anew)', async function () {
    this.timeout(120_000)
    const folder = temporaryFolder()
    const { code } = await run(['flows', 'diagram', '--out', folder])
    expect(code).to.equal(0)
    const drawn = filesIn(folder).map(({ path }) => path)
    const committed = readdirSync(join(docs, 'flows')).filter((name) => /\.(?:mmd|svg)$/.test(name))
    expect(drawn.filter((path) => path.startsWith('flows/'))).to.have.members(
      committed.map((name) => `flows/${name}`),
    )
    const stale = drawn.filter((path) => read(folder, path) !== read(docs, path))
    expect(stale, 'run npm run diagrams, and look at what changed').to.deep.equal([])
  })

  it('shows each flow in docs/flows/README.md, and the whole in the README', () => {
    const shown = read(docs, 'flows/README.md').match(/(?<=\]\()\w+(?=\.svg\))/g)
    expect(shown).to.deep.equal(Object.keys(flows))
    expect(read(docs, '../README.md')).to.contain('](docs/conversation.svg)')
  })
})

function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8')
}
