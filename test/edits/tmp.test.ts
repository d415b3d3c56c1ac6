import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadHouse } from '../../src/house.ts'
import { copyProject } from '../helpers/project.ts'
import { startSandbox } from '../helpers/sandbox.ts'
import { transcriptsOf } from '../siege/laws.ts'
import { bringAll, shapeOf } from './scene.ts'
import { standings } from './standing.ts'
import { ways } from './ways.ts'
import { makeRoom } from './workshop.ts'
import { join as j } from 'node:path'

it('scene', async function () {
  this.timeout(300000)
  const project = copyProject()
  const flows = join(project, 'flows')
  const names = Object.keys(ways).filter((n) => !process.env.ONLY || n.includes(process.env.ONLY))
  makeRoom(flows, names.length)
  const customers = names.map((standsIn, i) => ({ phone: `598991${String(i + 1).padStart(5, '0')}`, standsIn, act: 'writes' as const }))
  const folder = mkdtempSync(join(tmpdir(), 'edits-'))
  let t = performance.now()
  await bringAll(customers, { folder, flows })
  console.log('scene', performance.now() - t)
  const app = await startSandbox({ folder, flows })
  console.log('now', new Date(app.chasqui.clock.now()).toISOString())
  const { flows: f } = await loadHouse(flows)
  const all = standings(f.flows).map((s) => s.name)
  console.log('missing ways', all.filter((n) => !ways[n]), 'superfluous', Object.keys(ways).filter((n) => !all.includes(n)))
  for (const { conversation, messages } of await transcriptsOf(app.chasqui.store)) {
    const c = customers.find(({ phone }) => phone === conversation.phone)!
    const shape = shapeOf(conversation)
    const ok = shape.includes(c.standsIn)
    console.log(ok ? 'ok ' : 'NOT', c.standsIn, '|', shape.join(' > '), conversation.attention)
    if (!ok) for (const m of messages.slice(-6)) console.log('      ', new Date(m.at).toISOString(), m.from, m.text.slice(0, 150).replaceAll('\n', ' / '))
  }
})
