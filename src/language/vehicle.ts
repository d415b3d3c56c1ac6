import { readPlate } from './plates.ts'
import { type Said, saidOf } from './said.ts'
import { fold } from './text.ts'
import { makesAndModels } from './vehicles.ts'

/**
 * The vehicle in a message, as it was written: make or model and plate ("Gol 2015 SBC1234"), or null. Both have to be
 * there, next to each other: elsewhere three letters and a number may be a day and an hour.
 */
export function readVehicle(text: string | Said): string | null {
  const said = saidOf(text)
  const plate = readPlate(said)
  if (plate === null) return null
  const words = said.cleaned.split(/[\s,;]+/).filter(Boolean)
  for (let start = 0; start < words.length; start++) {
    for (let end = start + 1; end <= Math.min(start + 3, words.length); end++) {
      if (joined(words.slice(start, end)) !== plate) continue
      let first = start
      while (first > 0 && isOfVehicle(words[first - 1]!)) first--
      const isNamed = words.slice(first, start).some((word) => named.test(fold(word)))
      return isNamed
        ? words
            .slice(first, end)
            .join(' ')
            .replace(/[.!?]+$/, '')
        : null
    }
  }
  return null
}

/** The make or model that a message names, with or without a plate, as it was written ("Fiat Uno rojo"); or null. */
export function readModel(text: string | Said): string | null {
  const words = saidOf(text)
    .cleaned.split(/[\s,;.!?]+/)
    .filter(Boolean)
  const first = words.findIndex((word) => named.test(fold(word)))
  if (first < 0) return null
  let last = first
  while (last < words.length - 1 && isOfVehicle(words[last + 1]!)) last++
  return words.slice(first, last + 1).join(' ')
}

/** The same vehicle under another plate, which stands where the old one stood, else last. */
export function withPlate(vehicle: string, plate: string): string {
  const { before, after } = aroundPlate(vehicle)
  return [...before, plate, ...after].join(' ')
}

/** Another make or model that bears the plate of this one, if it has one. */
export function withModel(vehicle: string, model: string): string {
  return [model, ...aroundPlate(vehicle).plate].join(' ')
}

/** The words of a vehicle before its plate, those that are it, and those after it. */
function aroundPlate(vehicle: string): { before: string[]; plate: string[]; after: string[] } {
  const words = vehicle.split(/\s+/).filter(Boolean)
  const plate = readPlate(vehicle)
  for (let start = 0; plate !== null && start < words.length; start++)
    for (let end = start + 1; end <= Math.min(start + 3, words.length); end++)
      if (joined(words.slice(start, end)) === plate)
        return { before: words.slice(0, start), plate: words.slice(start, end), after: words.slice(end) }
  return { before: words, plate: [], after: [] }
}

/** Whether it is about another vehicle than the one that was being talked about: "no, es otro auto". */
export function meansAnotherVehicle(text: string | Said): boolean {
  return another.test(saidOf(text).sentence)
}

const another =
  /(?:^| )(?:otr[oa]|outr[oa]|another|different) (?:auto|coche|camioneta|moto|vehiculo|carro|veiculo|car|camion|truck|van)(?: |$)/

const named = new RegExp(`^(?:${makesAndModels})$`)

/** What stands between a make and a plate: models, a year, a colour, "matrícula". */
function isOfVehicle(word: string): boolean {
  const folded = fold(word).replace(/[:.]$/, '')
  return named.test(folded) || /^(?:19|20)\d\d$/.test(folded) || between.has(folded)
}

const between = new Set(
  'uno matricula chapa patente placa rojo roja blanco blanca negro negra gris azul verde plateado plateada bordo sedan'.split(
    ' ',
  ),
)

function joined(words: string[]): string {
  return words
    .join('')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
}
