import { expect } from 'chai'
import { readChoice } from '../../src/language/choices.ts'

const services = [
  { id: 'oil', title: 'Cambio de aceite', description: 'Aceite y filtro' },
  { id: 'full', title: 'Service completo' },
  { id: 'brakes', title: 'Frenos' },
  { id: 'tyres', title: 'Alineación y balanceo' },
]
const times = [
  { id: 'nine', title: 'vie 27 · 9:00' },
  { id: 'ten', title: 'vie 27 · 10:00' },
  { id: 'half', title: 'lun 30 · 10:30' },
  { id: 'more', title: 'Más horarios' },
]
const answers = [
  { id: 'yes', title: 'Confirmar', means: ['yes', 'confirm'] },
  { id: 'change', title: 'Cambiar', means: ['reschedule'] },
  { id: 'no', title: 'No, gracias', means: ['no'] },
]

describe('readChoice', () => {
  it('reads a place', () => {
    const said = ['2', '2)', 'opción 2', 'el segundo', 'la 2 por favor', 'dos', '2️⃣', 'quiero la segunda']
    expect(said.map((text) => readChoice(text, services, 'option'))).to.eql(said.map(() => 'full'))
    expect(readChoice('la última', services, null)).to.equal('tyres')
    expect(readChoice('primero', services, null)).to.equal('oil')
    for (const text of [
      'the second one',
      "I'll take the second one",
      'I would like the second',
      'eu quero o segundo',
    ])
      expect(readChoice(text, services, null), text).to.equal('full')
    expect(readChoice('the last one', services, null)).to.equal('tyres')
    expect(readChoice('five one', services, null)).to.equal(null)
  })

  it('reads words that single out one option, without accents and with a slip', () => {
    expect(readChoice('CAMBIO DE ACEITE', services, null)).to.equal('oil')
    expect(readChoice('aceite', services, null)).to.equal('oil')
    expect(readChoice('asseite', services, null)).to.equal(null)
    expect(readChoice('aseite', services, null)).to.equal('oil')
    expect(readChoice('alineacion', services, null)).to.equal('tyres')
    expect(readChoice('quiero el service completo', services, 'book')).to.equal('full')
  })

  it('reads an option that means the intent', () => {
    expect(readChoice('dale', answers, 'yes')).to.equal('yes')
    expect(readChoice('👍', answers, 'yes')).to.equal('yes')
    expect(readChoice('otro día', answers, 'reschedule')).to.equal('change')
    expect(readChoice('no confirmo', answers, 'no')).to.equal('no')
  })

  it('takes politeness for no choice', () => {
    expect(readChoice('gracias', answers, 'thanks')).to.equal(null)
    expect(readChoice('hola', answers, 'greet')).to.equal(null)
  })

  it('takes an hour for an hour, not for a place', () => {
    expect(readChoice('10', times, 'option')).to.equal('ten')
    expect(readChoice('9', times, 'option')).to.equal('nine')
    expect(readChoice('a las 9', times, null)).to.equal('nine')
    expect(readChoice('10:30', times, null)).to.equal('half')
    expect(readChoice('10 y media', times, null)).to.equal('half')
    expect(readChoice('2', times, 'option')).to.equal('ten')
  })

  describe('among offered times', () => {
    const titles = ['lun 30/11 · 13:30', 'lun 30/11 · 10:30', 'mar 1/12 · 9:00', 'mié 2/12 · 14:00']
    const open = [...titles, 'mié 2/12 · 14:30', 'Otro día u hora'].map((title) => ({ id: title, title }))
    const read = (text: string) => readChoice(text, open, null)

    it('never takes another minute for the hour that was said', () => {
      const said = [
        '13hs',
        '13 hs',
        '13h',
        'a las 13',
        '13',
        '10',
        'a las 10',
        '10 y cuarto',
        '9:30',
        'a las 11',
      ]
      expect(said.map(read)).to.eql(said.map(() => null))
    })

    it('takes the one option that has exactly that time', () => {
      expect(['9', '9hs', 'a las 9', '9 en punto', 'a las nueve'].map(read)).to.eql(
        Array.from({ length: 5 }, () => 'mar 1/12 · 9:00'),
      )
      expect(['14', 'a las 2', 'las dos', '2hs'].map(read)).to.eql(
        Array.from({ length: 4 }, () => 'mié 2/12 · 14:00'),
      )
      expect(['2 y media', '14:30', '14h30'].map(read)).to.eql(
        Array.from({ length: 3 }, () => 'mié 2/12 · 14:30'),
      )
      expect(read('diez y media')).to.equal('lun 30/11 · 10:30')
    })

    it('chooses none when two have that time', () => {
      const twice = ['lun 30 · 10:00', 'mar 1 · 10:00'].map((title) => ({ id: title, title }))
      expect(['10', 'a las 10', '10hs', '10:00'].map((text) => readChoice(text, twice, null))).to.eql([
        null,
        null,
        null,
        null,
      ])
    })

    it('takes a small number that is no hour of an option for a place', () => {
      expect(['2', 'la 2', 'dos', 'el segundo'].map(read)).to.eql(
        Array.from({ length: 4 }, () => 'lun 30/11 · 10:30'),
      )
    })

    it('takes the last one for the last time, not for the way to others', () => {
      const shown = ['vie 27/11 · 08:00', 'vie 27/11 · 09:30', 'Otro día u hora']
      const options = shown.map((title) => ({ id: title, title }))
      expect(readChoice('la última', options, null)).to.equal('vie 27/11 · 09:30')
    })

    it('takes 10 for an hour, never for the tenth', () => {
      const nine = Array.from({ length: 9 }, (_, place) => ({
        id: `${place}`,
        title: `lun · 8:${place + 10}`,
      }))
      const ten = (title: string) => readChoice('10', [...nine, { id: 'last', title }], null)
      // Beside offered times a lone number from 8 on may as well be an hour: nobody's place.
      expect(ten('lun · 9:00')).to.equal(null)
      expect(ten('lun · 10:30')).to.equal(null)
      const first = [{ id: 'first', title: 'lun · 10:00' }, ...nine]
      expect(readChoice('10', first, null)).to.equal('first')
    })
  })

  it('never takes a number of a date for what was said, and leaves a day that was said to the agenda', () => {
    const dated = ['jue 10/12 · 17:00', 'vie 11/12 · 10:00', 'mié 16/12 · 13:30', 'mié 16/12 · 10:00'].map(
      (title) => ({ id: title, title }),
    )
    const offered = [...dated, { id: 'other', title: 'Otro día u hora' }]
    expect(readChoice('y el sábado a las 10?', offered, null, true)).to.equal(null)
    expect(readChoice('el miércoles a las 16:30', offered, null, true)).to.equal(null)
    expect(readChoice('16', offered, null)).to.equal(null)
    expect(readChoice('10', offered, null)).to.equal(null)
    expect(readChoice('13:30', offered, null)).to.equal('mié 16/12 · 13:30')
    expect(readChoice('vie 11/12 · 10:00', offered, null, true)).to.equal('vie 11/12 · 10:00')
    expect(readChoice('otro día', offered, null)).to.equal('other')
  })

  it('goes by the words of a description only where no title has any', () => {
    const described = [
      { id: 'oil', title: 'Cambio de aceite', description: 'Aceite y filtro' },
      { id: 'full', title: 'Service completo', description: 'Aceite, filtros y revisión' },
    ]
    expect(readChoice('aceite', described, null)).to.equal('oil')
    expect(readChoice('revisión', described, null)).to.equal('full')
    expect(readChoice('filtros', described, null)).to.equal(null)
  })

  it('chooses nothing when none or more than one fits', () => {
    for (const text of [
      '5',
      '0',
      '99',
      'opción 9',
      '1 o 2',
      'el primero y el segundo',
      'frenos y aceite',
      'hmm',
      '',
    ]) {
      expect(readChoice(text, services, null), text).to.equal(null)
    }
    expect(readChoice('viernes', times, null)).to.equal(null)
  })

  it('chooses nothing that is refused', () => {
    for (const text of ['no el segundo', 'ni la 1', 'menos frenos', 'ninguna', 'los frenos no']) {
      expect(readChoice(text, services, null), text).to.equal(null)
    }
  })
})
