import { type Said, saidOf } from './said.ts'
import { fold } from './text.ts'

/** The name by which somebody introduces themselves ("Hola, soy Ana"), as names are written, or null. */
export function readName(text: string | Said): string | null {
  const { cleaned } = saidOf(text)
  for (const { pattern, needsCapital } of introductions) {
    const words = pattern.exec(cleaned)?.[1]?.split(/\s+/) ?? []
    const name = nameIn(words, needsCapital)
    if (name) return name
  }
  return null
}

/** The first of the names of a WhatsApp profile, or null where it is none: emoji, a business, initials. */
export function firstName(profile: string): string | null {
  const [first = ''] = profile.trim().split(/\s+/)
  return isName(first) && !noNames.has(fold(first)) ? capitalised(first) : null
}

const letters = "[\\p{L}][\\p{L}'’-]*"
const upToThree = `(${letters}(?:\\s+${letters}){0,2})`
const before = '(?:^|[\\s,.;:!¡¿])'

/** Where a plain verb introduces the name, only a capital tells it from "soy nuevo" and "I'm late". */
const introductions = [
  {
    needsCapital: false,
    pattern: new RegExp(
      `${before}(?:me llamo|mi nombre es|a nombre de|de parte de|me chamo|meu nome [eé]|my name is|my name's)\\s+${upToThree}`,
      'iu',
    ),
  },
  {
    needsCapital: true,
    pattern: new RegExp(
      `${before}(?:soy|te habla|les habla|habla|ac[aá]|te escribe|les escribe|sou|aqui [eé]|quem fala [eé]|i'm|i am|this is|it's)\\s+(?:el |la |o |a )?${upToThree}`,
      'iu',
    ),
  },
]

function nameIn(words: string[], needsCapital: boolean): string | null {
  const kept: string[] = []
  for (const word of words) {
    const isFirst = kept.length === 0
    if (!isName(word) || noNames.has(fold(word))) break
    if ((needsCapital || !isFirst) && !/^\p{Lu}/u.test(word)) break
    kept.push(capitalised(word))
  }
  return kept.length > 0 ? kept.join(' ') : null
}

function isName(word: string): boolean {
  return /^\p{L}[\p{L}'’-]{1,19}$/u.test(word)
}

function capitalised(word: string): string {
  // "ANA" and "ana" are written like that in a hurry; "McKay" is not.
  const isOneCase = word === word.toUpperCase() || word === word.toLowerCase()
  return isOneCase ? word.charAt(0).toUpperCase() + word.slice(1).toLowerCase() : word
}

/** What stands where a name could, and is none. */
const noNames = new Set(
  `de del el la los las un una uno mi tu su yo quien cliente clienta nuevo nueva vecino vecina amigo amiga dueno duena hermano hermana hijo hija esposo esposa
  taller mecanico automotora empresa whatsapp business ventas admin info contacto usuario user the a an not late here from with looking interested sorry
  quiero queria quisiera necesito tengo hola buenas buenos don dona senor senora sr sra mr mrs ms dr dra ing novo nova cliente seu dona dono
  gol fiat ford chevrolet renault peugeot toyota lunes martes miercoles jueves viernes sabado domingo hoy manana
  monday tuesday wednesday thursday friday saturday sunday segunda terca quarta quinta sexta`
    .trim()
    .split(/\s+/),
)
