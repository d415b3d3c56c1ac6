import { expect } from 'chai'
import { words } from '../../flows/words.ts'
import { readIntent } from '../../src/language/intents.ts'
import { phrasesOf } from './phrases.ts'

const intentOf = (text: string) => readIntent(text, { words })

const tableOf = (file: string) =>
  phrasesOf(file).map(({ phrase, expected }) => ({
    phrase: phrase!,
    expected: expected === 'none' ? null : expected!,
  }))

describe('readIntent, on the table of phrases', () => {
  const table = tableOf('intents.tsv')
  const more = tableOf('more-intents.tsv')
  const rows = [...table, ...more]

  it('reads at least 99 % as the table says', () => {
    const missed = table.filter(({ phrase, expected }) => intentOf(phrase) !== expected)
    expect(1 - missed.length / table.length, missed.map(({ phrase }) => phrase).join('\n')).to.be.at.least(
      0.99,
    )
  })

  it('reads at least 98 % of more phrases of customers as they are meant', () => {
    const missed = more.filter(({ phrase, expected }) => intentOf(phrase) !== expected)
    expect(1 - missed.length / more.length, missed.map(({ phrase }) => phrase).join('\n')).to.be.at.least(
      0.98,
    )
  })

  it('never takes a yes for a no or a no for a yes', () => {
    const sides: Record<string, string[]> = {
      yes: ['no', 'cancel', 'reject_quote'],
      confirm: ['no', 'cancel'],
      approve_quote: ['no', 'reject_quote'],
      no: ['yes', 'confirm', 'approve_quote'],
      reject_quote: ['yes', 'approve_quote'],
      cancel: ['yes', 'confirm'],
    }
    const flipped = rows.filter(({ phrase, expected }) =>
      sides[expected ?? '']?.includes(intentOf(phrase) ?? ''),
    )
    expect(flipped).to.eql([])
  })

  for (const risky of ['cancel', 'optout', 'delete_data', 'approve_quote']) {
    it(`never sees ${risky} where it is not`, () => {
      const wrong = rows.filter(({ phrase, expected }) => expected !== risky && intentOf(phrase) === risky)
      expect(wrong).to.eql([])
    })
  }
})

describe('readIntent', () => {
  const examples: Record<string, string[]> = {
    yes: [
      'perfecto',
      'genial',
      '👍',
      'dale',
      'buenísimo',
      'listo gracias',
      'dale si',
      'si, agendame',
      'esa hora me sirve',
      'bueno dale',
      'ok, esa',
      '👍🏽',
      'Sí.',
      'siiii',
    ],
    no: [
      'nada',
      'nada más',
      'nada más, gracias',
      'no gracias',
      'no, ninguna',
      'no me sirve esa',
      'que no',
      'no cancelen mi hora',
      'no señor',
      'no quiero cancelar, quiero agendar otra',
      'NOOO',
      '❌❌',
    ],
    confirm: ['si confirmo asistencia', 'confirmado, ahí estaré', 'sí, voy a ir'],
    cancel: [
      'no voy a poder llevarlo',
      'quiero darme de baja del turno',
      'cancelame la ora',
      'no puedo ir, cancelame',
      'no puedo ir',
      'el auto no anda, no puedo llevarlo',
      'quiero eliminar un turno',
      'se me complicó, no voy',
    ],
    reschedule: [
      'la puedo correr para el viernes?',
      'quiero pasar mi hora para el martes',
      'quisiera otra fecha',
      'la cambio para el lunes a las 9',
      'moverla al sábado',
      'no puedo ir hoy, mañana sí',
      'tengo hora mañana pero necesito cambiarla',
      'quiero cambiarla para el sábado',
      'quiero cancelar la hora y agendar otra para el viernes',
    ],
    book: [
      'me das un turno?',
      'quiero hacerle el service a la camioneta',
      'qué días tenés disponible?',
      'no arranca, puedo llevarlo mañana?',
    ],
    my_bookings: ['a qué hora es mi cita?', 'no recuerdo mi turno'],
    status: ['ya está lista la camioneta?', 'cómo viene el arreglo?'],
    price: ['cuánto sale cambiar el aceite?', 'pasame un precio'],
    hours: ['hasta qué hora atienden?', 'cuál es el horario?'],
    location: ['cómo llego al taller?', 'en qué calle están?'],
    human: ['pasame con el encargado', 'esto es un bot?', 'umano'],
    late: ['llego 10 minutos tarde', 'llego en 20 minutos', 'ando atrasado'],
    unsure: ['te confirmo después', 'lo tengo que pensar'],
    urgent: ['me quedé tirado', 'se me rompió el auto en la ruta'],
    complaint: ['volvió a hacer el mismo ruido', 'nadie me contesta'],
    optout: ['STOP', 'quiero dejar de recibir mensajes'],
  }
  for (const [intent, phrases] of Object.entries(examples)) {
    it(`hears ${intent} in ${phrases.map((phrase) => `"${phrase}"`).join(', ')}`, () => {
      expect(phrases.map(intentOf)).to.eql(phrases.map(() => intent))
    })
  }

  const unsaid: Record<string, string[]> = {
    'a laugh, a name or a vehicle': ['jaja', 'jajaja', 'Dalia', 'Noel', 'Ana', 'Si Fiat', 'es un Fiat Uno'],
    'a question about cancelling': [
      'hasta cuándo puedo cancelar?',
      'si cancelo me cobran?',
      'me cancelaron la hora?',
      'puedo cancelar después?',
      '¿si no voy me cobran?',
      'si no puedo ir te aviso',
    ],
    'another use of the word': [
      'quiero cancelar la factura',
      'baja la presión de aceite',
      'la luz de stop no anda',
      'se cancela la luz cuando freno',
      'me cancelan la multa?',
      'borré los datos de la libreta',
      'no voy a poder ir a levantarlo hasta el lunes',
      'estoy en 18 de Julio y Ejido',
    ],
    'a tag or a question': ['está bien, no?', 'mañana a las 10, no?', '¿está aprobado?', 'quién aprueba?'],
    'both yes and no': ['sí no', 'no, dale', 'ok no', 'dale, el lunes no puedo'],
    'less than a refusal': ['no está mal', 'no me parece mal', 'nunca cancelé', 'no me escribas ahora'],
  }
  for (const [what, phrases] of Object.entries(unsaid)) {
    it(`hears nothing in ${what}`, () => {
      expect(phrases.map(intentOf)).to.eql(phrases.map(() => null))
    })
  }

  it('never turns a refusal into consent by one slip of the finger', () => {
    const slips = [
      'ngo confirmo',
      'noc onfirmo',
      'o confirmo',
      'nno apruebo',
      'no apuebo',
      'no apruebo nada',
      'ni autorizo',
    ]
    for (const slip of slips)
      expect(intentOf(slip), slip).not.to.be.oneOf(['yes', 'confirm', 'approve_quote'])
  })

  it('keeps what the customer wants when it is said with manners', () => {
    expect(intentOf('Hola buenas tardes! quería cancelar mi hora por favor, muchas gracias 🙏')).to.equal(
      'cancel',
    )
  })
})
