import { givenNames, surnames } from './givenNames.ts'
import { common } from './lexicon/common.ts'
import { type Said, saidOf } from './said.ts'
import { fold } from './text.ts'
import { makesAndModels } from './vehicles.ts'

/**
 * The name by which someone introduces themselves ("soy Ana", "me llamo juan pérez", "this is Mark"), written as names are;
 * or null. "Soy nuevo", "soy de Pando" and "I'm late" say no name.
 */
export function readName(text: string | Said): string | null {
  const said = saidOf(text)
  if (!hint.test(said.folded)) return null
  const isShouted = !/\p{Ll}/u.test(said.cleaned)
  for (const [pattern, isPlain] of introductions) {
    for (const { 0: found, index } of said.cleaned.matchAll(pattern)) {
      const rest = said.cleaned.slice(index + found.length)
      const name = nameAtStart(rest, { isPlain, isShouted })
      if (name) return name
    }
  }
  const [, first, more] = after.exec(said.cleaned) ?? []
  return first === undefined ? null : nameAtStart(`${first}${more ?? ''}`, { isPlain: false, isShouted })
}

/** The first of the names of a WhatsApp profile, or null where it is none: emoji, a business, initials. */
export function firstName(profile: string): string | null {
  const [first = ''] = profile.trim().split(/\s+/)
  const isName = /^\p{L}[\p{L}'’-]{1,19}$/u.test(first)
  return isName && !others.has(fold(first)) ? written(first, first === first.toUpperCase()) : null
}

/** What any of them has; most messages have none of it. */
const hint =
  /\b(?:soy|llamo|nombre|habla|hablando|saluda|escribe|aca|aqui|parte|sou|chamo|nome|fala|falando|am|im|i'm|name|this|here|speaking)\b/

const titles = '(?:(?:el|la|o|a|don|doña|sr|sra|dr|dra|ing)\\.? )?'
const start = '(?<![\\p{L}\\p{N}])'

/** What stands before a name; those that leave no doubt take any word for one. */
const introductions: [pattern: RegExp, isPlain: boolean][] = [
  [
    `(?:me llamo|mi nombre(?: completo)? es|mi nombre:|nombre:|nombre y apellido:|me chamo|meu nome [eé]|my name is|my name's)`,
    true,
  ],
  [
    '(?:(?:agend|anot|reserv|pon|queda|va|hora|turno|lugar|cita)\\p{L}*(?: \\p{L}+){0,3}?,? |^|[.,] ?)(?:a|al) nombre de',
    false,
  ],
  [
    `(?<!\\b(?:no|si|que|porque|como) )(?:soy|sou|te habla|les habla|le habla|les? saluda|te saluda|te escribe|les escribe|de parte de|quem fala [eé]|aqu[ií] [eé]|i am|i'm|im|this is)`,
    false,
  ],
  [
    "(?<=^|[.,;!?\\n] ?|hola |buenas |d[ií]as?,? |tardes,? |noches,? )(?:habla|ac[aá]|aqu[ií]|fala|it's)",
    false,
  ],
].map(([words, isPlain]) => [new RegExp(`${start}${words} ${titles}`, 'giu'), isPlain as boolean])

/** "Martín por acá", "Ana speaking". */
const after =
  /^(?:(?:hola+|buenas|buen d[ií]a|buenos d[ií]as|buenas tardes|buenas noches|hello|hi|oi|ol[aá])[,!. ]+)?(\p{L}+)( \p{L}+)?,? (?:por ac[aá]|por aqu[ií]|ac[aá](?=$|[.,!])|speaking|here(?=$|[.,!])|falando)/iu

function nameAtStart(
  text: string,
  { isPlain, isShouted }: { isPlain: boolean; isShouted: boolean },
): string | null {
  const words: string[] = []
  const clause = /^[\p{L}'’ .-]*/u.exec(text)![0]
  // "¿Habla Juan?" asks.
  if (text[clause.length] === '?') return null
  for (const word of clause.split(' ')) {
    const bare = word.replace(/\.$/, '')
    if (bare === '' || words.length === 4) break
    if (!isOfName(bare, words, isPlain, isShouted)) break
    words.push(bare)
    if (word.endsWith('.')) break
  }
  while (words.length > 0 && particles.has(fold(words.at(-1)!))) words.pop()
  const name = words.map((word) => written(word, isShouted)).join(' ')
  return name.length >= 2 && name.length <= 60 ? name : null
}

function isOfName(word: string, before: string[], isPlain: boolean, isShouted: boolean): boolean {
  const folded = fold(word)
  const isFirst = before.length === 0
  if (particles.has(folded)) return !isFirst && isPlain
  if (others.has(folded) || vehicle.test(folded)) return false
  const isCapital = /^\p{Lu}/u.test(word) && !isShouted
  if (isFirst && givenNames.has(folded)) return true
  if (!isFirst && (surnames.has(folded) || (givenNames.has(folded) && !common.has(folded)))) return true
  if (isCapital) return folded.length > 1 && !common.has(folded)
  return isPlain && isFirst && !common.has(folded) && folded.length > 2
}

const particles = new Set(['de', 'del', 'da', 'do', 'dos', 'das', 'la', 'las', 'los', 'van', 'von', 'di'])

const vehicle = new RegExp(`^(?:${makesAndModels})$`)

/** No names, though they may be written like one. */
const others = new Set(
  `de del el la los las un una uno don dona sr sra mr mrs ms dr dra ing mecanica automotora empresa whatsapp business ventas admin info contacto usuario user seu gol fiat ford chevrolet renault peugeot hoy manana
  lunes martes miercoles jueves viernes sabado monday tuesday wednesday thursday friday saturday sunday segunda terca quarta quinta sexta enero febrero marzo agosto setiembre septiembre octubre noviembre diciembre
  cliente clienta socio nuevo nueva vecino vecina uruguayo uruguaya argentino argentina brasileiro brasilero brasilera mecanico dueno duena titular conductor taxista chofer remisero repartidor proveedor particular
  yo mi tu su el ella usted ustedes nosotros otro otra alguien nadie quien mama papa hijo hija hermano hermana esposo esposa senora senor padre madre novio novia marido mujer amigo amiga
  montevideo pando canelones maldonado salto paysandu rivera taller garage toyota seguro mapfre sura bse porto bot robot persona humano
  late here looking interested sorry fine ok okay good great new not going on in at from a an the running sure having trying waiting about it that this what my your ready done free available busy happy afraid driving coming calling writing asking
  mejor asi todo bien mal muy re tan solo sola feliz conforme puntual alto novo nova cansado tarde temprano hola gracias si no`.split(
    /\s+/,
  ),
)

/** Small letters and capitals where names have them; as it was written if the customer took care. */
function written(word: string, isShouted: boolean): string {
  const folded = fold(word)
  if (particles.has(folded)) return word.toLowerCase()
  if (/^\p{Lu}.*\p{Ll}/u.test(word) && !isShouted) return word
  return word.toLowerCase().replace(/(?<=^|[-'’])\p{L}/gu, (letter) => letter.toUpperCase())
}
