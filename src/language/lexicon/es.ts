import type { Lexicon } from './lexicon.ts'

/** Spanish as it is written on the River Plate. */
export const es: Lexicon = {
  tokens: {
    TODAY: 'hoy | oy | hoi | hoy mismo | hoy dia | el dia de hoy | en el dia | en el correr del dia',
    MANANA: 'manana | mnn | maniana | manana mismo | manan',
    TOMORROW: 'el dia de manana | al otro dia de hoy',
    DAYAFTER: 'pasado manana',
    THIRDDAY: 'traspasado manana | traspasado | pasado pasado manana | pasado pasado',
    YESTERDAY: 'ayer',
    EREYESTERDAY: 'anteayer | antes de ayer | antier',
    W1: 'lunes | lun',
    W2: 'martes | mart',
    W3: 'miercoles | mierc | mier | mie | miercole',
    W4: 'jueves | jue | juev',
    W5: 'viernes | vie | vier',
    W6: 'sabado | sab | sabados',
    W7: 'domingo | dom | domingos',
    MAR: 'mar',
    M1: 'enero | ene',
    M2: 'febrero | feb',
    M3: 'marzo',
    M4: 'abril | abr',
    M5: 'mayo | may',
    M6: 'junio | jun',
    M7: 'julio | jul',
    M8: 'agosto | ago | agto',
    M9: 'setiembre | septiembre | set | sep | sept',
    M10: 'octubre | oct',
    M11: 'noviembre | nov',
    M12: 'diciembre | dic | dbre | disiembre',
    XMASEVE: 'nochebuena | noche buena | vispera de navidad',
    XMAS: 'navidad | las fiestas',
    YEAREND: 'fin de ano | ano viejo | fines de ano | fin del ano | finde ano | finales de ano',
    NEWYEAR: 'ano nuevo | primero de ano | 1 de ano | 1ro de ano',
    EPIPHANY: 'dia de reyes | reyes | los reyes',
    CARNIVAL: 'carnaval | carnavales',
    HOLYWEEK: 'semana de turismo | semana santa | turismo | semana criolla',
    WEEK: 'semana | sem | semanas',
    WEEKEND: 'finde | fin de semana | fin de sem | finde semana | findes | fines de semana',
    WORKDAYS: 'entre semana | dias de semana | dia de semana | dias habiles | dia habil | entresemana',
    MONTH: 'mes | meses',
    YEAR: 'ano | anos',
    DAY: 'dia | dias',
    HOUR: 'hora | horas',
    MINUTE: 'minuto | minutos | min | mins | minutitos',
    FORTNIGHT: 'quincena',
    NEXT: `que viene | q viene | ke viene | k viene | qe viene | que vienen | proximo | proxima | proximos | proximas
      | entrante | que entra | siguiente | que sigue | prox | venidero | venidera | viene`,
    NEXTBUTONE: 'subsiguiente',
    PREV: 'anterior | pasada | que paso | ultimo',
    PASADO: 'pasado',
    THIS: 'este | esta | estos | estas | ste | presente | corriente',
    OTHER: 'otro | otra',
    'THIS MORNING': 'esta manana',
    'OF MORNING': 'de la manana | dela manana | d la manana | de la mananita | del manana | am de la manana',
    MORNING: `a la manana | por la manana | x la manana | en la manana | la manana | por las mananas | a la mananita
      | durante la manana | de mananita | en horas de la manana | ala manana | de mananas | toda la manana`,
    'OF AFTERNOON': 'de la tarde | dela tarde | d la tarde',
    AFTERNOON: `a la tarde | por la tarde | x la tarde | en la tarde | la tarde | de tarde | d tarde | por las tardes
      | durante la tarde | en horas de la tarde | ala tarde | toda la tarde | las tardes`,
    TARDE: 'tarde | tardes',
    DUSK: `tardecita | de tardecita | a la tardecita | la tardecita | de la tardecita | tarde noche | tardenoche
      | al atardecer | nochecita | a la nochecita | de nochecita | tardecito | tardesita`,
    'OF NIGHT': 'de la noche | dela noche | d la noche',
    NIGHT: 'a la noche | por la noche | x la noche | en la noche | la noche | de noche | noche | d noche',
    NOON: `mediodia | medio dia | al mediodia | al medio dia | del mediodia | de mediodia | el mediodia | mediodias
      | a mediodia | a medio dia | del medio dia`,
    MIDNIGHT: 'medianoche | media noche | a medianoche | a la medianoche',
    DAWN: 'madrugada | a la madrugada | de madrugada | de la madrugada | la madrugada',
    EARLY: `temprano | tempranito | bien temprano | bien tempranito | lo mas temprano posible | lo mas temprano que puedas
      | lo mas temprano | lo mas temprano que puedan | lo mas temprano que tengas | muy temprano | mas bien temprano
      | tempranisimo | bien de manana | bien de mananita | de mananita temprano | trempano | temprano en`,
    FIRSTHOUR: `a primera hora | primera hora | primer hora | a primer hora | 1ra hora | a 1ra hora | primeras horas
      | a primeras horas | en primera hora | ni bien abren | ni bien abran | cuando abren | cuando abran | apenas abren
      | apenas abran | al abrir | a la apertura | primer turno | el primer turno | primerito | a primera | de entrada`,
    LASTHOUR: `a ultima hora | ultima hora | ultimas horas | a ultimas horas | al final del dia | a lo ultimo del dia
      | al cierre | antes de cerrar | antes de que cierren | ultimo turno | el ultimo turno | a ultima | al cerrar
      | lo mas tarde posible | lo mas tarde que puedas | bien tarde | sobre el cierre | sobre la hora de cierre`,
    MIDMORNING:
      'media manana | a media manana | mitad de la manana | a mitad de la manana | a mitad de manana',
    MIDAFTERNOON: 'media tarde | a media tarde | mitad de la tarde | a mitad de la tarde | a mitad de tarde',
    'THE DAY': 'durante el dia | todo el dia | cualquier hora | a cualquier hora | a la hora que sea',
    AT: 'a las | alas | las | ala las | a als | alas las | a la s | a lass',
    'AT 1': 'a la una | ala una | la una | a la 1 | ala 1',
    OF: 'de | d',
    'OF THE': 'del | de el | de los',
    THE: 'el | la | los | lo | l',
    'TO THE': 'al | a el',
    'OF AT': 'de las | delas | d las',
    FOR: 'para | pa | pal | p | par | pra',
    IN: 'en | dentro de | de aca a | de aqui a | de aca en | de ahora a | adentro de',
    TO: 'a | ha',
    FROM: 'desde',
    'FROM AT': 'desde las',
    STARTING: 'a partir de | apartir de | a partir',
    'STARTING THE': 'a partir del | apartir del',
    ONWARDS: 'en adelante | para adelante | en mas | para arriba | en delante',
    BETWEEN: 'entre',
    AND: 'y | i | e',
    OR: 'o | u | o sino | o si no | o capaz | o tal vez | o quizas | o incluso | o mejor aun | u otro caso | y sino | y si no | si no | sino | o bien | como tambien',
    BUT: 'pero',
    SINO: 'sino que | no mejor | mas bien | en realidad | o mejor | o mejor dicho | mejor dicho | digo | quise decir | quiero decir | perdon | disculpa | me equivoque | corrijo | ah no',
    BEFORE: 'antes | antes de | previo a | ante de',
    'BEFORE THE': 'antes del | previo al',
    'BEFORE AT': 'antes de las | antes las',
    AFTER: `despues | despues de | dsps | dsp | dps | desp | dsps de | dsp de | dps de | desp de | luego de | pasando
      | mas tarde de | mas tarde que | despues d | pasadito | despuesito de`,
    'AFTER THE': 'despues del | dsps del | dps del | luego del | desp del | dsp del | pasado el',
    'AFTER AT':
      'despues de las | pasadas las | dsps de las | dps de las | luego de las | desp de las | mas tarde de las | pasada las | dsp de las',
    UNTIL: 'hasta | como maximo | a mas tardar | maximo | como mucho | asta | ata',
    'UNTIL AT': 'hasta las | asta las',
    'UNTIL THE': 'hasta el | asta el | como maximo el | a mas tardar el',
    HALF: 'media | 1/2',
    QUARTER: 'cuarto',
    SHARP: 'en punto | clavadas | exactas | justas | puntual',
    ODD: 'y pico | y algo | y pocos | y monedas',
    ABOUT: `tipo | a eso de | a eso d | a so de | como a | como tipo | mas o menos | masomenos | mas o menos a | tipo a | aprox | alrededor de
      | aproximadamente | cerca de | por ahi de | por hay de | o por ahi | tirando a | rondando | onda | aprox a | eso de | a golpe de | maso
      | aproximado | mas menos | hacia | + o - | aproximadamente a | mas o menos tipo | alrededor d | por ahi | o algo asi`,
    'ABOUT AT':
      'sobre las | como a las | como las | hacia las | por ahi a las | tipo a las | tipo las | a eso de las | por las',
    'ABOUT THE NOON': 'sobre el mediodia',
    HS: 'hs | hrs | h | hr | hras | hss | hors',
    AM: 'am | a m',
    PM: 'pm | p m',
    START:
      'principio | principios | comienzo | comienzos | inicio | inicios | arrancar | primeros dias | los primeros dias | primeros',
    MIDDLE: 'mediados | mediado | mitad | medio',
    END: 'fin | fines | final | finales | ultimos dias | los ultimos dias',
    FIRST: 'primer | primera | primero | 1ra',
    SECOND: 'segunda',
    THIRD: 'tercera | tercer',
    LAST: 'ultima',
    ASAP: `lo antes posible | cuanto antes | cuanto antes mejor | lo mas pronto posible | lo mas pronto | lo mas rapido posible
      | lo mas rapido que puedan | lo mas rapido que puedas | lo mas antes posible | primer lugar | primera hora libre
      | lo mas pronto que puedas | lo mas pronto que puedan | primera hora disponible | primer hueco | primer turno libre
      | primer turno disponible | primera disponible | primer lugar disponible | lo primero que tengas | lo primero que tengan
      | lo primero que haya | lo antes que puedas | lo antes que puedan | lo mas cercano | la mas cercana | lo mas cerca posible
      | ahora mismo | ya mismo | lo que tengas primero | lo que tengan primero | en cuanto puedas | en cuanto puedan
      | apenas puedas | apenas puedan | apenas tengas | ni bien puedas | ni bien tengas | lo mas urgente posible | de inmediato
      | inmediatamente | lo antes que se pueda | en cuanto se pueda | lo mas rapido | lo + rapido posible | la primera que tengas
      | la primera que haya | el primero que tengas | el primero que haya | el primer dia que tengas | primer dia disponible
      | primer dia libre | primera fecha | primer dia que tengan | la hora mas proxima | lo mas proximo | cuando antes | lo + pronto posible`,
    ANYDAY: `cualquier dia | cualquiera dia | cualquier momento | en cualquier momento | todos los dias | cuando quieras | cuando quieran
      | cuando puedas | cuando puedan | cuando tengas | cuando tengan | el dia que sea | el dia que quieras | cuando te quede bien | cuando les quede bien
      | cualquier fecha | el dia que puedas | cuando haya | cuando haya lugar | cualquier otro dia | me da igual el dia | el dia que tengas | cuando te sirva`,
    NOT: 'no | nunca | jamas | tampoco | nop | noo',
    NOR: 'ni',
    CANNOT:
      'imposible | complicado | se me complica | me complica | descartado | ocupado | estoy ocupado | olvidate | me es dificil | esta dificil | trabajo todo el dia',
    EXCEPT: `menos | salvo | excepto | exepto | ecepto | a excepcion de | que no sea | que no sean | mientras no sea | quitando | sacando | con tal que no sea
      | con tal de que no sea | siempre que no sea | fuera de | menos el dia`,
    YES: 'si',
    BETTER: 'mejor | prefiero | preferiria | en cambio | preferentemente',
    INSTEAD: 'en vez de | en lugar de | envez de | en ves de | y no',
    'INSTEAD THE': 'en vez del | en lugar del | y no el',
    'INSTEAD AT': 'en vez de las | en lugar de las',
    '0': 'cero',
    ONE: 'un | una | uno',
    '2': 'dos',
    '3': 'tres',
    '4': 'cuatro',
    '5': 'cinco',
    '6': 'seis | ceis',
    '7': 'siete',
    '8': 'ocho | osho',
    '9': 'nueve | nuebe',
    '10': 'diez | dies',
    '11': 'once',
    '12': 'doce | dose',
    '13': 'trece',
    '14': 'catorce',
    '15': 'quince',
    '16': 'dieciseis | diez y seis',
    '17': 'diecisiete',
    '18': 'dieciocho',
    '19': 'diecinueve',
    '20': 'veinte',
    '21': 'veintiuno | veintiun',
    '22': 'veintidos',
    '23': 'veintitres',
    '24': 'veinticuatro',
    '25': 'veinticinco | veinte y cinco',
    '26': 'veintiseis',
    '27': 'veintisiete',
    '28': 'veintiocho',
    '29': 'veintinueve',
    '30': 'treinta',
    '31': 'treinta y uno | treintayuno',
    '35': 'treinta y cinco',
    '40': 'cuarenta',
    '45': 'cuarenta y cinco',
    '50': 'cincuenta',
    '55': 'cincuenta y cinco',
  },
  mended: [
    ...[
      'MANANA',
      'DAYAFTER',
      'THIRDDAY',
      'W1',
      'W2',
      'W3',
      'W4',
      'W5',
      'W6',
      'W7',
      'WEEK',
      'NEXT',
      'DUSK',
      'NOON',
    ],
    ...[
      'M1',
      'M2',
      'M3',
      'M4',
      'M6',
      'M7',
      'M8',
      'M9',
      'M10',
      'M11',
      'M12',
      'EARLY',
      'TARDE',
      'XMAS',
      'XMASEVE',
    ],
    ...[
      'AFTER',
      'WEEKEND',
      'OF NIGHT',
      'FIRST',
      'LAST',
      'MORNING',
      '15',
      '20',
      '14',
      '30',
      'FORTNIGHT',
      'ANYDAY',
    ],
  ],
  known: `partes parte artes arte tarda tardan tardar tardo carde tarjeta luces luna lunas unes luego bien tiene tienen vienes vine vino vienen
    manera maneja manejo manzana marca marcas marcha marchas marco marcos martin martinez mario maria sacado lavado usado pesado pagado parado pegado
    casado posado pasada pasado pasados pasadas paso pasan pasar nieve llueve mueve mueven nuevo nueva nuevos cuanto cuanta cuantos cuarta cuarto
    cuatro siente quiere hecho ahora obra otra otro meses manos frenos freno entra entre entran antes ante medio media medir doce dice dije once
    quien quienes quise domina doming julia juliana abrir abre abren abrio abra agota gusto gasto agregar febrera mayor mejor menor ayer
    buena buenas bueno buenos noches noche coche coches leche broche tornar torno turno turnos termina termino temprana despacio dias dia vivienda
    viento vientos vieron ven veinte vente verte fuerte suerte muerte tarta trae traen treinta semanal semanas seman sema senal cana hermana
    aunque primo prima primos primas primero primera primeros ultimos ultimas deja dejar dejo queda hora horas horario como donde cuando
    modelo mediano medias lugar sabe saben saber sabes sabado cabado savia sabia domicilio finde fiesta fiestas final fino linda lindo puede puedo
    pueden podes tenes tengo hola para pero porque desde hasta gracias lunas marzo mar matricula cualquier cualquiera tarea turbo marta cartas
    tanto tardes tarde fines fin proxima proximo sistema tema remana sana desaguo diesel viera viene`,
}
