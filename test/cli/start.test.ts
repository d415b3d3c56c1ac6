import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect } from 'chai'
import { begin } from './run.ts'

describe('chasqui start', () => {
  it('runs the server until it is told to end', async () => {
    const child = begin(['start'], { environment: { PORT: '0' } })
    const [line] = await once(createInterface({ input: child.stdout! }), 'line')
    const url = /http:\/\/\S+/.exec(String(line))![0]
    const { status } = await fetch(`${url}/healthz`)

    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')

    expect({ status, code }).to.deep.equal({ status: 200, code: 0 })
    expect(await fetch(url).catch(({ cause }) => cause.code)).to.equal('ECONNREFUSED')
  })
})
