/** Whether canonical text asks to move something: "cambiame", "pasalo", "mover", "reschedule"; not "cambio de aceite". */
export function asksMove(text: string): boolean {
  return text.includes(' THE paso FOR ') || text.split(' ').some(isMove)
}

function isMove(word: string): boolean {
  return moving.test(word)
}

const moving =
  /^(?:cambi(?!os?$)|pas[ae]|correr|corre[mlr]|mover|move|muev|reagend|reprogram|adelant|atras|poster|pospon|pospong|muda|mudar|troc|remarc|change|resched|traslad|modific)/
