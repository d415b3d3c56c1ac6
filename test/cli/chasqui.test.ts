import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { temporaryFolder } from '../helpers/open.ts'
import { startSandbox } from '../helpers/sandbox.ts'
import { nobodysPort, run } from './run.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

describe('the chasqui command', () => {
  it('lists its commands with --help and exits with 0', async () => {
    const { code, stdout, stderr } = await run(['--help'])

    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' })
    for (const name of ['start', 'chat', 'replay', 'send', 'understand', 'doctor', 'flows', 'store']) {
      expect(stdout).to.match(new RegExp(`^  ${name}\\b`, 'm'))
    }
  })

  it('says its version with --version', async () => {
    const { code, stdout } = await run(['--version'])

    expect({ code, stdout }).to.deep.equal({ code: 0, stdout: `${version}\n` })
  })

  const commands = [
    'start',
    'chat',
    'replay',
    'send',
    'send text',
    'send template',
    'send document',
    'templates',
    'templates list',
    'templates status',
    'templates push',
    'understand',
    'costs',
    'doctor',
    'flows',
    'flows check',
    'flows new',
    'store',
    'store check',
    'store show',
    'store export',
    'store import',
  ]
  it('has help for each command', async () => {
    const helps = await Promise.all(commands.map((command) => run([...command.split(' '), '--help'])))

    expect(helps.map(({ code }) => code)).to.deep.equal(commands.map(() => 0))
    for (const [index, { stdout }] of helps.entries())
      expect(stdout).to.contain(`Usage: chasqui ${commands[index]}`)
  })

  const wrong: Record<string, string[]> = {
    'no command': [],
    'an unknown command': ['dance'],
    'an unknown option': ['doctor', '--loud'],
    'a missing argument': ['send', 'text', '59899123456'],
    'half a command': ['send'],
    'a phone that is none': ['send', 'text', 'Ana', 'Hola'],
    'a time that is none': ['understand', 'hoy', '--now', 'soon'],
    'a language that it does not know': ['understand', 'hoy', '--lang', 'fr'],
    'no file to replay': ['replay'],
    'no file to import': ['store', 'import'],
  }
  it('exits with 2 when it is used wrongly', async () => {
    const codes = await Promise.all(
      Object.entries(wrong).map(async ([what, command]) => [
        what,
        (await run(command, { environment: nobodysPort })).code,
      ]),
    )

    expect(Object.fromEntries(codes)).to.deep.equal(
      Object.fromEntries(Object.keys(wrong).map((what) => [what, 2])),
    )
  })

  it('exits with 1 and one line when it fails', async () => {
    const { code, stdout, stderr } = await run(['replay', 'nowhere.json'], { environment: nobodysPort })

    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' })
    expect(stderr.trim().split('\n')).to.have.lengthOf(1)
    expect(stderr).to.contain('nowhere.json')
  })

  it('says which variable it cannot read', async () => {
    const { code, stderr } = await run(['doctor'], { environment: { PORT: 'eight thousand' } })

    expect(code).to.equal(1)
    expect(stderr).to.contain('PORT: must be a number')
  })

  it('reads .env, which what it is given overrules unless that is empty', async () => {
    const { url } = await startSandbox()
    const folder = temporaryFolder()
    writeFileSync(join(folder, '.env'), `PORT=${new URL(url).port}\n`)

    const fromFile = await run(['doctor'], { folder })
    const given = await run(['doctor'], { folder, environment: nobodysPort })
    const empty = await run(['doctor'], { folder, environment: { PORT: '' } })

    expect(fromFile.stdout).to.contain(`a server answers on ${url}`)
    expect(given.stdout).to.contain('no server answers on http://127.0.0.1:1')
    expect(empty.stdout).to.contain(`a server answers on ${url}`)
  })
})
