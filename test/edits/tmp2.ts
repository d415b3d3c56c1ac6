import { writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { copyProject } from '../helpers/project.ts'
import { loadHouse } from '../../src/house.ts'
import { checkApart } from '../../src/check/apart.ts'
import { lineOf } from '../../src/check/finding.ts'
import { readFiles, writeFiles } from './files.ts'
import { standings } from './standing.ts'
import { kinds, edited, concerns, type Kind } from './kinds.ts'
const flows = join(copyProject(), 'flows')
const files = readFiles(flows)
const { flows: f } = await loadHouse(flows)
const all = standings(f.flows)
const only = process.argv[2]
const single = process.argv[3]
for (const kind of Object.keys(kinds) as Kind[]) {
  if (only && !kind.includes(only)) continue
  if (kind === 'a syntax error') continue
  const byFlow = new Map<string, typeof all>()
  for (const s of all.filter((s) => concerns(kind, s) && (!single || s.name.includes(single)))) byFlow.set(s.flow, [...(byFlow.get(s.flow) ?? []), s])
  const rounds: (typeof all)[] = kind === 'a removed flow' ? [...byFlow.values()].map((g) => g.slice(0, 1)) : Array.from({ length: Math.max(...[...byFlow.values()].map((g) => g.length)) }, (_, i) => [...byFlow.values()].flatMap((g) => g[i] ? [g[i]!] : []))
  for (const round of rounds) {
    try {
      const after = edited(kind, files, round)
      writeFiles(flows, after)
      const findings = await checkApart(flows)
      console.log(findings.length ? 'BAD' : 'ok', kind, round.map((r) => r.name).join(' '))
      for (const each of findings) console.log('     ', lineOf(each).replace(flows, ''))
      if (single) { mkdirSync('/tmp/edits-out', { recursive: true }); for (const [n, t] of Object.entries(after)) if (t !== files[n] && n.endsWith('.ts') && t) writeFileSync(join('/tmp/edits-out', n), t) }
    } catch (e) { console.log('THROWN', kind, round.map((r) => r.name).join(' '), e) }
    writeFiles(flows, files)
  }
}
