import { readPlate } from './plates.ts'
import { type Said, saidOf } from './said.ts'

/**
 * What a vehicle has run, in km, or null: "tiene 85 mil km", "unos 120 mil", "ciento veinte mil kilómetros". A distance, an
 * interval, a price, a year, a plate or a phone is none.
 */
export function readKilometres(text: string | Said): number | null {
  const said = saidOf(text)
  if (!/\d|\bmil\b/.test(said.folded)) return null
  const plain = figures(withoutOthers(said))
  for (const found of plain.matchAll(amount)) {
    const [whole, label, number, mil, unit] = found
    const before = plain.slice(0, found.index)
    const after = plain.slice(found.index + whole.length)
    const count = Number(number!.replace(/[.,]/g, '')) * (mil ? 1000 : 1)
    const isNamed = label !== undefined || unit !== undefined
    const isLarge = mil !== undefined || /[.,]|\d{5}/.test(number!)
    const isSaid = isNamed || (isLarge && lead.test(before) && tail.test(after))
    if (isSaid && count >= 100 && count < 2_000_000 && !elsewhere.test(before) && !notRun.test(after))
      return count
  }
  return null
}

const kilometres = '(?:kms?|kilometros?|quilometros?|quilometragem)'

const amount = new RegExp(
  `(?<![\\w$.,/:-])(?:(${kilometres}|kilometraje|odometro)(?: (?:es|son|de|actual|hoy)|:)* )?(\\d{1,3}(?:[.,]\\d{3})+|\\d{1,7})(?! ?%)( ?mil|k)?(?: ?(${kilometres}))?(?![\\w/]|[.,:]\\d)`,
  'g',
)

/** What stands before a number that needs no "km" to be one: nothing, or what is said of a vehicle. */
const lead =
  /(?:^|[.,;!\n] ?|\b(?:tiene|tengo|lleva|llevo|anda|ando|va|esta|marca|hizo|con|en|por|los|unos|como|casi|aprox|aproximadamente|cerca de|mas de|mas o menos|arriba de|alrededor de|ya|tem|uns|com|tipo|has|at|about|is|el tablero) )$/

/** What may follow such a number. */
const tail =
  /^ ?(?:$|[.,;!?\n)]|(?:mas o menos|aprox|aproximadamente|y pico|recien|ya|y|e|pero|o algo|creo)\b)/

/** A distance, an interval, what is still missing, what was run long ago, or money. */
const elsewhere =
  /(?:\b(?:cada|faltan?(?: (?:le|me|unos|como))*|dentro de|a unos|a|hace|hice|por mes|por ano|restan|garantia (?:de|por|hasta)|service de(?: los)?|servicio de(?: los)?|revision de(?: los)?|mantenimiento de(?: los)?|el de los|fue a los|hice a los|cambie a los|cambiaron a los|hicieron a los|sale|salen|saldria|cuesta|cuestan|cobran?|cobraron|pague|pago|vale|valen|por menos de|presupuesto(?: de)?|precio(?: de)?|codigo|numero|nro|cedula|ci|telefono|tel|cel|celular) (?:como |unos |casi |los |es )*)$/

/** What makes the number before it something else. */
const notRun =
  /^ ?(?:\/ ?h|por hora|x hora|de (?:aca|aqui|distancia|casa|ahi|alla|garantia|autonomia)|pesos|dolares|usd|\$|uyu|reales|reais|mensuales|al mes|por mes|por ano|al ano|cuadras|metros|rpm|cc|watts|litros)/

const phone = /\+\d[\d .-]{6,}\d|\b0?9\d[ .-]?\d{3}[ .-]?\d{3}\b|\b\d{8,}\b/g
const date = /\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b(?!\d)/g

/** Folded, without phones, dates and the plate. */
function withoutOthers(said: Said): string {
  const text = said.folded.replace(phone, ' _ ').replace(date, ' _ ')
  const plate = readPlate(said)
  if (plate === null) return text
  const signs = [...plate.toLowerCase()].join('[ .-]?')
  return text.replace(new RegExp(`\\b${signs}\\b`, 'g'), ' _ ')
}

const small: Record<string, number> = {
  ...{ un: 1, uno: 1, una: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9 },
  ...{ diez: 10, once: 11, doce: 12, trece: 13, catorce: 14, quince: 15, dieciseis: 16, diecisiete: 17 },
  ...{
    dieciocho: 18,
    diecinueve: 19,
    veinte: 20,
    veintiuno: 21,
    veintiun: 21,
    veintidos: 22,
    veintitres: 23,
  },
  ...{ veinticuatro: 24, veinticinco: 25, veintiseis: 26, veintisiete: 27, veintiocho: 28, veintinueve: 29 },
  ...{ treinta: 30, cuarenta: 40, cincuenta: 50, sesenta: 60, setenta: 70, ochenta: 80, noventa: 90 },
  ...{ cien: 100, ciento: 100, doscientos: 200, trescientos: 300, cuatrocientos: 400, quinientos: 500 },
  ...{ seiscientos: 600, setecientos: 700, ochocientos: 800, novecientos: 900 },
  ...{ um: 1, dois: 2, quatro: 4, sete: 7, oito: 8, nove: 9, dez: 10, onze: 11, doze: 12, quinze: 15 },
  ...{ vinte: 20, trinta: 30, quarenta: 40, cinquenta: 50, sessenta: 60, oitenta: 80 },
  ...{ cem: 100, cento: 100, duzentos: 200, trezentos: 300 },
}

const word = `(?:${Object.keys(small).join('|')})`
const run = `${word}(?:(?: (?:y|e))? ${word})*`
const spelled = new RegExp(
  `\\b(?:(${run}) )?mil\\b(?: (?:(?:y|e) )?(${run})(?= ${kilometres}|[^a-z]*$))?`,
  'g',
)

/** "ciento veinte mil" in figures, as 120.000. Years ("dos mil quince") stay in words. */
function figures(text: string): string {
  return text.replace(
    spelled,
    (whole, thousands: string | undefined, rest: string | undefined, at: number) => {
      if (thousands === undefined && /\d ?$/.test(text.slice(0, at))) return whole
      const count = (thousands === undefined ? 1 : sumOf(thousands)) * 1000 + (rest ? sumOf(rest) : 0)
      return count > 1900 && count < 2100 && rest
        ? whole
        : `${Math.floor(count / 1000)}.${String(count % 1000).padStart(3, '0')}`
    },
  )
}

function sumOf(words: string): number {
  return words.split(' ').reduce((sum, each) => sum + (small[each] ?? 0), 0)
}
