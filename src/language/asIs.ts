import { type Said, saidOf } from './said.ts'

/** Whether a whole message says that things shall stay as they are: "está bien así", "no gracias, me quedo con la mía". */
export function staysAsIs(text: string | Said): boolean {
  const { sentence } = saidOf(text)
  return asIs.test(sentence)
}

/** What may stand before it and after it. A "sí" or a "dale" may not: then nobody knows what shall stay. */
const before =
  '(?:(?:no|nah|nop|gracias|muchas|mil|igual|deja|dejalo|dejala|dejame|dejen|tranqui|tranquilo|tranquila|mejor|por|ahora|ta|che|yo|nao|obrigad[oa]|pode|nope|thanks|thank|you|its) )*'
const after =
  '(?: (?:gracias|muchas|mil|nomas|no mas|por ahora|por el momento|igual|che|amigo|saludos|no te preocupes|no se preocupen|obrigad[oa]|mesmo|valeu|thanks|thank you|for now|anyway|though))*'

const good = '(?:bien|perfecto|barbaro|genial|joya|comodo|comoda|conforme)'
const mine =
  '(?:(?:la|el|lo) (?:mia|mio|que (?:ya )?(?:tengo|tenia|tenemos|saque|agende|reserve)|(?:hora|turno|cita) que (?:ya )?(?:tengo|tenia|saque)|de siempre|que esta)|mi (?:hora|turno|cita|horario)(?: de siempre)?)'

const asIs = new RegExp(
  `^${before}(?:${[
    `(?:asi|como) (?:esta|estoy|estamos|quedo|queda|me queda) ${good}`,
    `asi me (?:viene|sirve|queda) ${good}`,
    `(?:esta|estoy|estamos|quedo|queda) ${good} (?:asi|como (?:esta|estoy|quedo|estaba))`,
    `(?:me )?(?:quedo|mantengo|sigo|voy|prefiero|dejo|conservo)(?: con| quedarme con| dejar)? ${mine}`,
    `(?:prefiero|quiero) (?:mantener|dejar|conservar|quedarme con) ${mine}`,
    `${mine} (?:esta|me queda|me sirve|me viene|va) ${good}`,
    '(?:deja|dejal[oa]|dejemosl[oa]|dejenl[oa]|que quede|quede|quedo) (?:asi|como (?:esta|estaba))',
    'asi (?:nomas|no mas|esta|quedo|dejalo|dejala)',
    '(?:esta|ta) bom assim|assim (?:esta|ta) (?:bom|bem|otimo)|deixa(?:r)? (?:assim|como esta)|(?:eu )?(?:fico|prefiro ficar|vou ficar) com (?:o meu|a minha|o que (?:ja )?tenho)(?: horario)?|(?:eu )?prefiro o (?:meu|que (?:ja )?tenho)(?: horario)?',
    '(?:im|i am|were) (?:good|fine|ok|okay|all set|happy)(?: as (?:it is|is|i am)| with (?:mine|what i have|the one i have))?|(?:ill |i will |id rather |i would rather |i prefer to )?(?:keep|stick with|stay with) (?:mine|my (?:appointment|time|slot|own)|the one i have|what i have)|(?:leave|keep) it (?:as it is|as is|like that|the way it is)|(?:its )?fine as (?:it )?is',
  ].join('|')})${after}$`,
)
