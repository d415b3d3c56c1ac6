import { answers } from './answers.ts'
import { type InterruptName, type InterruptWords, readInterrupt } from './interrupts.ts'
import { common } from './lexicon/common.ts'
import { type Said, saidOf } from './said.ts'
import { sentenceOf, squeeze, withoutManners } from './sentence.ts'
import { sieveOf } from './sieve.ts'
import { speller } from './spelling.ts'
import { keycaps } from './text.ts'
import { wishes } from './wishes.ts'

/**
 * What a message wants, as a label (`book`, `cancel`, `yes` …), or null when it is not plain. Silence is better than a wrong
 * guess: yes and no are never guessed by likeness, nor is anything that cancels, deletes or stops messages.
 */
export function readIntent(text: string | Said, { words }: { words: InterruptWords }): string | null {
  const said = saidOf(text)
  const { cleaned } = said
  const sentence = said.isPlain ? said.sentence : sentenceOf(keycaps(cleaned))
  if (sentence === '') return readSigns(cleaned)
  const bare = said.isPlain ? said.bare : withoutManners(sentence)
  const interrupt = readInterrupt(said, words)
  if (interrupt !== null) return intentOf[interrupt]
  const instead = setOff.exec(cleaned)?.[1]
  if (instead !== undefined && byWish(sentenceOf(instead)) === 'cancel') return 'cancel'
  const clauses = cleaned.split(/[,.;]\s*/)
  if (clauses.length > 1 && plainCancel.test(sentenceOf(clauses.at(-1)!))) return 'cancel'
  const answer = readAnswer(sentence) ?? (bare === sentence ? null : readAnswer(bare))
  if (answer !== null) return answer
  if (place.test(bare)) return 'option'
  const polite = onlyOf(sentence, 'greet') ?? onlyOf(sentence, 'bye') ?? onlyOf(sentence, 'thanks')
  if (polite !== null) return polite
  const meant = isName(cleaned) ? bare : mended(bare)
  const wish = (meant === bare ? null : readSafely(meant, words)) ?? byWish(meant)
  // "¿Está aprobado?" approves nothing.
  if (wish === 'approve_quote' && cleaned.includes('?')) return null
  return wish ?? byPolarity(cleaned, sentence)
}

/** "Al final no, quiero cancelar" is the opposite of "no quiero cancelar": the mark says so. */
const setOff = /(?:^|\s)no\s*[,.;]\s*(.+)$/is

/** "Ya no llego, cancelala": what stands last, and alone, is what is wanted. */
const plainCancel =
  /^(?:y |mejor )?(?:cancel|anul)(?:a|ala|alo|ame|amela|amelo|e|en|enla|enlo|enme)(?: (?:por favor|porfa|nomas|gracias))?$/

const intentOf: Record<InterruptName, string> = {
  cancel: 'cancel',
  menu: 'menu',
  person: 'human',
  optOut: 'optout',
}

/** Emoji that are a whole message. */
const signs: [string, RegExp][] = [
  ['yes', /^(?:[👍👌✅✔☑🆗🙌💪🤝👏🫡😀😁😊🙂😃😄]|💯)+$/u],
  ['no', /^[👎❌✖🚫🙅⛔]+$/u],
  ['thanks', /^[🙏❤💙💚🥰😍🤗😘]+$/u],
  ['greet', /^[👋]+$/u],
  ['rating', /^[⭐🌟]+$/u],
]

function readSigns(cleaned: string): string | null {
  const bare = cleaned.replace(/\ufe0f|\u200d|[\s\p{Emoji_Modifier}♂♀!.]/gu, '')
  return signs.find(([, pattern]) => pattern.test(bare))?.[0] ?? null
}

const exact = new Map<string, string>()
for (const [intent, list] of Object.entries(answers)) {
  for (const phrase of list.split('|')) exact.set(phrase.trim().replace(/\s+/g, ' '), intent)
}
const exactSqueezed = new Map([...exact].map(([phrase, intent]) => [squeeze(phrase), intent]))

function readAnswer(sentence: string): string | null {
  return exact.get(sentence) ?? exactSqueezed.get(squeeze(sentence)) ?? null
}

/** Once words were mended, the table counts for what is harmless only. */
function readSafely(meant: string, words: InterruptWords): string | null {
  const interrupt = readInterrupt(meant, words)
  if (interrupt === 'menu' || interrupt === 'person') return intentOf[interrupt]
  const intent = readAnswer(meant)
  return intent !== null && !risky.has(intent) ? intent : null
}

