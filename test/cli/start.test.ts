import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect } from 'chai'
import { begin, run } from './run.ts'

describe('chasqui start', () => {
  it('says in one line why it cannot start', async () => {
    const { code, stdout, stderr } = await run(['start'], {
      environment: { PORT: '0', HOST: 'nowhere.invalid' },
    })

    expect({ code, stdout, stderr }).to.deep.equal({
      code: 1,
      stdout: '',
      stderr:
        'Chasqui cannot start: HOST (nowhere.invalid) cannot be resolved. Write an address of this machine, such as 127.0.0.1.\n',
    })
  })

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
