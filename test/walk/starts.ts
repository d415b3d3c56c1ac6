import { readdirSync } from 'node:fs'
import { readTalk, type Step } from '../../src/cli/talks/talk.ts'

/**
 * Where the walk begins, so that it comes far in little time: nowhere, an appointment and what the workshop makes of it,
 * and every talk of `fixtures/talks` that one customer has without a silence.
 */
export function starts(): Step[][] {
  const files = readdirSync(talks).filter((name) => name.endsWith('.yaml'))
  const written = files.map((name) => readTalk(new URL(name, talks).pathname))
  const plain = written.filter(
    ({ now, talk }) =>
      now === 'monday 09:30' && talk.every(({ later, from }) => later === undefined && from === undefined),
  )
  return [
    ...[[{ heard: 'hola' }], [{ heard: 'quiero agendar' }], ...visits],
    ...plain.map(({ talk }) => talk.map(({ said: _, ...step }) => step)),
  ] as Step[][]
}

const talks = new URL('../../fixtures/talks/', import.meta.url)

const booked = [
  { heard: 'quiero cambiar el aceite hoy a las 11' },
  { heard: 'Gol SBC 1234' },
  { later: 'PT105M' },
]
const inWork = [...booked, { marked: 'arrived' }, { marked: 'inWork' }]
const reminded = [
  { heard: 'quiero cambiar el aceite el jueves a las 10' },
  { heard: 'Gol SBC 1234' },
  { later: 'PT49H' },
]

const visits = [
  booked,
  inWork,
  [...inWork, { quoted: { Pastillas: 3500, Discos: 6000 } }],
  [...inWork, { marked: 'ready' }],
  [...inWork, { marked: 'ready' }, { marked: 'done' }, { later: 'PT4H' }],
  [...booked, { marked: 'noShow' }, { later: 'PT4H' }],
  reminded,
]