const risky = new Set(['yes', 'no', 'optout', 'delete_data', 'approve_quote', 'reject_quote'])

const place =
  /^(?:(?:la|el|o|a|opcion|opsion|opcao|option|numero|nro|num|the|quiero|dame|ponele|poneme|elijo|prefiero|seria|me quedo con|voy con|con|que sea|mejor|number|dale|si|por)(?: |$))*(?:\d{1,2}|un[oa]|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|ultim[oa]|first|second|third|last|one|two|three|dois|duas|um|uma|primeir[oa]|terceir[oa]|[1-9](?:ro|da|do|ra|ta|to|er|era))(?: (?:opcion|option|opcao|one|esta bien|dale|va|me sirve|mejor))?$/

/** Messages that are made of such words and no others. */
const manners: Record<string, Set<string>> = {
  greet:
    setOf(`hola holaa ola hol buenas buenos buen bueno dia dias tardes noches tarde que tal como andas andan estas esta estan va te todo bien tan holis wenas bom boa noite tudo bem oi hello hi
    good morning afternoon evening gente amigo amiga amigos vecino estimado estimada estimados senor senora muy mas o menos e ai people there muchachos gurises ustedes vos taller`),
  thanks:
    setOf(`gracias che genio genios genia crack cracks maestro graciass muchas muchisimas mil por todo la el su tu atencion ayuda te les se agradezco agradecido agradecida amable amables muy grande crack genio genia grax grasias
    obrigado obrigada muito valeu pela pelo ajuda atencao thanks thank you so much a lot mucha igual igualmente de nuevo informacion info respuesta dato datos tiempo lo desde ya infinitas super mucho`),
  bye: setOf(`chau chaucha chao adios hasta luego pronto manana la proxima nos vemos saludos saludo abrazo abrazos beso besos un una que estes tengas tengan buen buena dia noche tarde finde semana fin de
    cuidate tchau ate logo mais amanha bye goodbye see you later soon entonces lindo linda feliz`),
}
const needed: Record<string, RegExp> = {
  greet: /\b(?:hola+|hol|ola|buenas|buenos|buen|oi|hello|hi|bom|boa|good|que tal|holis|wenas)\b/,
  thanks: /\b(?:gracias+|grasias|agradezco|amables?|obrigad[oa]|valeu|thanks?|crack|genio)\b/,
  bye: /\b(?:chau|chao|chaucha|adios|hasta|vemos|saludos?|abrazos?|besos?|tchau|ate|bye|goodbye|see you|cuidate)\b/,
}

function onlyOf(sentence: string, intent: string): string | null {
  // "nos vemos mañana" is said by who comes.
  if (intent === 'bye' && appointed.test(sentence)) return null
  return areAllIn(sentence, [manners[intent]!]) && needed[intent]!.test(sentence) ? intent : null
}

const appointed = /\bnos vemos (?:manana|hoy|el|a las)\b/

function areAllIn(sentence: string, sets: Set<string>[]): boolean {
  return sentence.split(' ').every((word) => isIn(word, sets))
}

function isIn(word: string, sets: Set<string>[]): boolean {
  return sets.some((set) => set.has(word)) || sets.some((set) => set.has(squeeze(word)))
}

/** A lone word with a capital is a name more often than a slip: Dalia is not "dale". Long words are no such names. */
function isName(cleaned: string): boolean {
  return /^\p{Lu}\p{Ll}{1,5}[.!]?$/u.test(cleaned) || /^(?:\p{Lu}\p{Ll}+ ){1,2}\p{Lu}\p{Ll}+$/u.test(cleaned)
}

/** Words whose slips are worth mending. None says yes or no or opts out. */
const mendable = speller(
  meaningsOf(`cancelar cancela cancelo cancelame cancel|confirmar confirmo confirmado confirm|agendar agendame agenda ajendar|reservar reserva|horario horarios|precio precios|presupuesto
    |cotizacion|direccion|ubicacion|humano|persona|ayuda|menu|reagendar|reprogramar|cambiar cambiame|turno turnos|cuanto|quiero|necesito|preciso precisaria|hablar|aprobado|opcion|opciones|pronto|donde
    |gracias|anular|volver|inicio|camioneta|service|frenos|urgente|mecanico|taller|cuesta|mensajes|lugar|atencion|quisiera|desmarcar|obrigado|pessoa|atendente|appointment|reschedule
    |estoy llegando|asesor|operador|llamame|complico|modificar|postergar|revisar|revisao|pastillas|reclamo|abierto|cierran`),
  new Set([
    ...common,
    ...setOf('done free close closed open time ready service'),
    ...[...exact.keys()].flatMap((phrase) => phrase.split(' ')),
  ]),
  1,
)

