import { distance } from './spelling.ts'

/** The same word, its plural, or one slip away. */
export function alike(word: string, other: string): boolean {
  if (word === other) return true
  if (word.length < 4 || other.length < 4 || /\d/.test(word + other)) return false
  if (`${word}s` === other || `${other}s` === word || `${word}es` === other || `${other}es` === word)
    return true
  return word.length >= 5 && distance(word, other, 1) <= 1
}

/** Words that single out nothing: "gracias" does not choose "No, gracias". */
export const idle = new Set(
  'gracias favor porfa hola buenas si no dale ok bien bueno thanks obrigado obrigada yes sim nao de del el la los las un una y o a al en con para por que mi su es the of and or da do das dos em'.split(
    ' ',
  ),
)
