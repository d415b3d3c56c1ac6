import type { Said } from './said.ts'

export type Language = 'es' | 'pt' | 'en'

/**
 * The language that the words themselves give away, else the one that is expected. Customers of one workshop write in
 * more than one, and most messages are too short to tell.
 */
export function languageOf({ cleaned, folded }: Said, expected: Language): Language {
  // Signs that Spanish and English do not have.
  if (/[ãõàâêôç]/i.test(cleaned)) return 'pt'
  const counts: Record<Language, number> = { es: 0, pt: 0, en: 0 }
  for (const word of new Set(folded.match(/[a-z']+/g))) {
    for (const language of tellers.get(word) ?? []) counts[language]++
  }
  const { es, pt, en } = counts
  const most = Math.max(es, pt, en)
  if (counts[expected] === most) return expected
  if (es === most) return 'es'
  return pt === most ? 'pt' : 'en'
}

/** Words that are usual in one of the three and strange in the others. */
const telling: Record<Language, Set<string>> = {
  es: setOf(`el los las y hoy manana lunes martes miercoles jueves viernes quiero puedo hola gracias tenes necesito turno
    cuando donde buenas hasta pasado viene semanas tarde mediodia cita muy despues proximo jueves`),
  pt: setOf(`nao amanha hoje hj terca sexta feira voce voces ontem obrigado obrigada oi ola bom boa manha noite quero
    gostaria meu minha fim ou vem pode posso tem depois seu sua uma um com em ao meio dezembro janeiro fevereiro
    daqui qualquer segnda cedo mais possivel as daqui duas novembro outubro setembro maio junho julho tenho amnha nem exceto quinze onze oito nove dezesseis
    melhor entao ate pela pra proxima marcar meia vinte marcha quarta carro estou está preciso agendar nesta neste so`),
  en: setOf(`the at on in tomorrow today monday tuesday wednesday thursday friday saturday sunday morning afternoon evening
    noon next week weekend possible soon please hi hello thanks my is are you can could we any or half past quarter
    day after before between this first december january february march april june july august september october november
    jan apr aug dec and car but for would like wensday tomorow tomorrow's not anytime asap help yes what how when to of`),
}

/** The languages that a word tells of. */
const tellers = new Map<string, Language[]>()
for (const [language, words] of Object.entries(telling) as [Language, Set<string>][]) {
  for (const word of words) tellers.set(word, [...(tellers.get(word) ?? []), language])
}

function setOf(words: string): Set<string> {
  return new Set(words.trim().split(/\s+/))
}
