import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { defaultFlows } from '../../src/defaultFlows.ts'
import { loadHouse } from '../../src/house.ts'
import { Coverage } from './coverage.ts'
import { report } from './report.ts'
import { walk } from './walk.ts'

/** As far as the time allows, as `npm run walk` goes; without it, a short walk that is the same one each time. */
const seconds = Number(process.env.WALK_SECONDS ?? Number.POSITIVE_INFINITY)
const talks = process.env.WALK_SECONDS === undefined ? 30 : Number.POSITIVE_INFINITY
const seed = Number(process.env.WALK_SEED ?? 1)
const folder = process.env.WALK_FLOWS ?? defaultFlows

describe('a walk through all states', function () {
  this.timeout(600_000)

  it('finds no state in which a law is broken', async () => {
    const began = performance.now()
    const { flows } = await loadHouse(folder)
    const coverage = new Coverage(flows.flows)
    const result = await walk({ seconds, talks, seed, folder, flows }).finally(() => coverage.stop())
    console.log(report(result, coverage.of(), (performance.now() - began) / 1000))
    const written = join(tmpdir(), 'chasqui-walk')
    for (const [index, { law, path, talk }] of result.broken.entries()) {
      mkdirSync(written, { recursive: true })
      const file = join(written, `${index + 1}.yaml`)
      writeFileSync(file, talk)
      console.log(`      ${law}\n        ${path.join('\n        ')}\n        npx chasqui replay ${file}`)
    }
    expect(
      result.broken.map(({ law }) => law),
      'laws broken',
    ).to.deep.equal([])
    expect(result.states.size).to.be.greaterThan(5)
  })
})
