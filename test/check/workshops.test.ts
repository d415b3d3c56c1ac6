import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { checkFolder } from '../../src/check/check.ts'
import { severalWorkshops } from '../workshops/several.ts'

describe('what several workshops edit', () => {
  it('is in order where each has a flow and texts of its own', async () => {
    const { flows } = withTyres('tyres.closed', 'tyres.closed: No vendemos cubiertas.')
    expect(await found(flows)).to.deep.equal([])
  })

  it('is judged in each of them, at its line', async () => {
    const { flows, norte } = withTyres(
      'tyres.open',
      'tyres.closed: No.\n  booking.optionSame: Sí, ese mismo auto azul',
    )
    const file = readFileSync(norte, 'utf8').split('\n')
    const line = (text: string) => file.findIndex((each) => each.includes(text)) + 1
    expect(await found(flows)).to.have.members([
      'workshops/norte/index.ts:7 text-unknown',
      `workshops/norte.yaml:${line('tyres.closed')} text-unused`,
      `workshops/norte.yaml:${line('booking.optionSame')} text-too-long`,
    ])
  })

  it('is judged where a text of one of them needs a value that the flow does not give', async () => {
    const flows = severalWorkshops({
      norte: 'texts:\n  booking.kept: "Anotado: {vehicle}"\n  pt:\n    engine.late: "Olá, {name}"',
    })
    const file = readFileSync(join(flows, 'workshops', 'norte.yaml'), 'utf8').split('\n')
    const line = (text: string) => file.findIndex((each) => each.includes(text)) + 1
    expect([...new Set(await found(flows))]).to.have.members([
      `workshops/norte.yaml:${line('booking.kept')} value-missing`,
      `workshops/norte.yaml:${line('engine.late')} value-missing`,
    ])
  })

  it('is judged where a flow of one of them leads nowhere', async () => {
    const { flows } = withTyres('tyres.closed', 'tyres.closed: No.', "initial: 'closd'")
    expect(await found(flows)).to.deep.equal(['workshops/norte/index.ts:6 unknown-initial'])
  })
})

/** Two workshops, of which one greets with a flow of its own that says one text. */
function withTyres(text: string, texts: string, initial = "initial: 'closed'") {
  const flows = severalWorkshops({ norte: `texts:\n  ${texts}`, sur: '' })
  const own = join(flows, 'workshops', 'norte')
  mkdirSync(own)
  const flow = `import { effects } from 'chasqui'
import { setup } from 'xstate'

const tyres = setup({ actions: effects }).createMachine({
  id: 'tyres',
  ${initial}, output: {},
  states: { closed: { entry: { type: 'reply', params: { text: '${text}' } }, type: 'final' } },
})
export const flows = { tyres }
export const greets = 'tyres'
`
  writeFileSync(join(own, 'index.ts'), flow)
  return { flows, norte: join(flows, 'workshops', 'norte.yaml') }
}

async function found(flows: string): Promise<string[]> {
  return (await checkFolder(flows)).map(
    ({ file, line, rule }) => `${file.replace(`${flows}/`, '')}:${line} ${rule}`,
  )
}
