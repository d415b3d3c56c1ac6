import type { Language } from './language.ts'
import { type Said, saidOf } from './said.ts'
import { fold } from './text.ts'

/** The language in which somebody asks to be answered ("in English, please"), or null. */
export function asksLanguage(text: string | Said): Language | null {
  const { sentence } = saidOf(text)
  const foreign = foreigners.find(([, says]) => says.test(sentence))
  if (foreign) return foreign[0]
  const words = sentence.split(' ')
  if (words.length > 10 || !words.every((word) => names.has(word) || asking.has(word))) return null
  const named = new Set(words.flatMap((word) => names.get(word) ?? []))
  return named.size === 1 ? [...named][0]! : null
}

/** A language that was asked for, and what else was said; undefined where that was all. */
export interface LanguageRequest {
  language: Language
  rest: string | undefined
}

/**
 * A request for another language anywhere in a message: "Do you speak English? I need new brakes". A name of a language
 * beside other things asks for nothing ("el manual, en inglés"), unless it is a line of its own or says who should speak.
 */
export function readLanguageRequest(message: string | Said): LanguageRequest | null {
  const { text, sentence } = saidOf(message)
  if (!sentence.split(' ').some((word) => names.has(word))) return null
  for (const line of text.split('\n')) {
    const isAsked = asksLanguage(line)
    if (isAsked) return { language: isAsked, rest: besides(text, line) }
    for (const clause of line.split(/(?<=[.!?,;])/)) {
      const language = toSomebody.test(saidOf(clause).sentence) ? asksLanguage(clause) : null
      if (language) return { language, rest: besides(text, clause) }
    }
  }
  return null
}

/**
 * The language that a message is plainly written in, or null. A word such as "service", "ok" or "bom" tells nothing: two
 * words must say it, and none may be of another language. A greeting that only one of the three has is enough by itself,
 * and so is one word of Spanish, which is what most people write here.
 */
export function plainLanguage(text: string | Said): Language | null {
  const { cleaned, folded, sentence } = saidOf(text)
  const greeting = greetings.get(sentence)
  if (greeting) return greeting
  const words = [...new Set(folded.match(/[a-z']+/g))]
  const accented = new Set(cleaned.toLowerCase().match(portuguese)?.map(fold))
  const isMark = (word: string, language: Language) =>
    marks[language].has(word) || (language === 'pt' && accented.has(word))
  const count = (language: Language) => words.filter((word) => isMark(word, language)).length
  const counts = { es: count('es'), pt: count('pt'), en: count('en') }
  if (counts.es === 0 && /[ñ¿¡]/i.test(cleaned)) return null
  const [most, ...others] = languages.toSorted((a, b) => counts[b] - counts[a])
  const least = most === 'es' ? 1 : 2
  return counts[most!] >= least && others.every((each) => counts[each] === 0) ? most! : null
}

const languages = ['es', 'pt', 'en'] as const

/** What is left of a message, unless it is only a greeting or the like. */
function besides(text: string, part: string): string | undefined {
  const rest = text.replace(part, ' ').trim()
  const words = saidOf(rest).sentence.split(' ')
  return words.every((word) => word === '' || asking.has(word)) ? undefined : rest
}

/** Who says that they do not speak one language asks for the one they say it in. */
const foreigners: [Language, RegExp][] = [
  ['en', /^(?:sorry )?i (?:dont|do not|cant|cannot) (?:speak|understand|read) (?:any |much )?spanish$/],
  ['pt', /^(?:desculpa |desculpe )?(?:eu )?nao (?:falo|entendo) (?:muito )?espanhol$/],
]

const names = new Map<string, Language>(
  Object.entries({
    es: ['espanol', 'castellano', 'spanish', 'espanhol'],
    pt: ['portugues', 'portuguese', 'brasilero', 'brasileiro'],
    en: ['ingles', 'english'],
  }).flatMap(([language, all]) => all.map((name) => [name, language as Language] as const)),
)

/** What stands around the name of a language when it is asked for. */
const asking =
  setOf(`in en em por favor please porfa pls do does you can could we i speak talk write answer anyone someone alguien alguem fala falam falar
  falo falamos habla hablan hablas hable hablar hablame hablamos podes puede pueden podemos podria puedo posso pode podem poderia ser tem
  como da me que escribir escribime escribi escrever escreve responder respondeme contestar contestame responde seguir seguimos continuar
  cambiar mudar a al para to back switch change language idioma lingua mejor better melhor quiero quero prefiero prefiro prefer i'd id rather
  hola hi hello hey oi ola sabes si se voces voce bom boa dia tarde noite buenas buen good morning afternoon evening thanks thank gracias obrigado
  obrigada`)

const toSomebody =
  /\b(?:please|pls|por favor|porfa|speak|talk|write|answer|habl\w+|fala\w*|escri[bv]\w+|respond\w+|contest\w+)\b/

/** Letters and words that only Portuguese writes so: "não", "às", "horário". */
const portuguese = /[a-z]*[ãõâêôàç][\p{L}]*|(?<!\p{L})é(?!\p{L})|horári[\p{L}]+|óleo/gu

/**
 * Words that are usual in one of the three and strange in the others. Uruguayans "precisan agendar" as Brazilians do, and
 * speak of "service", "check engine" and "gas oil": such words are in none of the lists.
 */
const marks: Record<Language, Set<string>> = {
  es: setOf(`el los las y buenas buenos buen quiero quisiera necesito tengo tenes tiene tienen puedo podes puede cuando donde cuanto cuanta
    hoy manana lunes martes miercoles jueves viernes turno hacer hacen mi mis del al con soy estoy hay lo le un una unos unas precio
    muy pero ahora despues arreglar cambiar aceite frenos pastillas cubiertas coche camioneta ruido`),
  pt: setOf(`nao voce voces oi bom boa noite amanha hoje quero gostaria meu minha um uma obrigado obrigada oleo troca trocar revisao
    freio freios terca tem pode posso fazer estou sou seu sua ou custa onde tudo bem entao ate muito agora pneu pneus tambem
    consigo gente vou vaga ligar barulho oficina conserto consertar voltar fica pra pro posso
    depois vem manha eu mais pessoa outro dezembro janeiro fevereiro maio junho julho setembro outubro novembro feira qualquer daqui duas`),
  en: setOf(`the my i i'm i'd i've you your are could would like want need please hello hi good morning afternoon evening tomorrow today
    monday tuesday wednesday thursday friday saturday sunday appointment book booking schedule how much when what where have and with
    thanks thank brakes next week an is it's does there any available price cost later before after tyres tires can't don't get done`),
}

const greetings = new Map<string, Language>([
  ...[
    'oi',
    'oi bom dia',
    'oi boa tarde',
    'oi boa noite',
    'oi tudo bem',
    'bom dia',
    'boa tarde',
    'boa noite',
  ].map((each) => [each, 'pt'] as const),
  ...['hello', 'hi', 'hi there', 'hello there', 'good morning', 'good afternoon', 'good evening'].map(
    (each) => [each, 'en'] as const,
  ),
])

function setOf(words: string): Set<string> {
  return new Set(words.trim().split(/\s+/))
}
