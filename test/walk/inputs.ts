import type { Step } from '../../src/cli/talks/talk.ts'
import type { Place } from './walk.ts'

/**
 * What is done in a state, each a step or several: every option that is there, what people write anywhere, silence, and
 * what the workshop and others do.
 * @param isKnown the same was asked before, in other circumstances: only what these may change is done
 */
export function inputsOf({ standing, moment, path, at, late }: Place, isKnown: boolean): Step[][] {
  const { options, attention, statuses, waits, isBetween, silence, shape } = standing
  const titles = unlike(options)
  const taps = titles.map((title) => [{ tapped: title }])
  const heard = (texts: string[]) => texts.map((text) => [{ heard: text }])
  const quiet = silence === undefined ? [] : [silent({ standing, late })]
  const [status] = statuses.length === 1 ? statuses : []
  const marked = (marks[status ?? ''] ?? []).map((mark) => [{ marked: mark }])
  const quoted = quotable.has(status ?? '') ? [[{ quoted: { Pastillas: 3500, Discos: 6000 } }]] : []
  const anas = moment.Ana?.appointments ?? []
  const freed =
    waits && anas.some((each) => each.status === 'booked' && Date.parse(each.start) > at) ? [aPlace] : []
  if (attention === 'human')
    return steps([...taps.slice(0, 1), ...heard(['hola']), [{ floor: 'bot' }], ...quiet])
  if (isBetween) return steps([...taps.slice(0, 3), ...heard(isPushed(moment) ? few : leaving), ...quiet])
  // A talk may be open when something falls due.
  const almost = shape === '' && silence !== undefined && silence > 2 * hour && silence < 50 * day
  const beforeIt = almost ? [[{ later: seconds(silence + late - hour / 2) }]] : []
  const workshops = [...marked, ...quoted, ...freed, ...quiet, ...beforeIt]
  if (isKnown) return steps([...taps.slice(0, 2), ...heard(few), ...workshops])
  return steps([
    ...taps,
    ...heard(titles.map((title) => title.toLowerCase())),
    ...oldOptions(path, options).map((title) => [{ tapped: title }]),
    ...heard(written),
    ...sent.map((file) => [{ sent: file }]),
    heard(['xq zzt plof', 'zrt wpq']).flat(),
    ...(moment.customer ? [[{ floor: 'human' }]] : []),
    ...workshops,
  ])
}

/** Whether something was said in the middle of a talk. */
function isPushed({ customer }: Place['moment']): boolean {
  return (customer?.conversation.talk ?? []).filter(({ parent }) => parent === null).length > 1
}

/** Of places, prices and the like two and the last one are as good as all. */
function unlike(titles: string[]): string[] {
  const counted = titles.filter((title) => /\d/.test(title))
  const left = new Set([...counted.slice(0, 2), ...counted.slice(-1)])
  return titles.filter((title) => !counted.includes(title) || left.has(title))
}

function steps(inputs: object[][]): Step[][] {
  return inputs as Step[][]
}

/** Until something falls due by itself; the clock goes on by 60 days at a time at most. */
export function silent({ standing: { silence = 0 }, late }: Pick<Place, 'standing' | 'late'>): Step[] {
  const long = Math.floor((silence + late) / (59 * day))
  const days = Array.from({ length: long }, () => ({ later: 'P59D' }))
  return steps([[...days, { later: seconds((silence + late) % (59 * day)) }]]).flat()
}

/** In whole seconds, after which it has been done. */
export function seconds(ms: number): string {
  return `PT${Math.max(0, Math.ceil(ms / 1000)) + 1}S`
}

/** The last that was offered before, and is not any more. */
function oldOptions(path: Place['path'], options: string[]): string[] {
  const offered = path.flatMap(({ step, said }) => (step.from === undefined ? said : []))
  const titles = offered.flatMap((each) => each.options.map(({ title }) => title))
  return titles.filter((title) => !options.includes(title)).slice(-1)
}

/** What customers write, the slips among it. */
const written = [
  'hola',
  'quiero agendar',
  'cambio de aceite',
  'el jueves a las 10',
  'otro día',
  'Gol SBA 1234',
  'para el Gol',
  'Corsa SCC 9999',
  'no, es SAA 2222',
  'es otro vehículo',
  '¿a qué hora abren?',
  '¿dónde están?',
  '¿cuánto sale el cambio de aceite?',
  '¿cuánto salen los frenos?',
  'menú',
  'cancelar',
  'cancelar mi hora',
  'cambiar mi hora',
  'pasala para el viernes',
  'persona',
  'quiero hacer un reclamo',
  'mis horas',
  'llego 20 minutos tarde',
  'llego 2 horas tarde',
  'llego un poco tarde',
  'unos 15 minutos',
  'borren mis datos',
  'quiero una copia de mis datos',
  'ningún aviso',
  'avisame si se libera un lugar',
  'sacame de la lista de espera',
  'hace ruido al frenar',
  ...[
    'es full service',
    'mis horas',
    'hace ruido al frenar',
    'hace un ruido raro',
    'quiero hacer un reclamo',
    'quiero agendar',
    'xq zzt',
  ].map((text) => `al final ${text}`),
  'mejor no',
  'volver',
  'dejalo',
  'sí',
  'no',
  'gracias',
  'baja',
  '👍',
]

const few = ['menú', 'cancelar', 'persona', 'sí', 'no']
const leaving = ['menú', 'persona']

const sent = ['image', 'audio', 'sticker']

/** To which statuses the workshop takes an appointment. */
const marks: Record<string, string[]> = {
  pending: ['booked', 'cancelled'],
  booked: ['arrived', 'noShow', 'cancelled'],
  confirmed: ['arrived', 'noShow'],
  arrived: ['inWork'],
  inWork: ['ready'],
  ready: ['done'],
}

const quotable = new Set(['arrived', 'inWork'])

/** Another customer's place becomes free. */
const aPlace = [
  { heard: 'cancelar mi hora', from: 'Ana' },
  { tapped: 'Sí, cancelar', from: 'Ana' },
  { later: 'PT1M' },
]

const [hour, day] = [3_600_000, 86_400_000]
