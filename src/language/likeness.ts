import { isOneSlip } from './spelling.ts'

/** The same word, its plural, or one slip away. */
export function alike(word: string, other: string): boolean {
  if (word === other) return true
  if (word.length < 4 || other.length < 4 || Math.abs(word.length - other.length) > 2) return false
  const isAlike =
    isPlural(word, other) || isPlural(other, word) || (word.length >= 5 && isOneSlip(word, other))
  return isAlike && !/\d/.test(word + other)
}

function isPlural(many: string, one: string): boolean {
  if (!many.startsWith(one)) return false
  return many === `${one}s` || many === `${one}es`
}

/** Words that single out nothing: "gracias" does not choose "No, gracias". */
export const idle = new Set(
  'gracias favor porfa hola buenas si no dale ok bien bueno thanks obrigado obrigada yes sim nao de del el la los las un una y o a al en con para por que mi su es the of and or da do das dos em'.split(
    ' ',
  ),
)
