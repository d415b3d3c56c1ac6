import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { edited, isAsShown, type Step, stepsOf } from '../helpers/chapter.ts'
import { eventually, root, run } from '../helpers/process.ts'
import { copyProject } from '../helpers/project.ts'

const file = join(root, 'docs/flows.md')
const chapter = readFileSync(file, 'utf8')

describe('docs/flows.md', function () {
  this.timeout(600_000)
  let folder: string
  let server: ReturnType<typeof run> | undefined
  let port = '1'
  before(() => {
    folder = copyProject()
  })
  after(async () => {
    if (server?.child.kill('SIGTERM')) await once(server.child, 'exit')
    rmSync(folder, { recursive: true })
  })

  // Each step stands on those before it.
  let isLost = false
  for (const step of stepsOf(chapter))
    it(titleOf(step), async function () {
      if (isLost) this.skip()
      isLost = true
      await take(step)
      isLost = false
    })

  async function take(step: Step): Promise<void> {
    if (!('commands' in step)) {
      const path = join(folder, step.file)
      writeFileSync(path, edited(existsSync(path) ? readFileSync(path, 'utf8') : undefined, step))
    } else if (step.commands === 'npm start\n') {
      server = run('npm', ['start'], { PORT: '0' }, folder)
      const listens = async () => /http:\/\/127\.0\.0\.1:(\d+)/.exec(server!.output())?.[1]
      port = await eventually(listens, 600)
    } else {
      const printed = printedBy(step.commands)
      expect(isAsShown(printed, step.printed), printed).to.equal(true)
    }
  }

  /** All that is printed, as a terminal shows it. */
  function printedBy(commands: string): string {
    const env = { PATH: process.env.PATH, HOME: folder, PORT: port, npm_config_update_notifier: 'false' }
    const { stdout } = spawnSync('bash', ['-c', `exec 2>&1\n${commands}`], {
      cwd: folder,
      env,
      encoding: 'utf8',
    })
    return stdout
  }

  it('shows code as the project formats it', () => {
    const biome = join(root, 'node_modules/.bin/biome')
    for (const name of ['flows/approval.ts', 'flows/index.ts']) {
      const input = readFileSync(join(folder, name), 'utf8')
      const formatted = execFileSync(biome, ['format', `--stdin-file-path=${name}`], { cwd: root, input })
      expect(input, name).to.equal(String(formatted))
    }
  })

  it('links to what there is', () => {
    const links = [...chapter.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = '']) => link)
    expect(links).not.to.deep.equal([])
    expect(links.filter((link) => !existsSync(join(dirname(file), link)))).to.deep.equal([])
  })
})

function titleOf(step: Step): string {
  if (!('commands' in step)) return `has ${step.file} ${'hunks' in step ? 'edited' : 'written'}`
  const commands = step.commands.trim().split('\n').join(', ')
  return step.printed ? `shows what is printed by ${commands}` : `has its reader run ${commands}`
}
