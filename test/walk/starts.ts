import { readdirSync } from 'node:fs'
import { readTalk, type Step, type Talk } from '../../src/cli/talks/talk.ts'

/** What talks may switch on. */
export type Setting = Pick<Talk, 'after' | 'recall' | 'onRequest' | 'prices'>

/** What is on in the workshop that is walked through. */
export const setting: Setting = {
  after: { ready: 0, noShow: 30, rating: 2, ratingTemplate: true },
  recall: { 'oil-change': 2 },
  onRequest: ['diagnosis'],
  prices: { 'oil-change': '$ 2.800' },
}

/**
 * Where the walk begins, so that it comes far in little time: a day on which there is no place, and every talk of
 * `fixtures/talks`.
 */
export function starts(): Step[][] {
  const files = readdirSync(talks).filter((name) => name.endsWith('.yaml'))
  const written = files.map((name) => readTalk(new URL(name, talks).pathname))
  return [
    ...own,
    ...written.map(({ now, talk }) => [
      ...(now === begins ? [] : [{ later: now }]),
      ...talk.map(({ said: _, ...step }) => step),
    ]),
  ] as Step[][]
}

/** When it does, as talks write it. */
export const begins = 'monday 09:30'

/** A year's Sunday before two ordinary weeks, Unix ms: the walk is the same one whenever it is gone. */
export function sunday(): number {
  const year = new Date().getUTCFullYear() + 1
  const first = new Date(Date.UTC(year, 4, 8, 15))
  return first.getTime() + ((7 - first.getUTCDay()) % 7) * 86_400_000
}

const talks = new URL('../../fixtures/talks/', import.meta.url)

/** All places of a Saturday morning are taken. */
const full = ['Ana', 'Bea', 'Ceci', 'Dora'].flatMap((from, index) => [
  { heard: `quiero una alineación el sábado a las ${8 + index}`, from },
  { heard: `Gol SBA 111${index}`, from },
])

const waiting = [
  ...full,
  { heard: 'quiero una alineación el sábado' },
  { heard: 'avisame si se libera un lugar' },
]

/** Ana's place was kept, and nobody answered. */
const lapsed = [
  ...waiting,
  { heard: 'cancelar mi hora', from: 'Ana' },
  { tapped: 'Sí, cancelar', from: 'Ana' },
  { later: 'PT1M' },
  { later: 'PT25M' },
]

const leftList = [...lapsed, { tapped: 'Salir de la lista' }]

const booked = [{ heard: 'quiero cambiar el aceite hoy a las 11' }, { heard: 'Gol SBC 1234' }]
const inWork = [...booked, { later: 'monday 11:15' }, { marked: 'arrived' }, { marked: 'inWork' }]

const own = [
  waiting,
  [...full, { heard: 'avisame si se libera un lugar para alineación el sábado' }],
  [...lapsed, { tapped: 'Sí, lo quiero' }],
  [...lapsed, { tapped: 'No, gracias' }],
  [...leftList, { tapped: 'Sí, lo quiero' }],
  [...leftList, ...booked, { tapped: 'Sí, lo quiero' }],
  [
    ...leftList,
    ...booked,
    { heard: 'frenos el miércoles a las 10' },
    { tapped: 'Sí, ese mismo' },
    { tapped: 'Sí, lo quiero' },
  ],
  [...leftList, { tapped: 'Salir de la lista' }],
  [{ heard: 'cambiar los frenos para el viernes' }],
  [...booked, { tapped: 'No, gracias' }],
  [...booked, { heard: 'no' }],
  [...booked, { heard: 'no, mejor el viernes' }],
  // The place was kept for too long, and somebody else has it.
  [
    { heard: 'alineación mañana a las 8' },
    { later: 'PT15M' },
    { heard: 'alineación mañana a las 8', from: 'Bruno' },
    { heard: 'Gol SBA 1111', from: 'Bruno' },
    { heard: 'Corsa SCC 9999' },
  ],
  ...['Onix SDD 4321', 'Corsa, SCC 9999'].map((heard) => [
    ...booked,
    { heard: 'frenos el miércoles a las 10' },
    { tapped: 'Es otro vehículo' },
    { heard: 'Corsa SCC 9999' },
    { heard: 'alineación el viernes a las 9' },
    { heard },
  ]),
  [...inWork, { later: 'monday 19:00' }, { marked: 'ready' }],
  [...inWork, { heard: 'hola' }, { marked: 'ready' }, { marked: 'done' }, { later: 'PT20M' }],
  [...inWork, { quoted: { Pastillas: 3500, Discos: 6000 } }, { heard: 'no apruebo' }],
]
