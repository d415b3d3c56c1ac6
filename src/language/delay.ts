import { type Said, saidOf } from './said.ts'

/** By how much somebody is late: counted from the hour they have, or from now ("llego en media hora"). */
export interface Delay {
  minutes: number
  from: 'start' | 'now'
}

/** How late somebody says that they come; null when they do not say it in minutes or hours. */
export function readDelay(text: string | Said): Delay | null {
  const { folded } = saidOf(text)
  const minutes = minutesIn(folded)
  if (minutes === null || minutes > longest) return null
  return { minutes, from: arrives.test(folded) ? 'now' : 'start' }
}

/** In minutes: who says more means something else. */
const longest = 24 * 60

const arrives =
  /\b(?:en|dentro de|em|daqui a|in)\s+(?:unos |unas |como |mas o menos |uns |about |another )?(?:\d|un|media|meia|half|cinco|diez|dez|quince|quinze|veinte|vinte|treinta|ten|five|fifteen|twenty)/

const words: Record<string, number> = {
  un: 1,
  una: 1,
  uno: 1,
  uma: 1,
  um: 1,
  an: 1,
  one: 1,
  dos: 2,
  dois: 2,
  duas: 2,
  two: 2,
  three: 3,
  tres: 3,
  cinco: 5,
  five: 5,
  diez: 10,
  dez: 10,
  ten: 10,
  quince: 15,
  quinze: 15,
  fifteen: 15,
  veinte: 20,
  vinte: 20,
  twenty: 20,
  treinta: 30,
  trinta: 30,
  thirty: 30,
  cuarenta: 40,
  quarenta: 40,
  forty: 40,
  cincuenta: 50,
}

const count = `(\\d{1,3}|${Object.keys(words).join('|')})`
const quarter = /\b(?:tres )?cuartos? de hora\b|\bquarter of an hour\b/
const half = /\b(?:media hora|media horita|meia hora|half an hour|half hour)\b/
const hoursAndHalf = new RegExp(`\\b(?:${count} )?(?:hora|horas) (?:y|e) (?:media|meia)\\b`)
const hours = new RegExp(`\\b${count} ?(?:hora|horita|horas|hs|h|hour|hours)\\b`)
const minute = new RegExp(`\\b${count} ?(?:minutos?|minutitos?|mins?|minutes?|m|')(?![a-z])`)

function minutesIn(folded: string): number | null {
  const halves = hoursAndHalf.exec(folded)
  if (halves) return numberOf(halves[1] ?? '1') * 60 + 30
  if (half.test(folded)) return 30
  const quarters = quarter.exec(folded)
  if (quarters) return quarters[0].startsWith('tres') ? 45 : 15
  const said = minute.exec(folded)
  if (said) return numberOf(said[1]!)
  const full = hours.exec(folded)
  return full ? numberOf(full[1]!) * 60 : null
}

function numberOf(said: string): number {
  return words[said] ?? Number(said)
}
