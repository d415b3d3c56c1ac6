import { stringify } from 'yaml'

/** What a new flow says, by language. */
export const sentences = {
  es: {
    ask: '¿Querés que alguien del taller te escriba por esto?',
    optionYes: 'Sí, por favor',
    optionNo: 'No, gracias',
    called: 'Dale, ya le aviso a una persona del taller. Te responde por acá en cuanto pueda.',
    declined: 'Listo. Cualquier cosa, escribime.',
  },
  pt: {
    ask: 'Quer que alguém da oficina escreva para você sobre isso?',
    optionYes: 'Sim, por favor',
    optionNo: 'Não, obrigado',
    called: 'Certo, já aviso uma pessoa da oficina. Ela responde por aqui assim que puder.',
    declined: 'Tudo bem. Qualquer coisa, é só escrever.',
  },
  en: {
    ask: 'Would you like someone at the workshop to write to you about this?',
    optionYes: 'Yes, please',
    optionNo: 'No, thanks',
    called: "Sure, I'm letting someone at the workshop know. They'll answer you here as soon as they can.",
    declined: 'All right. Just write if you need anything.',
  },
}

/** The sentences in a language, or in English where there are none in it. */
export function sentencesIn(language: string) {
  return Object.hasOwn(sentences, language) ? sentences[language as keyof typeof sentences] : sentences.en
}

/** What is added at the end of a file of texts: all before it stays as it is. */
export function textsAdded(name: string, language: string, before: string): string {
  const end = before.endsWith('\n') || before === '' ? '' : '\n'
  return `${before}${end}\n${stringify({ [name]: sentencesIn(language) }, { lineWidth: 0 })}`
}
