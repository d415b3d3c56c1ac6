import type { Said } from './said.ts'
import { rewriter } from './sieve.ts'
import { fold } from './text.ts'
import { vehicle } from './vehicles.ts'

/** Takes out of a message what looks like a date or a time and is none; what is left is folded. */
export function mask({ cleaned, folded }: Said): string {
  return without(anyName.test(cleaned) ? fold(cleaned.replace(nameWords, ' _ ')) : folded)
}

const names = '(?:Domingo|Abril|Julio|Mayo|Agosto|April|June|August|Augusto|Julho)'
const surname = '[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,}'
const dateWords =
  '(?:Lunes|Martes|Mi[eé]rcoles|Jueves|Viernes|S[aá]bado|Domingo|Hoy|Ma[nñ]ana|Por|Para|Pela|Temprano|Tarde|Que)'

/** "Julio Martínez", "Juan Domingo", "soy Abril": a name, when capital letters say so. */
const nameWords = new RegExp(
  `(?<![\\d] de )\\b${names} (?!${dateWords}\\b)${surname}\\b|\\b(?!${dateWords}\\b|El|Este|Para|Los|Hola|Dale|Ok)${surname} ${names}\\b(?! \\d)`,
  'g',
)

const anyName = new RegExp(names)

const month =
  '(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|setiembre|septiembre|octubre|noviembre|diciembre)'
const weekday =
  '(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|segunda|terca|quarta|quinta|sexta|monday|tuesday|wednesday|thursday|friday|saturday|sunday)'
const avenue =
  '(?:18 de julio|8 de octubre|25 de mayo|21 de se(?:p)?tiembre|26 de marzo|19 de abril|20 de febrero|4 de julio|12 de octubre|14 de julio|31 de diciembre|25 de agosto|1ro de mayo|1 de mayo|33 orientales|12 de diciembre)'
const things =
  '(?:km|kms|kilometros?|mil|pesos|pesitos|dolares|usd|reales|reais|uyu|cuadras?|autos?|coches?|carros?|cars?|camionetas?|motos?|vehiculos?|personas?|pessoas?|cubiertas?|ruedas?|gomas?|discos?|vidrios?|espejos?|correas?|luces|lamparas?|opticas?|rotulas?|bujes?|inyectores|valvulas|llantas?|pneus?|puertas?|litros?|lts?|veces|vezes|times|cilindros|caballos|velocidades|anos|years|cuotas|llaves|vias|opciones|rayones|bujias|pastillas|filtros|amortiguadores|metros|mts?|estrellas|puntos|%)'

/** The rest of a clause, but for a wish that is joined to it: "… y quería llevarlo mañana". */
const rest =
  '[^.,!?]*?(?=[.,!?]|$| (?:y|e|pero|asi que) (?:(?:lo|la|te|les|me|si) )*(?:quier|quer|quis|pued|pod|neces|prec|llev|gust|ten|tien|hay|agend))'
const symptom =
  '(?:arranca|prende|enciende|anda|camina|funciona|frena|carga|enfria|calienta|recalienta|suena|pierde|falla|vibra|tira|gasta|larga|gotea|chilla|parpadea|ruidos?|raro|rara|parado|parada|rot[oa]|tirado|tirada|prendida|perdida)'
const before = `(?:ayer|anteayer|anoche|(?:el |la )?(?:${weekday}|semana|finde|fin de semana|mes|ano) pasad[oa])`
const dayLike =
  '(?:lun|mar|mie|jue|vie|sab|dom|seg|ter|qua|qui|sex|mon|tue|wed|thu|fri|sat|sun|ene|feb|abr|may|jun|jul|ago|set|sep|oct|nov|dic|jan|apr|aug|dec)'

