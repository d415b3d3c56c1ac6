import { expect } from 'chai'
import { readWhen } from '../../src/language/dates.ts'
import type { Language } from '../../src/language/language.ts'
import type { When } from '../../src/language/when.ts'
import { now, phrasesOf, zone } from './phrases.ts'

describe('readWhen, on the table of phrases', () => {
  const rows = phrasesOf('dates.tsv')

  for (const [language, share] of Object.entries({ es: 1, pt: 1, en: 1 })) {
    it(`reads at least ${share * 100} % of the ${language} phrases as the table says, with their kind`, () => {
      const spoken = rows.filter((row) => row.lang === language)
      const missed = spoken.filter((row) => told(row, language as Language) !== `${row.expected} ${row.kind}`)
      const list = missed.map((row) => `${row.phrase}: ${told(row, language as Language)}`).join('\n')
      expect(spoken).not.to.have.length(0)
      expect(1 - missed.length / spoken.length, list).to.be.at.least(share)
    })
  }

  it('needs no hint of the language for at least 95 % of the Portuguese and English phrases', () => {
    const foreign = rows.filter((row) => row.lang !== 'es')
    const right = foreign.filter((row) => told(row, 'es') === `${row.expected} ${row.kind}`)
    expect(right.length / foreign.length).to.be.at.least(0.95)
  })

  it('finds no date in what only looks like one', () => {
    const traps = rows.filter((row) => row.kind === 'none')
    expect(
      traps.filter((row) => told(row, row.lang as Language) !== '- none').map((row) => row.phrase),
    ).to.eql([])
  })
})

describe('readWhen, on more phrases of customers', () => {
  const rows = phrasesOf('more-dates.tsv')

  for (const [language, share] of Object.entries({ es: 0.98, pt: 1, en: 1 })) {
    it(`reads at least ${share * 100} % of the ${language} phrases as they are meant, with their kind`, () => {
      const spoken = rows.filter((row) => row.lang === language)
      const missed = spoken.filter((row) => told(row, language as Language) !== `${row.expected} ${row.kind}`)
      const list = missed.map((row) => `${row.phrase}: ${told(row, language as Language)}`).join('\n')
      expect(spoken).not.to.have.length(0)
      expect(1 - missed.length / spoken.length, list).to.be.at.least(share)
    })
  }
})