function mended(sentence: string): string {
  return sentence
    .split(' ')
    .map((word) => mendable.repair(word) ?? word)
    .join(' ')
}

const movesTo =
  /(?<!no (?:\w+ )?)\b(?:mov|muev|pas|cambi|corr|adelant|atras)\w*l[oa] (?:al|a las?|para(?: el| las?)?) (?:proxim\w )?(?:\d|lunes|martes|miercoles|jueves|viernes|sabado|domingo|dia \d|manana|pasado|hoy)/

// "Cambiala" alone may be said of a part; with a day or an hour it is said of the appointment.
const wanted: typeof wishes = [['reschedule', movesTo], ...wishes]
const sieve = sieveOf(wanted.map(([, pattern]) => pattern))

function byWish(sentence: string): string | null {
  // "Cambio de aceite para el jueves" wants oil, not another day.
  const wish = sentence.replace(/\bcambio de (?!fecha|dia|hora|horario|turno|planes)/g, 'arreglo de ')
  const missing = sieve(wish)
  return wanted.find(([, pattern], place) => missing[place] === 0 && pattern.test(wish))?.[0] ?? null
}

const yesWords =
  setOf(`si sisi sip dale ok okey oka okay oki okis va obvio claro perfecto barbaro joya genial impecable listo buenisimo correcto exacto afirmativo excelente espectacular regio fenomenal
  barbara bueno buena perfecta correcta exacta genia buenisima seguro sale vamos ta sim beleza isso certo otimo yes yep yeah sure great perfect fantastico divino esperfecto metele positivo clarisimo super bien bien`)
const noWords = setOf(
  'no nop nope nah nao ni nunca tampoco negativo ninguna ninguno jamas ningun nem not none imposible',
)
const fillers =
  setOf(`m mm hm hmm eh em pa en realidad gracias muchas mil por favor porfa esa ese eso esta este esto misma mismo muy me parece sirve queda viene bien que es asi el la lo un una de mas entonces
  re todo nomas che amigo jaja jajaja y tambien mejor bom ta bem obrigado obrigada thanks please estoy acuerdo los las supuesto quedamos super con gusto te agradezco genio crack vale sirven va go ahead thats that it fine one works of those these them pode ser boa bom esse essa mesmo isso`)

/** Yes or no when all words say so, or when it stands first and is set off: "dale, el lunes te lo llevo". */
function byPolarity(cleaned: string, sentence: string): string | null {
  const words = sentence.split(' ')
  const yes = words.some((word) => isIn(word, [yesWords]))
  const no = words.some((word) => isIn(word, [noWords]))
  // "está bien, ¿no?" asks for a yes, it is none.
  if (words.length > 1 && /\bno\s*\?+\s*$/i.test(cleaned)) return null
  if (words.length <= 8 && areAllIn(sentence, [yesWords, noWords, fillers])) {
    if (yes && !no) return 'yes'
    if (no && !yes) return 'no'
    return null
  }
  if (cleaned.includes('?')) return null
  if (/^\s*(?:es[aeo]|est[ae])?\s*n[oã]o?o*(?: (?:muchas )?gracias)?\s*[,.;]/i.test(cleaned)) return 'no'
  const leads =
    /^\s*(?:s[ií]+|dale+|ok|okey|perfecto|listo|claro|b[aá]rbaro|joya|genial|sim|yes)\s*[,.!]/i.test(cleaned)
  return leads && !no && !/\b(?:pero|mas|but|aunque|cambi\w+)\b/.test(sentence) ? 'yes' : null
}

/** Words of one group are forms of one word. */
function meaningsOf(groups: string): Map<string, string> {
  return new Map(groups.split('|').flatMap((group) => [...setOf(group)].map((word) => [word, group])))
}

function setOf(words: string): Set<string> {
  return new Set(words.trim().split(/\s+/))
}
