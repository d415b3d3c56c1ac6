import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { copyProject, runIn } from '../helpers/project.ts'

const chasqui = 'bin/chasqui.js'

describe('chasqui flows new', function () {
  this.timeout(600_000)

  let folder: string
  before(() => {
    folder = copyProject()
  })
  after(() => rmSync(folder, { recursive: true }))

  it('writes flows that pass the check, the types and their talks, one after another', () => {
    const names = ['roadHelp', 'auxilio', 'myCarIsStuck']
    for (const name of names) runIn(folder, [chasqui, 'flows', 'new', name])

    expect(runIn(folder, [chasqui, 'flows', 'check'])).to.equal('flows/ is in order.\n')
    runIn(folder, ['node_modules/typescript/bin/tsc'])
    const talks = names.map((name) => `fixtures/talks/${name}.yaml`)
    runIn(folder, [chasqui, 'replay', ...talks])
  })

  it('leaves all that was in the texts as it was', () => {
    for (const language of ['es', 'pt', 'en']) {
      const before = readFileSync(new URL(`../../flows/texts/${language}.yaml`, import.meta.url), 'utf8')
      const after = readFileSync(join(folder, 'flows/texts', `${language}.yaml`), 'utf8')
      expect(after.startsWith(`${before}\nroadHelp:\n`)).to.equal(true)
    }
  })

  it('has it called in the middle of a booking, which goes on after it, and not by words within a sentence', () => {
    writeFileSync(
      join(folder, 'fixtures/talks/half-way.yaml'),
      `title: Called half way
talk:
  - heard: quiero agendar
  - heard: ¡Auxilio, por favor!
    said: [{ text: '¿Querés que alguien del taller te escriba por esto?', options: ['Sí, por favor', 'No, gracias'] }]
  - tapped: No, gracias
    said: [{ text: 'Listo. Cualquier cosa, escribime.…¿Qué le hacemos al vehículo?', options: [Cambio de aceite, …] }]
  - heard: el auxilio está pinchado
    said: [{ text: '…', options: [Cambio de aceite, …] }]
agenda: []
`,
    )
    runIn(folder, [chasqui, 'replay', 'fixtures/talks/half-way.yaml'])
  })

  const refused: [name: string, why: RegExp][] = [
    ['auxilio', /auxilio\.ts exists already\. Take another name\./],
    ['reminder', /texts of one, already\. Take another name\./],
    ['tow-truck', /"tow-truck" is no name for a flow\. Begin with a small letter/],
    ['delete', /delete means something else in flows/],
    ['findSlots', /findSlots means something else in flows/],
    ['persona', /"persona" means person already/],
  ]
  for (const [name, why] of refused)
    it(`refuses ${name}, and changes nothing`, () => {
      const before = readAll(join(folder, 'flows'))
      expect(() => runIn(folder, [chasqui, 'flows', 'new', name])).to.throw(why)
      expect(readAll(join(folder, 'flows'))).to.deep.equal(before)
    })
})

function readAll(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [
      join(parentPath, name),
      readFileSync(join(parentPath, name), 'utf8'),
    ]),
  )
}