describe('readWhen', () => {
  const examples: Record<string, string> = {
    // Days.
    hoy: '26',
    'pasado mañana': '28',
    'el viernes 27': '27',
    'lunes 7/12': '12-07',
    '8 de dic. a las 10': '12-08T10:00',
    'mañana viernes': '27',
    'el último viernes de diciembre': '12-25',
    'el primer lunes de enero': '2027-01-04',
    'el 5 del mes que viene': '12-05',
    '29 de febrero': '2028-02-29',
    '24 del once': '2027-11-24',
    'veinticuatro del once': '2027-11-24',
    'el 24/once': '2027-11-24',
    'tres del doce': '12-03',
    'el veinticinco del doce a las 10': '12-25T10:00',
    'el 23 y el 24 del 12': '12-23/12-25',
    'a las 10 del 12': '12-12T10:00',
    'el viernes 24': '12-24 27',
    'el viernes 5': '27T17:00',
    'mañana viernes 24': '27',
    // Hours.
    'el martes 10:30': '12-01T10:30',
    'el jueves a las 3 de la tarde': '12-03T15:00',
    '20 para las 10 el lunes': '11-30T09:40',
    'mañana a las 7 de la noche': '27T19:00',
    'el lunes a las 7': '11-30T07:00',
    'el lunes a las 6': '11-30T18:00',
    'mañana 830 hs': '27T08:30',
    'el lunes 14,30': '11-30T14:30',
    'el lunes 4 y media pm': '11-30T16:30',
    'en una hora y media': '26T11:00',
    // Ranges and parts.
    'el lunes de las 9 a las 11': '11-30T09:00/11-30T11:00',
    'el lunes 8 a 10': '11-30T08:00/11-30T10:00',
    'el jueves de 7 a 9 de la noche': '12-03T19:00/12-03T21:00',
    'mañana entre las 10 y las 2': '27T10:00/27T14:00',
    'el lunes de mañana, a partir de las 10': '11-30T10:00/11-30T12:00',
    'no puedo el lunes antes de las 10': '!11-30/11-30T10:00',
    'salgo a las 5, puede ser el lunes?': '11-30T17:00/12-01',
    'a primera hora de mañana': '27T06:00/27T10:00',
    'a última hora de mañana': '27T16:00/27T20:00',
    'a última hora del jueves': '12-03T16:00/12-03T20:00',
    'temprano mañana': '27T06:00/27T10:00',
    'el lunes a primera hora de mañana': '11-30T06:00/11-30T10:00',
    'el lunes de 20 a 0h': '11-30T20:00/12-01',
    'el lunes hasta las 0h': '11-30',
    'el lunes después de medianoche': '11-30',
    'el lunes a partir de las 24': '11-30',
    // Spans.
    'del 28 al 2': '28/12-03',
    'de viernes a lunes': '27/12-01',
    'a principios de la semana que viene': '11-30/12-02',
    'la semana que viene, el martes': '12-01',
    'la primera semana de diciembre': '12-01/12-08',
    'después de las fiestas': '2027-01-02/..',
    'semana de turismo': '2027-03-22/2027-03-27',
    carnaval: '2027-02-08/2027-02-10',
    // What is taken back.
    'el lunes, perdón, el martes': '12-01',
    'el jueves mejor que el viernes': '12-03',
    'este sábado no, el otro': '12-05',
    'esta semana no, la que viene': '11-30/12-07',
    'pasame el turno del lunes al miércoles': '12-02',
    'mañana puedo pero no de tarde': '27 !27T13:00/27T20:00',
    'el lunes no, el lunes de tarde sí': '11-30T13:00/11-30T20:00',
    'cualquier día menos el lunes, después de las 4': '26T16:00/27 !11-30',
    'de mañana, el jueves o el viernes': '12-03T06:00/12-03T12:00 27T06:00/27T12:00',
    'lunes, martes y miércoles no puedo': '!11-30 !12-01 !12-02',
    'la semana que viene menos el lunes': '11-30/12-07 !11-30',
    // What is no date.
    'mañana te aviso': '',
    'llego en 15 minutos': '',
    'desde el lunes que no prende': '',
    'el service de los 10.000': '',
    'la 2': '',
    'cuánto demora, 2 horas?': '',
    'en 5 minutos estoy': '',
    'un Fiat 600 del 82': '',
    'matrícula MAR 0930': '',
    'Fiat Uno SAB 1234': '',
    SAB1234: '',
    'SAB 1234': '',
    'es un Gol MAR 0930': '',
    'MAR 0930, es un Gol': '',
    'llevo el auto mar 0930': '12-01T09:30',
    'Peugeot 206 del 10/5/2004': '',
    'Peugeot 206 del 10/5/2004, mañana a las 10': '27T10:00',
    'Ford Ka del 2008': '',
    'un Corsa del 99': '',
    'modelo 2015': '',
    'el Gol del 27/11': '27',
    'el Gol del 30': '11-30',
    'paso con el auto en enero de 2027': '2027-01-01/2027-02-01',
    'Sandero rojo, no arranca desde el lunes': '',
    'hace un ruido desde ayer': '',
    'no arranca desde el lunes y quería llevarlo mañana': '27',
    'hace dos días que no prende': '',
    'hace dos días que no prende y quiero llevarlo mañana': '27',
    'no arranca, puedo llevarlo mañana?': '27',
    'puedo desde el lunes': '11-30/..',
  }
  for (const [phrase, expected] of Object.entries(examples)) {
    it(`reads "${phrase}" as ${expected || 'no date'}`, () => {
      expect(brief(readWhen(phrase, { now, zone }))).to.equal(expected)
    })
  }

  it('tells whether a day and a time were said, and which end is wanted', () => {
    const [early] = readWhen('mañana a primera hora', { now, zone })
    expect(early).to.include({ saidDay: true, saidTime: true, prefer: 'first' })
    expect(readWhen('a última hora', { now, zone })[0]).to.include({
      saidDay: false,
      saidTime: true,
      prefer: 'last',
    })
    expect(readWhen('el lunes', { now, zone })[0]).to.include({ saidDay: true, saidTime: false })
  })

  it('takes the first hours of tomorrow for tomorrow before today has begun', () => {
    const night = Date.parse('2026-11-26T04:48:00-03:00')
    for (const phrase of ['a primera hora de mañana', 'temprano mañana', 'mañana a primera hora']) {
      expect(brief(readWhen(phrase, { now: night, zone })), phrase).to.equal('27T06:00/27T10:00')
    }
  })

  it('takes a time that has passed for tomorrow, unless the day was said', () => {
    expect(brief(readWhen('a las 8', { now, zone }))).to.equal('27T08:00')
    expect(readWhen('hoy a las 8', { now, zone })[0]).to.include({ kind: 'past' })
  })

  it('gives wall-clock times of the zone across a change of offset', () => {
    const santiago = 'America/Santiago'
    const winter = Date.parse('2026-09-04T12:00:00-04:00')
    const [before] = readWhen('mañana a las 10', { now: winter, zone: santiago })
    const [after] = readWhen('el lunes a las 10', { now: winter, zone: santiago })
    expect(before?.start).to.equal('2026-09-05T10:00:00-04:00')
    expect(after?.start).to.equal('2026-09-07T10:00:00-03:00')
  })

  it('counts days by the calendar of the zone, not of the machine', () => {
    const late = Date.parse('2026-11-27T01:30:00Z')
    expect(readWhen('hoy', { now: late, zone })[0]?.start).to.equal('2026-11-26T00:00:00-03:00')
    expect(readWhen('hoy', { now: late, zone: 'Asia/Tokyo' })[0]?.start).to.equal('2026-11-27T00:00:00+09:00')
  })
})

function told(row: Record<string, string>, language: Language): string {
  const found = readWhen(row.phrase!, { now: Date.parse(row.now!), zone, language })
  const spans = found.map(({ not, start, end }) => `${not ? '!' : ''}${start}/${end ?? '..'}`).join(' | ')
  return `${spans || '-'} ${found[0]?.kind ?? 'none'}`
}

/** `27T10:00` for a minute, `27` for a day of this month, `from/to` for the rest. */
function brief(found: When[]): string {
  return found
    .map(({ not, start, end, kind }) => {
      const single = kind === 'minute' || (end !== null && Date.parse(end) - Date.parse(start) === 86_400_000)
      return (
        (not ? '!' : '') + (single ? short(start) : `${short(start)}/${end === null ? '..' : short(end)}`)
      )
    })
    .join(' ')
}

function short(iso: string): string {
  return iso
    .slice(0, 16)
    .replace('T00:00', '')
    .replace(/^2026-(11-(?=2[6-9]))?/, '')
}
