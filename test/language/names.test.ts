import { expect } from 'chai'
import { firstName, readName } from '../../src/language/names.ts'

describe('readName', () => {
  const introduced: [string, string][] = [
    ['Hola, soy Ana, quiero cambiar el aceite del Gol SBC1234 el viernes tipo 10', 'Ana'],
    ['me llamo juan', 'Juan'],
    ['Buenas, mi nombre es María José Pérez', 'María José Pérez'],
    ['acá Martín, del Gol blanco', 'Martín'],
    ['te habla Lucía', 'Lucía'],
    ['soy el Tato', 'Tato'],
    ['Oi, aqui é João', 'João'],
    ['me chamo Ana Clara', 'Ana Clara'],
    ["Hi, I'm Mark", 'Mark'],
    ['this is Mark Smith from next door', 'Mark Smith'],
    ['ME LLAMO ANA', 'Ana'],
  ]
  for (const [text, name] of introduced) {
    it(`reads "${text}"`, () => {
      expect(readName(text)).to.equal(name)
    })
  }

  it('takes nothing else for a name', () => {
    const others = [
      'soy nuevo',
      'soy de Pando',
      'Soy cliente de ustedes',
      "I'm late",
      "I'm not sure",
      'soy el dueño del Gol',
      'soy de La Paz',
      'hola',
      'quiero agendar',
      'habla más despacio',
      'acá en el taller',
    ]
    for (const text of others) expect(readName(text), text).to.equal(null)
  })
})

describe('firstName', () => {
  it('takes the first name of a profile, if it looks like one', () => {
    expect(['Ana Pérez', 'ANA', 'josé'].map(firstName)).to.deep.equal(['Ana', 'Ana', 'José'])
    expect(
      ['🔧 El Tato', '.', 'A', 'Taller Norte', '+59899', 'W1lly', 'La Yoli'].map(firstName),
    ).to.deep.equal(Array(7).fill(null))
  })
})
