export function readIntent(text: string, _options: unknown): string | null { return /agend|turno|hora/i.test(text) ? 'book' : /^s[ií]\b/i.test(text) ? 'yes' : /hola/i.test(text) ? 'greet' : null }
