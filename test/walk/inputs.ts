import type { Step } from '../../src/cli/talks/talk.ts'
import type { Standing } from './standing.ts'

/** What is done in a state: each option that is there, each thing people write anywhere, silence, and the workshop. */
export function inputsOf({ options, attention, statuses, silence, before }: Standing): Step[] {
  const taps = options.map((title) => ({ tapped: title }))
  const words = options.map((title) => ({ heard: title.toLowerCase() }))
  const old = before.filter((title) => !options.includes(title)).slice(-1)
  return [
    ...taps,
    ...words,
    ...old.map((title) => ({ tapped: title })),
    ...written.map((heard) => ({ heard })),
    { sent: 'image' },
    { sent: 'audio' },
    ...(silence === undefined ? [] : [{ later: silence }]),
    { floor: attention === 'bot' ? 'human' : 'bot' },
    ...(statuses.length === 1 ? (marks[statuses[0]!] ?? []).map((marked) => ({ marked })) : []),
    ...(statuses.length === 1 && quotable.has(statuses[0]!)
      ? [{ quoted: { Pastillas: 3500, Discos: 6000 } }]
      : []),
  ] as Step[]
}

/** What customers write, the slips among it. */
export const written = [
  'hola',
  'quiero agendar',
  'cambio de aceite',
  'el jueves a las 10',
  'a las 11',
  'Gol SBA 1234',
  '¿a qué hora abren?',
  '¿cuánto sale?',
  'menú',
  'cancelar',
  'persona',
  'mis horas',
  'llego 20 minutos tarde',
  'borren mis datos',
  'sí',
  'no',
  'gracias',
  '👍',
  'xq zzt plof',
]

/** To which statuses the workshop takes an appointment. */
const marks: Record<string, string[]> = {
  booked: ['arrived', 'noShow', 'cancelled'],
  confirmed: ['arrived', 'noShow'],
  arrived: ['inWork'],
  inWork: ['ready'],
  ready: ['done'],
}

const quotable = new Set(['arrived', 'inWork'])
