import { expect } from 'chai'
import { run } from './run.ts'

const now = ['--now', '2026-11-26T09:30:00-03:00']

describe('chasqui understand', () => {
  it('prints what a text means as a line of JSON', async () => {
    const { code, stdout } = await run(['understand', 'quiero agendar mañana a las 10', ...now])

    expect(code).to.equal(0)
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).to.deep.equal([
      {
        text: 'quiero agendar mañana a las 10',
        intent: 'book',
        when: [{ start: '2026-11-27T10:00:00-03:00', end: '2026-11-27T10:01:00-03:00', kind: 'minute' }],
      },
    ])
  })

  it('reads standard input without a text, a line each, in order', async () => {
    const { code, stdout } = await run(['understand', ...now], { input: 'hola\n\nel lunes no\n' })
    const [greeting, nothing, excluded] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))

    expect(code).to.equal(0)
    expect(greeting).to.deep.equal({ text: 'hola', intent: 'greet', when: [] })
    expect(nothing).to.deep.equal({ text: '', intent: null, when: [] })
    expect(excluded.when).to.deep.equal([
      { start: '2026-11-30T00:00:00-03:00', end: '2026-12-01T00:00:00-03:00', kind: 'exclude', not: true },
    ])
  })

  it('reads another language when it is told to expect it', async () => {
    const { stdout } = await run(['understand', '5/12', '--lang', 'en', ...now])

    expect(JSON.parse(stdout).when[0].start).to.equal('2026-12-05T00:00:00-03:00')
  })

  it('takes the present where no time is given', async () => {
    const { stdout } = await run(['understand', 'hoy'])
    const [today] = JSON.parse(stdout).when

    expect(Date.parse(today.start)).to.be.at.most(Date.now())
    expect(Date.parse(today.end)).to.be.above(Date.now() - 60_000)
  })
})
