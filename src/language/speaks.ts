import type { Language } from './language.ts'
import { type Said, saidOf } from './said.ts'

/** The language in which somebody asks to be answered ("in English, please"), or null. */
export function asksLanguage(text: string | Said): Language | null {
  const words = saidOf(text).sentence.split(' ')
  if (words.length > 8 || !words.every((word) => names.has(word) || asking.has(word))) return null
  const named = new Set(words.flatMap((word) => names.get(word) ?? []))
  return named.size === 1 ? [...named][0]! : null
}

/**
 * The language that a first message is plainly written in, or null. Spanish is what most people write here: a word such as
 * "service" or "ok" makes nobody an English speaker, so two words must say it and none may be Spanish.
 */
export function plainLanguage(text: string | Said): Language | null {
  const { cleaned, folded } = saidOf(text)
  const words = [...new Set(folded.match(/[a-z']+/g))]
  if (words.some((word) => marks.es.has(word)) || /[ñ¿¡]/i.test(cleaned)) return null
  const found = (['pt', 'en'] as const).filter((language) => {
    const count = words.filter((word) => marks[language].has(word)).length
    return count >= 2 || (count === 1 && words.length === 1 && greetings.has(words[0]!))
  })
  return found.length === 1 ? found[0]! : null
}

const names = new Map<string, Language>(
  Object.entries({
    es: ['espanol', 'castellano', 'spanish', 'espanhol'],
    pt: ['portugues', 'portuguese', 'brasilero', 'brasileiro'],
    en: ['ingles', 'english'],
  }).flatMap(([language, all]) => all.map((name) => [name, language as Language] as const)),
)

/** What stands around the name of a language when it is asked for. */
const asking =
  setOf(`in en em por favor please porfa pls do does you can could we i speak talk write anyone someone alguien alguem fala falam falar
  habla hablan hablas hablar hablamos podes puede pueden podemos podria me escribir escribime escribi responder respondeme contestar contestame seguir
  seguimos continuar cambiar a al para to switch change language idioma lingua mejor better quiero quero prefiero prefiro prefer i'd rather hola hi hello
  oi ola sabes si se voces voce`)

const marks: Record<Language, Set<string>> = {
  es: setOf(`el los las una unos unas y hola buenas buenos quiero queria quisiera necesito tengo tenes puedo podes podria cuando donde cuanto hoy
    manana lunes martes miercoles jueves viernes turno hacer mi del al con soy estoy es esta hay`),
  pt: setOf(`nao voce voces oi bom boa dia tarde noite amanha hoje quero queria gostaria preciso meu minha uma um com obrigado obrigada
    horario oleo troca trocar carro revisao freio freios segunda terca quinta sexta tem pode posso fazer marcar agendar estou sou seu sua ou
    quanto custa onde quando tudo bem`),
  en: setOf(`the my i i'm i'd you your is are can could would like want need to for please hello hi hey good morning afternoon evening tomorrow today
    monday tuesday wednesday thursday friday saturday appointment book booking schedule car oil change how much when what where do does have an and
    with on at it thanks thank brakes check next week`),
}

const greetings = setOf('hello hi hey oi')

function setOf(words: string): Set<string> {
  return new Set(words.trim().split(/\s+/))
}
