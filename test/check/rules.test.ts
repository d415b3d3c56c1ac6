import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { checkFolder } from '../../src/check/check.ts'
import { lineOf } from '../../src/check/finding.ts'
import { rules } from '../../src/check/rules.ts'
import { temporaryFolder } from '../helpers/open.ts'
import { type Mistake, mistakes } from './mistakes/index.ts'

const shipped = new URL('../../flows', import.meta.url)

describe('a mistake in flows/', function () {
  this.timeout(60_000)

  it('is not made in what is shipped', async () => {
    const folder = join(temporaryFolder(), 'flows')
    cpSync(shipped, folder, { recursive: true })
    expect((await checkFolder(folder)).map((each) => lineOf(each))).to.deep.equal([])
  })

  for (const mistake of mistakes) {
    it(`is found: ${mistake.rule}, ${mistake.what}`, async () => {
      const folder = join(temporaryFolder(), 'flows')
      cpSync(shipped, folder, { recursive: true })
      for (const edit of mistake.edits) change(folder, edit)

      const findings = await checkFolder(folder)
      const told = findings.map((each) => lineOf(each)).join('\n')
      const { file, line } = placeOf(folder, mistake)
      const found = findings.filter(({ rule }) => rule === mistake.rule)
      expect(
        found.map((each) => `${each.file}:${each.line}`),
        told,
      ).to.include(`${file}:${line}`)
      expect(
        found.every(({ message, cure }) => message !== '' && cure !== ''),
        told,
      ).to.equal(true)
      const others = new Set(findings.map(({ rule }) => rule).filter((rule) => rule !== mistake.rule))
      expect([...others].sort(), told).to.deep.equal([...(mistake.with ?? [])].sort())
    })
  }

  it('of each kind there is, in more than one way where it can be made so', () => {
    expect([...new Set(mistakes.map(({ rule }) => rule))].sort()).to.deep.equal(Object.keys(rules).sort())
  })
})

describe('docs/flows-check.md', () => {
  it('has every kind of mistake, by its name', () => {
    const docs = readFileSync(new URL('../../docs/flows-check.md', import.meta.url), 'utf8')
    const named = [...docs.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name!)
    expect(named.sort()).to.deep.equal(Object.keys(rules).sort())
  })
})

function change(folder: string, [name, from, to]: Mistake['edits'][number]): void {
  const file = join(folder, name)
  if (from === null) {
    rmSync(file)
    return
  }
  const before = readFileSync(file, 'utf8')
  expect(before).to.contain(from)
  writeFileSync(
    file,
    before.replace(from, () => to),
  )
}

function placeOf(folder: string, { at: [name, text], edits }: Mistake): { file: string; line: number } {
  const file = join(folder, name)
  if (edits.some(([each, from]) => each === name && from === null)) return { file, line: 1 }
  const content = readFileSync(file, 'utf8')
  expect(content).to.contain(text)
  return { file, line: content.slice(0, content.indexOf(text)).split('\n').length }
}
