import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { defaultFlows } from '../../src/chasqui.ts'
import { loadHouse } from '../../src/house.ts'
import { Coverage } from './coverage.ts'
import { report } from './report.ts'
import { walk } from './walk.ts'

/** A short walk; `npm run walk` goes as far as two minutes allow. */
const seconds = Number(process.env.WALK_SECONDS ?? 5)
const seed = Number(process.env.WALK_SEED ?? 1)
const folder = process.env.WALK_FLOWS ?? defaultFlows

describe('a walk through all states', function () {
  this.timeout(60_000 + seconds * 2_000)

  it('finds no state in which a law is broken', async () => {
    const began = performance.now()
    const { flows } = await loadHouse(folder)
    const coverage = new Coverage(flows.flows)
    const result = await walk({ seconds, seed, folder, flows }).finally(() => coverage.stop())
    console.log(report(result, coverage.of(), (performance.now() - began) / 1000))
    const talks = process.env.WALK_TALKS ?? join(tmpdir(), 'chasqui-walk')
    for (const [index, { law, path, talk }] of result.broken.entries()) {
      mkdirSync(talks, { recursive: true })
      const file = join(talks, `${index + 1}.yaml`)
      writeFileSync(file, talk)
      console.log(`      ${law}\n        ${path.join('\n        ')}\n        npx chasqui replay ${file}`)
    }
    expect(
      result.broken.map(({ law }) => law),
      'laws broken',
    ).to.deep.equal([])
    expect(result.states.size).to.be.greaterThan(20)
  })
})
