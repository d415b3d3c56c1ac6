import { clean, fold, hasDoubled } from './text.ts'

/** How many words of a message are read for what it wants. */
const mostWords = 40

/**
 * A message as plain words between single spaces: "¡Holaa! Q tal?? 😀" is "hola que tal". Accents, capitals, marks, emoji
 * and lengthened letters are gone, abbreviations are written out.
 */
export function sentenceOf(text: string): string {
  return plainWords(fold(clean(text)))
}

/** The same of a text that is cleaned and folded already. */
export function plainWords(folded: string): string {
  const joined = /['’]/.test(folded) ? folded.replace(/['’]/g, '') : folded
  const words = joined.match(/[a-z0-9]+/g) ?? []
  return words
    .slice(0, mostWords)
    .map((word) => abbreviations.get(word) ?? word)
    .join(' ')
}

/** The same without what is only politeness: a greeting before, thanks and "por favor" around. Never empty if it was not. */
export function withoutManners(sentence: string): string {
  let rest = sentence
  for (let before = ''; before !== rest; ) {
    before = rest
    rest = rest.replace(opening, '')
    if (closers.has(rest.slice(rest.lastIndexOf(' ') + 1))) rest = rest.replace(closing, '')
  }
  return rest === '' ? sentence : rest
}

/** Doubled letters written once, so that "sii", "noo" and "graciass" are found; both sides of a comparison need it. */
export function squeeze(sentence: string): string {
  return hasDoubled(sentence) ? sentence.replace(/([a-z])\1+/g, '$1') : sentence
}

const opening =
  /^(?:(?:hola+|holis|hol|ola|buenas tardes|buenas noches|buenos dias|buen dia|buenas|buen diaa|que tal|como estas|como andas|todo bien|estimados|disculpa|disculpe|disculpen|perdon|una consulta|consulta|una pregunta|oi|ola|bom dia|boa tarde|boa noite|tudo bem|hello|hi|hey|good morning|good afternoon|sorry|por favor|porfa|porfavor|please|pls|che|mira|ah|eh|bueno) )+(?=.)/
const closing =
  /(?<=.)(?: (?:por favor|porfa|porfavor|porfis|xfa|plis|please|pls|gracias|muchas gracias|muchisimas gracias|mil gracias|desde ya gracias|desde ya muchas gracias|desde ya|grax|thanks|thank you|obrigado|obrigada|saludos|che|abrazo))+$/

/** The last words of what `closing` takes off. */
const closers = new Set(
  'favor porfa porfavor porfis xfa plis please pls gracias ya grax thanks you obrigado obrigada saludos che abrazo'.split(
    ' ',
  ),
)

const abbreviations = new Map(
  Object.entries({
    q: 'que',
    k: 'que',
    ke: 'que',
    qe: 'que',
    x: 'por',
    xq: 'porque',
    pq: 'porque',
    xfa: 'por favor',
    xfavor: 'por favor',
    tmb: 'tambien',
    tb: 'tambien',
    d: 'de',
    bn: 'bien',
    msj: 'mensaje',
    msjs: 'mensajes',
    sms: 'mensajes',
    grax: 'gracias',
    grcs: 'gracias',
    gcias: 'gracias',
    vdd: 'verdad',
    cdo: 'cuando',
    dnd: 'donde',
    tdo: 'todo',
    vc: 'voce',
    vcs: 'voces',
    obg: 'obrigado',
    thx: 'thanks',
    pls: 'please',
    u: 'you',
  }),
)
