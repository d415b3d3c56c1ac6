import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { temporaryFolder } from '../helpers/open.ts'
import { run } from './run.ts'

describe('chasqui flows check', () => {
  it('finds the project’s own flows in order', async () => {
    const { code, stdout, stderr } = await run(['flows', 'check'])

    expect({ code, stdout, stderr }).to.deep.equal({ code: 0, stdout: 'flows/ is in order.\n', stderr: '' })
  })

  it('names the lines to mend in all files at once, and exits with 1', async () => {
    const folder = join(temporaryFolder(), 'flows')
    cpSync(new URL('../../flows', import.meta.url), folder, { recursive: true })
    change(join(folder, 'workshop.yaml'), 'step: 30', 'stepp: 30')
    change(join(folder, 'texts', 'es.yaml'), 'unreadable: ', 'unreadable: "{" #')

    const { code, stdout, stderr } = await run(['flows', 'check', folder])

    expect(code).to.equal(1)
    expect(stdout).to.match(/workshop\.yaml:\d+: workshop-file: .*unknown key "stepp"; did you mean "step"\?/)
    expect(stdout).to.match(/es\.yaml:\d+: text-malformed: engine\.unreadable /)
    expect(stderr).to.match(/^flows\/ has 2 problems to mend\.\n$/)
  })

  it('prints the same as one list for machines', async () => {
    const folder = join(temporaryFolder(), 'flows')
    cpSync(new URL('../../flows', import.meta.url), folder, { recursive: true })
    change(join(folder, 'booking.ts'), "choosing('other', 'askingDay')", "choosing('other', 'askingDya')")

    const { code, stdout } = await run(['flows', 'check', '--json', folder])
    const [finding, ...others] = JSON.parse(stdout)
    expect({ code, others }).to.deep.equal({ code: 1, others: [] })
    expect(finding).to.include({ rule: 'unknown-target', file: join(folder, 'booking.ts') })
    expect(finding).to.have.all.keys('rule', 'file', 'line', 'column', 'message', 'cure')
    expect(JSON.parse((await run(['flows', 'check', '--json'])).stdout)).to.deep.equal([])
  })

  it('says so where there is no such folder', async () => {
    const { code, stderr } = await run(['flows', 'check', 'nowhere'])
    expect(code).to.equal(1)
    expect(stderr).to.match(/^There is no folder nowhere\./)
  })
})

function change(file: string, from: string, to: string): void {
  const before = readFileSync(file, 'utf8')
  expect(before).to.contain(from)
  writeFileSync(file, before.replace(from, to))
}
