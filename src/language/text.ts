/** How much of a message is read for its meaning; nobody says when after that. */
const longest = 600

/**
 * A message as the readers take it: no control or direction marks, one kind of digits and quotes, at most 600 characters.
 * Case, accents and emoji stay.
 */
export function clean(text: string): string {
  return text
    .slice(0, longest * 2)
    .replace(/(\d)\s*[º°ª]/g, '$1ro ')
    .normalize('NFKC')
    .replace(/[\u0300-\u036f](?=[\u0300-\u036f]{2})/g, '')
    .replace(/[\r\n\u2028\u2029]+/g, ' \n ')
    .replace(/[\p{Cc}\p{Cf}\p{Zs}]/gu, (mark) =>
      mark === '\n' || mark === '\u200d' ? mark : keepSpace(mark),
    )
    .replace(/[‘’´`]/g, "'")
    .replace(/[–—]/g, '-')
    .replace(/ {2,}/g, ' ')
    .slice(0, longest)
    .trim()
}

/** Lower case, without accents, and a letter written three times or more only once: "Mañanaaa" is "manana". */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/([a-z])\1{2,}/g, '$1')
}

function keepSpace(mark: string): string {
  return /\p{Zs}|\t/u.test(mark) ? ' ' : ''
}
