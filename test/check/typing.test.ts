import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { checkApart } from '../../src/check/apart.ts'
import { writeTextKeys } from '../../src/check/textKeys.ts'
import { openEditor } from '../helpers/editor.ts'
import { copyProject, runIn } from '../helpers/project.ts'

const mistakes = [
  {
    what: 'a text that nobody wrote',
    file: 'wrongText',
    from: "text: 'roadHelp.declined'",
    to: "text: 'roadHelp.declind'",
    said: `"roadHelp.declind"' is not assignable`,
  },
  {
    what: 'a text of an option that nobody wrote, where its question is',
    file: 'wrongOption',
    from: "text: 'roadHelp.optionNo'",
    to: "text: 'roadHelp.optionNope'",
    at: 'entry: {',
    said: `"roadHelp.optionNope"' is not assignable`,
  },
  {
    what: 'a service that there is not',
    file: 'wrongService',
    from: "src: 'listPrices'",
    to: "src: 'listPrizes'",
    said: `"listPrizes"' is not assignable`,
  },
  {
    what: 'what a service is not asked',
    file: 'wrongInput',
    from: "src: 'findQuote', input: { appointment: '', quote: '' }",
    to: "src: 'findQuote', input: { appointment: '' }",
    said: "'quote' is missing",
  },
  {
    what: 'an event that never happens',
    file: 'wrongEvent',
    from: "'customer.chose': [",
    to: "'customer.chos': [",
    said: `'customer.chos'' does not exist`,
  },
]

describe('a flow in an editor', function () {
  this.timeout(600_000)

  let folder: string
  let flow: string
  before(() => {
    folder = copyProject()
    runIn(folder, ['bin/chasqui.js', 'flows', 'new', 'roadHelp'])
    flow = readFileSync(join(folder, 'flows/roadHelp.ts'), 'utf8')
      .replace(
        'import { type CustomerWrote, effects, type',
        'import { type CustomerWrote, effects, services, type',
      )
      .replace('guards: { isChoice }', 'actors: services,\n  guards: { isChoice }')
      .replace(
        /^ {4}ended:.*\n/m,
        (ended) => `${ended}    pricing: { invoke: { id: 'listPrices', src: 'listPrices' } },
    quoting: { invoke: { id: 'findQuote', src: 'findQuote', input: { appointment: '', quote: '' } } },
`,
      )
  })
  after(() => rmSync(folder, { recursive: true }))

  it('does not compile with a word that means nothing, and the line is told', () => {
    writeFileSync(join(folder, 'flows/right.ts'), flow)
    for (const { file, from, to } of mistakes) {
      expect(flow).to.contain(from)
      writeFileSync(join(folder, `flows/${file}.ts`), flow.replace(from, to))
    }
    const told = compiled(folder)
    for (const { file, what, from, at = from, said } of mistakes) {
      const line = flow.slice(0, flow.indexOf(at)).split('\n').length
      const [head = '', ...more] = told.filter((each) => each.startsWith(`flows/${file}.ts`))
      expect(head, what).to.match(new RegExp(`^flows/${file}\\.ts\\(${line},\\d+\\)`))
      expect(head, what).to.contain(said)
      expect(more, what).to.deep.equal([])
    }
    expect(told.filter((each) => each.startsWith('flows/right.ts'))).to.deep.equal([])
    expect(told).to.have.lengthOf(mistakes.length)
    for (const { file } of mistakes) rmSync(join(folder, `flows/${file}.ts`))
  })

  it('completes texts, also one that was only just written, and services, events and effects', async () => {
    const editor = await openEditor(folder)
    const at = (from: string, to: string) => editor.offers('flows/roadHelp.ts', flow.replace(from, to))

    const texts = await at("text: 'roadHelp.ask'", "text: '|'")
    expect(texts).to.include.members(['roadHelp.ask', 'roadHelp.called', 'booking.askDay'])
    expect(await at("src: 'listPrices'", "src: '|'")).to.include.members(['listPrices', 'findSlots'])
    expect(await at("'customer.chose': [", "'|': [")).to.include.members(['customer.chose', 'customer.wrote'])
    expect(await at("type: 'callPerson'", "type: '|'")).to.include.members([
      'callPerson',
      'setAlarm',
      'keepYes',
    ])

    const file = join(folder, 'flows/texts/es.yaml')
    writeFileSync(file, `${readFileSync(file, 'utf8')}  soon: Ya va.\n`)
    expect(() => runIn(folder, ['bin/chasqui.js', 'flows', 'check'])).to.throw(/keys\.d\.ts has the keys/)
    const anew = await openEditor(folder)
    const now = await anew.offers('flows/roadHelp.ts', flow.replace("text: 'roadHelp.ask'", "text: '|'"))
    expect(now).to.have.members([...texts, 'roadHelp.soon'])
  })

  it('knows the texts that a workshop wrote for flows of its own', async () => {
    const own = join(folder, 'flows/workshops')
    mkdirSync(own)
    const workshop = readFileSync(join(folder, 'flows/workshop.yaml'), 'utf8')
    writeFileSync(join(own, 'norte.yaml'), `${workshop}\ntexts:\n  norte: { hail: ¡Buenas! }\n`)
    rmSync(join(folder, 'flows/workshop.yaml'))
    const keys = join(folder, 'flows/texts/keys.d.ts')

    // As a running server looks at what is saved.
    await checkApart(join(folder, 'flows'))
    expect(readFileSync(keys, 'utf8')).to.contain("    'norte.hail': true\n")
    expect(writeTextKeys(join(folder, 'flows'))).to.equal(undefined)
  })

  it('is shipped with the keys of the texts as they are: chasqui flows check writes them', () => {
    const shipped = join(copyProject(), 'flows')
    const written = writeTextKeys(shipped)
    rmSync(dirname(shipped), { recursive: true })
    expect(written).to.equal(undefined)
  })

  it('keeps the keys that were known while a file of texts cannot be read', () => {
    const keys = join(folder, 'flows/texts/keys.d.ts')
    const before = readFileSync(keys, 'utf8')
    const file = join(folder, 'flows/texts/en.yaml')
    writeFileSync(file, `${readFileSync(file, 'utf8')}: : :\n`)

    expect(writeTextKeys(join(folder, 'flows'))).to.equal(undefined)
    expect(readFileSync(keys, 'utf8')).to.equal(before)
  })
})

/** What the compiler tells, each thing with all of its lines. */
function compiled(folder: string): string[] {
  try {
    runIn(folder, ['node_modules/typescript/bin/tsc', '--pretty', 'false'])
    return []
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .join('\n')
      .split(/\n(?=\S)/)
      .filter((each) => each.trim() !== '')
  }
}
