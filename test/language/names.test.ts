import { expect } from 'chai'
import { firstName, readName } from '../../src/language/names.ts'

describe('readName', () => {
  const examples: Record<string, string> = {
    'acá Martín, del Gol blanco': 'Martín',
    'soy el Tato': 'Tato',
    'Oi, aqui é João': 'João',
    'me chamo Ana Clara': 'Ana Clara',
    'this is Mark Smith from next door': 'Mark Smith',
    'ME LLAMO ANA': 'Ana',
    'soy Ana': 'Ana',
    'Hola, soy Ana, quiero cambiar el aceite del Gol SBC1234 el viernes tipo 10': 'Ana',
    'hola soy ana necesito hora': 'Ana',
    'HOLA SOY ANA PEREZ': 'Ana Perez',
    'me llamo Juan Pérez': 'Juan Pérez',
    'me llamo juan pérez y quiero hora': 'Juan Pérez',
    'mi nombre es María José Rodríguez': 'María José Rodríguez',
    'mi nombre es Xiomara': 'Xiomara',
    'Mi nombre es Juan de los Santos, del Gol': 'Juan de los Santos',
    'acá Martín': 'Martín',
    'Hola! Acá Martín, quería saber si está el auto': 'Martín',
    'te habla Lucía': 'Lucía',
    'buenas tardes, les habla Carlos Gómez': 'Carlos Gómez',
    'habla João': 'João',
    'aqui é o João': 'João',
    'sou a Fernanda': 'Fernanda',
    'me chamo Luiz': 'Luiz',
    'this is Mark': 'Mark',
    "I'm Ana": 'Ana',
    "Hi, I'm Sarah Miller and I need an oil change": 'Sarah Miller',
    'my name is Peter': 'Peter',
    'agendame a nombre de Ana Suárez': 'Ana Suárez',
    'soy el Nico': 'Nico',
    'Martín por acá': 'Martín',
    'buenas, Rodrigo acá, consulta': 'Rodrigo',
    'soy Abril García': 'Abril García',
    'soy Domingo': 'Domingo',
    'Soy Ana de Pando': 'Ana',
    'soy Ana la de ayer': 'Ana',
    'soy Ana. Quiero hora': 'Ana',
    'soy Ana\nquiero hora': 'Ana',
    'de parte de Jorge': 'Jorge',
    'soy O’Neill': "O'Neill",
  }
  for (const [text, name] of Object.entries(examples)) {
    it(`reads ${name} in "${text.replace('\n', ' / ')}"`, () => {
      expect(readName(text)).to.equal(name)
    })
  }

  const none = [
    'Soy cliente de ustedes',
    'soy el dueño del Gol',
    'soy de La Paz',
    'habla más despacio',
    'acá en el taller',
    'soy nuevo',
    'Soy Nuevo',
    'soy de Pando',
    'soy cliente',
    'soy la dueña del auto',
    'soy el mecánico',
    'soy taxista',
    'soy yo',
    'soy vecino de ustedes',
    "I'm late",
    "I'm running late",
    "I'm not sure",
    'this is great',
    'this is for Friday',
    'no soy Ana',
    '¿habla Juan?',
    'quiero hablar con Carlos',
    'el auto está a nombre de mi padre',
    'acá en Pando llueve',
    'acá estoy',
    'acá no anda',
    'me llamo después',
    'soy muy puntual',
    'es un Fiat',
    'soy Toyota',
    'Ana',
    'mañana a las 10',
    'sou cliente',
    'sou novo aqui',
    'para acá',
    'vengo de acá',
    'dale, por acá',
    'soy',
    '',
  ]
  for (const text of none) {
    it(`reads none in "${text}"`, () => {
      expect(readName(text)).to.equal(null)
    })
  }
})

describe('firstName', () => {
  it('takes the first name of a profile, if it looks like one', () => {
    expect(['Ana Pérez', 'ANA', 'josé'].map(firstName)).to.deep.equal(['Ana', 'Ana', 'José'])
    expect(
      ['🔧 El Tato', '.', 'A', 'Taller Norte', '+59899', 'W1lly', 'La Yoli'].map(firstName),
    ).to.deep.equal(Array(7).fill(null))
  })
})
