import { common } from './lexicon/common.ts'
import { type Said, saidOf } from './said.ts'

/**
 * The plate in a message, as `SBA1234`, or null: Uruguay's cars and motorcycles, and those of Argentina, Brazil and Paraguay.
 * Letters and digits that are mixed up (O for 0, I for 1) are set right by their place. Three letters that begin a day of
 * the week are read as a plate too: ask only where a plate was asked for.
 */
export function readPlate(text: string | Said): string | null {
  const { cleaned } = saidOf(text)
  if (!/\d/.test(cleaned)) return null
  const upper = cleaned
    .toUpperCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
  const words = upper.match(/[A-Z0-9]+/g)?.slice(0, 60) ?? []
  const named = words.findIndex((word) => announcers.has(word))
  return (
    plateIn(words.slice(named + 1), words.length <= 3 || named >= 0) ??
    (named > 0 ? plateIn(words, true) : null)
  )
}

/** `SBA1234` as people write it: `SBA 1234`. */
export function showPlate(plate: string): string {
  return plate.replace(/^([A-Z]{2,4})(?=\d)/, '$1 ').replace(/(?<=\d)(?=[A-Z]{2}$)/, ' ')
}

const announcers = new Set(['MATRICULA', 'CHAPA', 'PATENTE', 'PLACA', 'PLATE', 'MAT', 'MATRICULAS'])

/** L is a letter, D a digit; likelier shapes first. */
const shapes = ['LLLDDDD', 'LLDDDLL', 'LLLDLDD', 'LLLLDDD', 'LLLDDD']

/** Whatever has the shape of one of them, however it is spaced: for who would rather take too much for a plate. */
export const likePlates = new RegExp(
  `\\b(?:${shapes.map((shape) => (shape.match(/L+|D+/g) ?? []).map((run) => `${run[0] === 'L' ? '[a-z]' : '\\d'}{${run.length}}`).join('[ .-]?')).join('|')})\\b`,
  'gi',
)

const toDigit: Record<string, string> = { O: '0', Q: '0', I: '1', L: '1' }
const toLetter: Record<string, string> = { '0': 'O', '1': 'I' }

function plateIn(words: string[], alone: boolean): string | null {
  for (const shape of shapes) {
    for (let start = 0; start < words.length; start++) {
      let joined = ''
      for (let end = start; end < Math.min(start + 4, words.length) && joined.length < shape.length; end++) {
        joined += words[end]
        // A slip is mended only where nothing but a plate is expected.
        const plate = joined.length === shape.length && /\d/.test(joined) ? fit(joined, shape, alone) : null
        if (plate !== null && !(end > start && isOrdinary(words[start]!))) return plate
      }
    }
  }
  return null
}

function fit(joined: string, shape: string, mend: boolean): string | null {
  let plate = ''
  for (let place = 0; place < shape.length; place++) {
    const sign = joined[place]!
    const isLetter = shape[place] === 'L'
    const isRight = isLetter ? sign >= 'A' : sign < 'A'
    const mended = isRight ? sign : mend ? (isLetter ? toLetter : toDigit)[sign] : undefined
    if (mended === undefined) return null
    plate += mended
  }
  // Letters alone, or digits alone, were never a plate.
  return /[A-Z]/.test(joined) ? plate : null
}

/** "hola 120", "unos 120": no letters of a plate. */
function isOrdinary(word: string): boolean {
  return ordinary.has(word) || (word.length > 3 && common.has(word.toLowerCase()))
}

/** Short words that stand before a number and are no letters of a plate. */
const ordinary = new Set(
  'LOS LAS UNO DOS POR SON HAY DEL QUE CON MIL MAS UNA GOL FOX KIA BMW UNO RAM GAS KMS AÑO ANO MOD RIO FIT UP FIAT FORD AUDI SEAT JEEP POLO CLIO ONIX LOGAN GOLF AUTO MOTO MODELO ES EL LA DE MI UN EN CEL TEL UNS'.split(
    ' ',
  ),
)
