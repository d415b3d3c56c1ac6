/** Where a language is spoken by our customers; dates are day before month in all of them. */
export function localeOf(language: string): string {
  return locales[language] ?? language
}

const locales: Record<string, string> = { es: 'es-UY', pt: 'pt-BR', en: 'en-GB' }
