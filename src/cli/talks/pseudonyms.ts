import { likePlates } from '../../language/plates.ts'

/**
 * Replaces what tells who somebody is by what tells nobody: names, phones, plates, addresses of mail. The same stays the
 * same, in capitals what was in capitals, and a plate keeps its form. What else people tell of themselves in their own
 * words nobody can recognise: it is to be read by whoever passes it on.
 * @param names of theirs, as they gave them or their profile has them
 */
export function pseudonyms(names: (string | null | undefined)[]): (text: string) => string {
  const known = new Map<string, string>()
  const words = names.flatMap((name) => name?.split(/[^\p{L}]+/u) ?? []).filter((word) => word.length > 2)
  for (const word of words) {
    const folded = fold(word)
    if (!known.has(folded)) known.set(folded, invented[known.size % invented.length]!)
  }
  const plates = new Map<string, number>()
  const plate = (found: string) => {
    const bare = found.toUpperCase().replace(/[^A-Z\d]/g, '')
    if (!plates.has(bare)) plates.set(bare, plates.size + 1)
    let left = String(plates.get(bare)).padStart(bare.replace(/\D/g, '').length, '0')
    const digits = () => {
      const [first = '0'] = left
      left = left.slice(1)
      return first
    }
    let letters = 0
    return found.replace(/[a-z\d]/gi, (sign) => {
      if (/\d/.test(sign)) return digits()
      const letter = 'SBATTT'[letters++] ?? 'T'
      return sign === sign.toUpperCase() ? letter : letter.toLowerCase()
    })
  }
  return (text) =>
    text
      .replace(/[\w.+-]+@[\w-]+\.[\w.-]*\w/g, 'alguien@example.com')
      .replace(/(?<![\d/:.])\+?\d[\d\s().-]{6,16}\d(?![\d/:])/g, (found) =>
        found.replace(/\D/g, '').length < 8 ? found : '099 000 001',
      )
      .replace(likePlates, plate)
      .replace(/\p{L}+/gu, (word) => {
        const other = known.get(fold(word))
        return other === undefined ? word : inCaseOf(word, other)
      })
}

const invented = ['Ana', 'Silva', 'Costa', 'Rocha']

function fold(word: string): string {
  return word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
}

function inCaseOf(word: string, other: string): string {
  if (word === word.toUpperCase()) return other.toUpperCase()
  return word[0] === word[0]!.toLowerCase() ? other.toLowerCase() : other
}
