/** How much of a message is read for its meaning; nobody says when after that. */
const longest = 600

/**
 * Whether a text has nothing but the letters and marks of our keyboards, as most have: then it needs no compatible form and
 * holds no keycaps, control or direction marks.
 */
export function isPlain(text: string): boolean {
  return text.length <= longest && /^[\n -_a-~¡¿·À-ÖØ-öø-ÿ]*$/.test(text)
}

/**
 * A message as the readers take it: no control or direction marks, one kind of digits and quotes, at most 600 characters.
 * Case, accents and emoji stay.
 */
export function clean(text: string): string {
  const kept = isPlain(text) ? apart(text) : compatible(text)
  return (kept.includes('  ') ? kept.replace(/ {2,}/g, ' ') : kept).slice(0, longest).trim()
}

function apart(lines: string): string {
  return lines.includes('\n') ? lines.replace(/\n+/g, ' \n ') : lines
}

function compatible(text: string): string {
  return text
    .slice(0, longest * 2)
    .replace(/(\d)\s*[º°ª]/g, '$1ro ')
    .normalize('NFKC')
    .replace(/[\u0300-\u036f](?=[\u0300-\u036f]{2})/g, '')
    .replace(/[\r\n\u2028\u2029]+/g, ' \n ')
    .replace(/(?![\n \u200d])[\p{Cc}\p{Cf}\p{Zs}]/gu, keepSpace)
    .replace(/[‘’´`]/g, "'")
    .replace(/[–—]/g, '-')
}

/** Lower case, without accents, and a letter written three times or more only once: "Mañanaaa" is "manana". */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  const bare = /[^\n -~]/.test(lower) ? lower.normalize('NFD').replace(/[\u0300-\u036f]/g, '') : lower
  return hasDoubled(bare) ? bare.replace(/([a-z])\1{2,}/g, '$1') : bare
}

/** Whether a sign stands twice in a row: looking for lengthened letters costs more. */
export function hasDoubled(text: string): boolean {
  for (let at = 1; at < text.length; at++) {
    if (text.charCodeAt(at) === text.charCodeAt(at - 1)) return true
  }
  return false
}

/** Keycaps as numbers: "2️⃣" is " 2 ". */
export function keycaps(text: string): string {
  return text.replace(/([0-9])\ufe0f?\u20e3/g, ' $1 ').replace(/🔟/gu, ' 10 ')
}

function keepSpace(mark: string): string {
  return /\p{Zs}|\t/u.test(mark) ? ' ' : ''
}
