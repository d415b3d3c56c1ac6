import { fold } from './text.ts'

export type Language = 'es' | 'pt' | 'en'

/**
 * The language that the words themselves give away, else the one that is expected. Customers of one workshop write in
 * more than one, and most messages are too short to tell.
 */
export function languageOf(text: string, expected: Language): Language {
  // Signs that Spanish and English do not have.
  if (/[ãõàâêôç]/i.test(text)) return 'pt'
  let found = expected
  let most = 0
  const words = new Set(fold(text).match(/[a-z']+/g) ?? [])
  for (const [language, marks] of Object.entries(telling) as [Language, Set<string>][]) {
    let count = 0
    for (const word of words) if (marks.has(word)) count++
    if (count > most) {
      found = language
      most = count
    }
  }
  const own = [...words].filter((word) => telling[expected].has(word)).length
  return own >= most ? expected : found
}

/** Words that are usual in one of the three and strange in the others. */
const telling: Record<Language, Set<string>> = {
  es: setOf(`el los las y hoy manana lunes martes miercoles jueves viernes quiero puedo hola gracias tenes necesito turno
    cuando donde buenas hasta pasado viene semanas tarde mediodia cita muy despues proximo jueves`),
  pt: setOf(`nao amanha hoje hj terca sexta feira voce voces ontem obrigado obrigada oi ola bom boa manha noite quero
    gostaria meu minha fim ou vem pode posso tem depois seu sua uma um com em ao meio dezembro janeiro fevereiro
    daqui qualquer segnda cedo mais possivel as daqui duas novembro outubro setembro maio junho julho tenho amnha nem exceto quinze onze oito nove dezesseis
    melhor entao ate pela pra proxima marcar meia vinte marcha sabado quarta carro estou está preciso agendar nesta neste so`),
  en: setOf(`the at on in tomorrow today monday tuesday wednesday thursday friday saturday sunday morning afternoon evening
    noon next week weekend possible soon please hi hello thanks my is are you can could we any or half past quarter
    day after before between this first december january february march april june july august september october november
    jan apr aug dec and car but for would like wensday tomorow tomorrow's not anytime asap help yes what how when to of`),
}

function setOf(words: string): Set<string> {
  return new Set(words.trim().split(/\s+/))
}
