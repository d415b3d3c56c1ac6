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
