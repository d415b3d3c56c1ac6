import { once } from 'node:events'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { eventually, root, run } from '../helpers/process.ts'
import { credentials, projectWithSeveral } from './several.ts'

describe('a server of several workshops', function () {
  this.timeout(60_000)

  it('says which are live and which wait, and reads their secrets again on SIGHUP', async () => {
    const project = projectWithSeveral()
    const { SUR_ACCESS_TOKEN, ...environment } = credentials('norte', 'sur')
    const { child, output, printed } = start(project, { ...environment, API_TOKEN: 'api-token' })
    await printed(/These wait: .*\n/)
    const url = await printed(/http:\/\/[\d.]+:\d+/)
    expect(output()).to.contain(`Chasqui is live on ${url} with 1 of 2 workshops`)
    expect(output()).to.contain('These wait: sur: SUR_ACCESS_TOKEN is not set')
    const reasons = async () => {
      const answer = await fetch(`${url}/readyz`, { headers: { Authorization: 'Bearer api-token' } })
      return ((await answer.json()) as { reasons: string[] }).reasons
    }
    expect(await reasons()).to.deep.equal(['sur: SUR_ACCESS_TOKEN is not set'])
    writeFileSync(join(project, '.env'), `SUR_ACCESS_TOKEN=${SUR_ACCESS_TOKEN}\n`)
    child.kill('SIGHUP')
    await eventually(async () => ((await reasons()).length === 0 ? true : undefined))
  })

  it('is a sandbox while none of them has any secret', async () => {
    const { printed } = start(projectWithSeveral(), {})
    const url = await printed(/http:\/\/[\d.]+:\d+/)
    expect((await fetch(`${url}/sandbox/customers?workshop=sur`)).status).to.equal(200)
  })

  it('does not start beside the file of one alone, and says what to do', async () => {
    const project = projectWithSeveral()
    cpSync(join(root, 'flows', 'workshop.yaml'), join(project, 'flows', 'workshop.yaml'))
    const { child, output } = start(project, {})
    const [code] = await once(child, 'exit')
    expect(code).to.equal(1)
    expect(output()).to.match(
      /workshop\.yaml: there are several workshops in .*; move it there and give it its number/,
    )
  })
})

function start(project: string, environment: Record<string, string>) {
  const program = ['--import', 'tsx', 'src/main.ts']
  const given = { PORT: '0', DATA_DIR: temporaryFolder(), ...environment }
  const started = run(process.execPath, program, given, project)
  closeAfterTest(async () => {
    if (started.child.exitCode !== null || started.child.signalCode !== null) return
    started.child.kill('SIGTERM')
    await once(started.child, 'exit')
  })
  const { child, output } = started
  /** What it prints that looks so, once it does. */
  const printed = async (what: RegExp): Promise<string> => {
    for (;;) {
      const [found] = what.exec(output()) ?? []
      if (found) return found
      await once(child.stdout, 'data')
    }
  }
  return { child, output, printed }
}
