import { expect } from 'chai'
import { readService } from '../../src/language/services.ts'

const services = [
  { id: 'oil', title: 'Cambio de aceite', description: 'Aceite y filtro. Te podés quedar a esperar.' },
  { id: 'full', title: 'Service completo', description: 'Aceite, filtros, líquidos y revisión general.' },
  { id: 'brakes', title: 'Frenos', description: 'Pastillas, discos y líquido de frenos.' },
  { id: 'wheels', title: 'Alineación y balanceo', description: 'Las cuatro ruedas.' },
]

describe('readService', () => {
  const named: Record<string, string> = {
    'cambio de aceite mañana a las 10': 'oil',
    'Quiero cambiar el aceite': 'oil',
    'quería una hora para el service': 'full',
    'para el servis de la camioneta': 'full',
    frenos: 'brakes',
    'el freno': 'brakes',
    'cambio de pastillas de freno': 'brakes',
    'hola necesito alineación y balanceo para el gol': 'wheels',
    'alinear y balancear': 'wheels',
    alineasion: 'wheels',
    'tienen hora para frenos?': 'brakes',
    'cambio de día, quiero el service': 'full',
    'frenos no, service': 'full',
    'no anda bien, quiero frenos': 'brakes',
    'I need to book an oil change': 'oil',
    'preciso trocar as pastilhas de freio': 'brakes',
    'alinhamento e balanceamento amanhã': 'wheels',
  }
  for (const [text, id] of Object.entries(named)) {
    it(`hears "${id}" in "${text}"`, () => {
      expect(readService(text, services)).to.equal(id)
    })
  }

  const unnamed: Record<string, string[]> = {
    'what is denied': ['no frenos', 'frenos no', 'menos frenos', 'no quiero service'],
    'two services at once': ['frenos y aceite', 'service o alineación'],
    'a general word of a title': ['cambio de hora', 'cambio', 'el completo'],
    'a question about other work': ['hacen chapa?', 'hacen discos?'],
    'what names no work': ['mañana a las 10', 'hola', '', '👍', 'podes mañana', 'a las cuatro'],
  }
  for (const [what, texts] of Object.entries(unnamed)) {
    it(`hears none in ${what}`, () => {
      expect(texts.map((text) => readService(text, services))).to.eql(texts.map(() => null))
    })
  }

  it('goes by a description only where no title is named and one description fits', () => {
    expect(readService('quiero cambiar los discos', services)).to.equal('brakes')
    expect(readService('filtros', services)).to.equal(null)
    expect(readService('discos y aceite', services)).to.equal('oil')
  })

  it('tells services apart by the word that one has more', () => {
    const sizes = [
      { id: 'small', title: 'Service menor' },
      { id: 'large', title: 'Service mayor' },
    ]
    expect(readService('el service menor', sizes)).to.equal('small')
    expect(readService('el service', sizes)).to.equal(null)
  })
})
