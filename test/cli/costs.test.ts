import { expect } from 'chai'
import { startSandbox } from '../helpers/sandbox.ts'
import { nobodysPort, run } from './run.ts'

const ana = '59899111111'

describe('chasqui costs', () => {
  it('sums what the messages of a talk were charged as, beside the running server', async () => {
    const app = await startSandbox()
    await app.morning()
    await app.say(ana, 'hola')
    await app.say(ana, 'quiero agendar')
    await app.chasqui.engine.settled()
    const costs = (...asked: string[]) =>
      run(['costs', ...asked], { environment: { ...nobodysPort, DATA_DIR: app.folder } })

    expect(await costs()).to.deep.equal({
      code: 0,
      stdout: lines(['service regular', 2], ['total', 2]),
      stderr: '',
    })
    const { now } = await app.get<{ now: string }>('/sandbox/clock')
    expect((await costs('--by', 'month')).stdout).to.equal(lines([now.slice(0, 7), 2], ['total', 2]))
    expect((await costs('--by', 'appointment')).stdout).to.equal(lines(['none', 2], ['total', 2]))
    expect((await costs('--by', 'conversation')).stdout).to.match(/^c[\da-z]+ +2 billed +0 free\ntotal /)
    expect((await costs('--to', now.slice(0, 10))).stdout).to.equal(lines(['total', 0]))
    expect((await costs('--from', now.slice(0, 10))).stdout).to.equal(
      lines(['service regular', 2], ['total', 2]),
    )
  })

  it('says what it was asked wrongly', async () => {
    expect((await run(['costs', '--by', 'colour'], { environment: nobodysPort })).code).to.equal(2)
    expect((await run(['costs', '--from', 'yesterday'], { environment: nobodysPort })).code).to.equal(2)
  })
})

function lines(...rows: [string, number][]): string {
  return rows
    .map(
      ([name, billed]) => `${name.padEnd(34)}${String(billed).padStart(8)} billed${'0'.padStart(8)} free\n`,
    )
    .join('')
}
