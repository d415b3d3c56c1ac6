import { type Said, saidOf } from './said.ts'

/**
 * Whether a message tells what is wrong with a vehicle ("hace un ruido raro al frenar", "pierde aceite"): words for the
 * mechanic, to be kept as they are and read for nothing else.
 */
export function tellsProblem(text: string | Said): boolean {
  const { sentence } = saidOf(text)
  return sentence.includes(' ') ? symptoms.test(sentence) : alone.test(sentence)
}

const thing =
  '(?:auto|coche|camioneta|moto|motor|carro|caja|embrague|bateria|aire|direccion|volante|freno|frenos|pedal|luz|luces|rueda|caño|escape|car|engine|brakes?|gearbox|freio|freios|embreagem)'

const symptoms = new RegExp(
  `(?:^| )(?:${[
    // Spanish
    '(?:hace|haciendo|siento|escucho|se siente|se escucha|tiene|con|mete|un) (?:un |una |mucho |como |unos )*(?:ruido|ruidito|chillido|golpeteo|golpe|zumbido|vibracion|olor|silbido|crujido)s?',
    '(?:me |se )?(?:pierde|perdiendo|gotea|goteando|chorrea|tira|larga) (?:\\w+ ){0,3}(?:aceite|agua|liquido|refrigerante|nafta|combustible|gasoil|humo|fuerza|aire)',
    'no (?:me )?(?:arranca|prende|enciende|frena|anda|acelera|entra|carga|enfria|calienta|dobla|abre|sube|baja|desarrolla|da arranque)(?: |$)',
    '(?:tira|se va) (?:para|hacia|a) (?:la |un )?(?:derecha|izquierda|lado|costado)',
    '(?:frena|anda|dobla|arranca|acelera|entra) (?:muy |re |medio |bastante )?(?:mal|poco|duro|feo|raro|con dificultad)',
    '(?:se me |se )(?:apaga|para|calienta|recalienta|traba|tranca|va para|queda sin|ahoga|prendio|prende|enciende|quedo) ?(?:el |la |un |una |sola?|a un |al )?',
    '(?:vibra|tiembla|tironea|corcovea|chilla|rechina|patina|cascabelea|recalienta|humea|cabecea|golpea)(?:n|ndo)?(?: |$)',
    `(?:luz|testigo|check|tablero)(?: \\w+){0,3} (?:prendid[oa]|encendid[oa]|titila|parpadea)|prendid[oa] (?:el|la|un|una) (?:luz|testigo|check)`,
    `(?:pincha\\w*|rota|roto|quebrad[oa]|gastad[oa]s?|floj[oa]s?|dur[oa]|trabad[oa]) (?:el |la |los |las )?${thing}|${thing} (?:\\w+ )?(?:pinchad[oa]|rot[oa]s?|quebrad[oa]|gastad[oa]s?|floj[oa]s?|dur[oa]|trabad[oa])`,
    // Portuguese
    '(?:faz|fazendo|esta com|com) (?:um |uma )?(?:barulho|chiado|cheiro)',
    '(?:vazando|vaza|perdendo) (?:oleo|agua|fluido)|nao (?:liga|pega|freia|acelera)|(?:luz|painel) (?:\\w+ )?(?:acesa|aceso)',
    // English
    '(?:makes?|making|hear|theres?) (?:a |an |some )?(?:\\w+ )?(?:noise|sound|squeal|rattle|smell)',
    '(?:leak|leaks|leaking|losing) (?:\\w+ )?(?:oil|water|coolant|fluid)|(?:wont|doesnt|does not|will not) (?:start|brake|stop|charge)|(?:check engine|warning) light|overheat\\w*|vibrat\\w*|squeak\\w*',
  ].join('|')})`,
)

const alone = /^(?:vibra|tironea|recalienta|chilla|patina|overheating)$/