const patterns: RegExp[] = [
  // Greetings and farewells.
  /\b(?:muy )?buen(?:as|os|a|o)?,? (?:dias?|tardes?|noches?|finde|fin de semana|domingo|sabado|lunes|martes|miercoles|jueves|viernes|semana|comienzo de semana|jornada|resto de)\b/g,
  /\b(?:bom|boa|bons|boas) (?:dias?|tardes?|noites?|fim de semana|final de semana|semana)\b/g,
  /\bgood (?:morning|afternoon|evening|day|night|weekend)\b|\bhave a (?:nice|good|great) [a-z]+\b/g,
  /\b(?:feliz|lindo|linda|hermoso|que pases|que tengas|que tengan)(?: un| una| muy| buen| lindo)* (?:dia|tarde|noche|finde|fin de semana|ano|navidad|semana|domingo|sabado|viernes|jueves|lunes|martes|miercoles)(?: nuevo)?\b/g,
  /\b(?:hasta|ata|ate|asta) (?:manana|amanha|pronto|luego|la vista|ahora|entonces|logo|mais|el proximo ano)\b(?! (?:a |al |de |por |puedo|tengo))/g,
  /\bsee you (?:tomorrow|later|soon)\b/g,
  // Late, early and idioms of no date.
  /\b(?:un |una )?(?:poco |rato |ratito |algo )?(?:mas|mais) (?:tarde|temprano|cedo)\b(?! (?:de|que|posible|de las|que las|das|do))/g,
  /\b(?:llego|llegue|llegar|llegando|llegare|chegar|chego|voy|vamos|ando|estoy|se (?:me )?hizo|es|ya es|muy|demasiado)(?: (?:un|medio|muy|re|algo|\d+ minutos?|poco|um pouco))* tarde\b(?! noche)/g,
  /\b(?:llego|llegamos|llegando|voy|salgo|estoy|estare|caigo|chego)(?: ahi| alla| aca)? en (?:unos |como |\\+)?\w+ (?:minutos?|mins?|horas?|ratito|rato)\b/g,
  /\ben (?:unos |como )?\w+ (?:minutos?|mins?|ratito|rato) (?:llego|estoy|voy|salgo|caigo|te|les|estamos)\b/g,
  /\bcuando (?:abren|abran|abre)\s*\?/g,
  /\b(?:mas vale|nunca es|tarde o) (?:tarde|temprano)\b|\btarde pero\b/g,
  /\b(?:no hay|no tengo|sin|ningun|nao tem|sem|no) (?:ningun )?(?:problemas?|drama|dramas|apuro)\b/g,
  /\b(?:como no|por que no|porque no|si no es molestia|si no molesta|si no hay lugar|no importa|no te preocupes|no se si|no puede ser mas|al dia de hoy|hoy por hoy|hoy en dia|de un dia para (?:el )?otro|el otro dia|otro dia|outro dia|otro momento|de hoy no pasa|dia a dia|todo el tiempo|por primera vez|primera vez|segunda vez|ultima vez|esta vez)\b/g,
  /\b(?:no (?=(?:tenes|tienen|tendras|tendran|tendrias|tendrian|tendria|hay|habra|habria|habran|podra ser|podria ser|puede ser|se podra|se podria|se puede|te queda|les queda|tem|teria|tens)\b))/g,
  /\b(?:los|las) (?:dos|tres|cuatro)(?= (?:opciones|autos|cosas|motos|camionetas|veces|horas me|me |juntas|juntos)| (?:esta|estan|sirven|quedan))/g,
  /\b(?:sirven?|quedan?|cualquiera de|vienen?) (?:bien )?(?:las|los) (?:dos|tres|2|3)\b(?! (?:de|y|en punto|hs))/g,
  // Someone will say something at that time: no wish.
  new RegExp(
    `\\b(?:hoy|manana|pasado manana|pasado|el ${weekday}|${weekday}|la semana que viene|amanha|hoje)(?: (?:a la|de|por la|de la) (?:manana|tarde|noche))?(?: (?:sin falta|mismo|temprano|capaz|yo|ya|de tarde))* (?:te|les|le|lhe|nos|lo)? ?(?:confirmo|aviso|digo|llamo|escribo|cuento|contesto|respondo|hablo|hablamos|consulto|averiguo|veo|vemos|vere|me fijo|ligo|falo|mando|paso el dato|pregunto|deposito|giro|transfiero|confirmare|avisare|llamare|escribire)\\b(?! (?:para|que puedo|si puedo ir))`,
    'g',
  ),
  // What is fetched later, after what is brought.
  /\b(?:y|e|and) (?:lo |la |despues |o |a )*(?:retiro|retirar(?:lo|la)?|retiramos|levanto|levantamos|recojo|paso a (?:buscar|retirar|levantar)(?:lo|la)?|busco|voy a buscar|lo busca|pego|pick (?:it )?up)\b[^.!?]*/g,
  // Names.
  /\b(?:me llamo|mi nombre es|a nombre de|al nombre de|nombre|de parte de|meu nome e|me chamo|my name is|em nome de)[: ]+[a-z]+(?: [a-z]+)?/g,
  new RegExp(`\\bsoy (?:el |la )?(?:${month}|domingo)\\b(?: [a-z]+)?`, 'g'),
  /\b(?:abril|julio|mayo|domingo) (?:perez|garcia|rodriguez|gonzalez|fernandez|lopez|martinez|silva|sosa|suarez|diaz|nunez|alvarez|pereira|castro|gomez)\b/g,
  // Streets and avenues.
  new RegExp(
    `\\b(?:en|por|calle|avenida|av|avda|bulevar|bvar|bv|esquina|esq|casi|sobre|vivo en|queda en|taller de|y|entre) \\.?${avenue}(?! (?:a la|a las|de 20|tipo|de manana|de tarde|por la))`,
    'g',
  ),
  new RegExp(`\\b(?:calle|avenida|av|avda|bulevar|bvar|bv|esquina|esq|casi)\\.? (?:\\d+ de )?${month}`, 'g'),
  new RegExp(
    `(?<!\\b(?:el|del|al|dia|para|${weekday}),? (?:el |dia )?)\\b${avenue} (?:y|esquina|esq|casi|entre|\\d{3,4}\\b|al \\d)`,
    'g',
  ),
  new RegExp(`\\by ${avenue}\\b`, 'g'),
  // Vehicles, plates, measures.
  /\b(?:matricula|chapa|patente|placa|plate)(?: es| e| is| nro| numero|:)* ?[a-z]{0,4}[ .-]?\d[a-z0-9]{1,5}\b/g,
  // "SAB 1234": neither an hour that anyone would name nor a date.
  /\b(?:lun|mar|mie|jue|vie|sab|dom)[ .-]?(?!20\d\d|(?:[01]\d|2[0-3])[0-5][05]|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2]))\d{4}\b(?! ?(?:hs|h|hrs)\b)/g,
  // "es un Gol MAR 0930": beside a vehicle it is a plate, but "llevo el auto sab 1030" is a time.
  new RegExp(
    `(?<!\\b(?:llev|dej|tra[ei]|pas)\\w* [^.,!?]*)\\b${vehicle}(?:,? (?!el |para |pa |este |proximo |los )[a-z0-9]+){0,3}[ ,:.-]+${dayLike}[ .-]?\\d{3,4}\\b(?! ?(?:hs|h|hrs)\\b)`,
    'g',
  ),
  new RegExp(`\\b${dayLike}[ .-]?\\d{3,4},? (?:es |un |una |de |del )*${vehicle}\\b`, 'g'),
  // "Peugeot 206 del 10/5/2004", "un Corsa del 99": when it was made.
  new RegExp(
    `\\b${vehicle}(?: (?!el |en |para |a )[a-z0-9]+){0,3}?,? (?:del|de|ano|modelo|del ano) (?:\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})|(?:\\d{1,2}[/.-])?(?:19|20)\\d{2}|3[2-9]|[4-9]\\d)(?![\\d/:])`,
    'g',
  ),
  /\b(?!(?:lun|mar|mie|jue|vie|sab|dom|hoy|las|los|dia|del|por|son|una|tal|que|con|seg|ter|qua|qui|sex|mon|tue|wed|thu|fri|sat|sun|the|ene|feb|abr|may|jun|jul|ago|set|sep|oct|nov|dic|jan|apr|aug|dec|hje)\b)[a-z]{3}[ .-]?\d{3,4}\b(?! ?(?:hs|h|hrs)\b)/g,
  /\b[a-z]{2}[ .-]?\d{3}[ .-]?[a-z]{2}\b|\b[a-z]{3}\d[a-z]\d{2}\b/g,
  /\b(?:modelo|model|mod|ano|del ano|motor|rodado|rod|aro|r) ?\d{1,4}(?:[.,]\d)?\b/g,
  /\b\d{3}\/\d{2}\b(?: ?z?r ?\d{2})?/g,
  /\b\d{1,2}w ?-?\d{2}\b/g,
  new RegExp(`(?<![/:.])\\b\\d+(?:[.,]\\d+)* ?(?:mil )?${things}(?![a-z])`, 'g'),
  new RegExp(`\\b(?:un|una|dos|tres|cuatro|cinco|two|three|dois|duas) ${things}\\b`, 'g'),
  /\b(?:\$|u\$s|us\$|usd|r\$) ?\d[\d.,]*/g,
  /[$€] ?\d[\d.,]*/g,
  /\b\d{1,3}(?:\.\d{3})+\b/g,
  /\b0?9\d[ .-]?\d{3}[ .-]?\d{3}\b|\+\d[\d ]{7,}|\b\d{5,}\b/g,
  /\b(?:24\/7|24 ?\/ ?7|50\/50|4x4)\b/g,
  // Gears, and ordinals that are Portuguese weekdays.
  /\b(?:em|en|a|la|de|opcion|opcao|minha) (?:segunda|terca|quarta|quinta|sexta|tercera|cuarta) (?:marcha|opcao|opcion|vez|velocidade|velocidad|via|linha|parcela|cuota|quincena)\b/g,
  /\b(?:segunda|terceira|quarta|quinta|sexta) (?:marcha|opcao|vez|velocidade|via)\b/g,
  // What has been: symptoms and history.
  /\b(?:de|a la|por la|en la|por las) (?:mananas?|tardes?|noches?)(?=,? (?:en frio|en caliente|cuando (?:lo |la |le )?(?:arranc|prend|enciend|esta frio|hace)\w*|al (?:arrancar|prender|encender)))/g,
  new RegExp(
    `\\b(?:lo|la|el auto lo|la camioneta la) (?:tengo|tenemos|uso|manejo) desde (?:el |la )?(?:${month}|20\\d\\d|${weekday})${rest}`,
    'g',
  ),
  /(?<!\b(?:me|le|lo|la|que|se|no) )\b(?:cambie|arregle|repare|revise) (?:el|la|las|los) [^,.!?]*/g,
  new RegExp(
    `\\b(?:no (?:me |le |se )?)?${symptom}\\b[^.,!?]{0,30}? (?:desde|dsd|desd) (?:el |la |los |hace |que |ayer|anteayer|anoche|antes|este |esta |hoy)${rest}`,
    'g',
  ),
  /\b(?:desde|dsd|desd) (?:ayer|anteayer|anoche|antes de ayer|ontem|anteontem)\b/g,
  new RegExp(
    `\\b(?:hace|hacia|hara|ha|faz|hay)(?: como| mas de| casi| unos| unas| cerca de| ya)* (?:\\d+|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|diez|quince|poco|mucho|varios|varias|unos|unas|um|uma|dois|duas)(?: par de)? (?:dias?|semanas?|mes(?:es)?|anos?|horas?|tiempo|rato|minutos?)\\b${rest}`,
    'g',
  ),
  /\b(?:since|for the last|over the last) [^.,!?]*/g,
  new RegExp(
    `\\b(?:desde|dsd|desd) (?:el |la |hace |que |ayer|anteayer|anoche|antes)?[^.,!?]{0,30}?\\b(?:me|no|hace|prende|prendio|anda|suena|tira|pierde|falla|esta|empezo|viene|quedo|tiene|siento|escucho|noto|gasta|recalienta|vibra|larga|chilla|sale|parpadea)\\b(?! (?:puedo|estoy|tengo|sirve|viene bien|queda))${rest}`,
    'g',
  ),
  /\bno (?:me |le |se )?(?:arranca|prende|enciende|anda|camina|funciona|frena|carga|enfria|calienta)\b/g,
  /\b(?:ayer|anteayer|anoche|el otro dia|la semana pasada|el mes pasado|ontem)\b(?=[^.,!?]*\b(?:me|no|se|lo|la|hablamos|hable|pase|llame|escribi|fui|lleve|deje|dije|dijeron|quede|prendio|empezo|rompio|arranco|paro|choque|hizo|estuve|compre|pregunte|pedi|agende|falou|liguei|parou|andaba|anduvo|estaba|funcionaba|use|usamos)\b)/g,
  new RegExp(
    `\\b(?:(?:anduvo|andaba|funcionaba|estaba|use|usamos)|(?:se (?:me |le |nos )?|me |le )(?:prendio|encendio|apago|rompio|paro|corto|salio|pincho|quemo|fundio|cayo|trabo|tranco|empezo|dejo|quedo|hizo|aviso|murio))\\b[^.,!?]*? ${before}`,
    'g',
  ),
  /\b(?:ultimo|ultima|previo|ultimos) (?:service|servicio|cambio|vez|revision|mantenimiento|aceite|chequeo|arreglo)\b[^,.!?]*/g,
  /[^,.!?]*\b(?:hice|hicimos|hicieron|compre|compramos|compraron|cambiaron|arreglaron|entregaron|fui|fuimos|traje|trajimos|choque|chocaron|rompio|agende|agendamos|reserve|llame ayer|lleve ayer|quedo mal|comprei|fiz|troquei|bought|last (?:service|time|oil change))\b[^,.!?]*(?:,(?! )[^,.!?]*)?/g,
]

const without = rewriter(patterns.map((pattern) => [pattern, ' _ ']))
