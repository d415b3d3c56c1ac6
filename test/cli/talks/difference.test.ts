import { expect } from 'chai'
import { agrees, describe as shown } from '../../../src/cli/talks/difference.ts'

describe('a talk is compared', () => {
  const agree = (text: string, other: string) => agrees([line(text)], [line(other)])

  it('to the letter', () => {
    expect(agree('¿Venís? (sí)', '¿Venís? (sí)')).to.equal(true)
    expect(agree('¿Venís?', '¿Venis?')).to.equal(false)
    expect(agree('a.c', 'abc')).to.equal(false)
  })

  it('with … for any words, lines too', () => {
    expect(
      agree('Te guardo…las 10:00. …', 'Te guardo el lugar\ndel martes a las 10:00. ¿Qué vehículo es?'),
    ).to.equal(true)
    expect(agree('Te guardo…las 10:00.', 'Te guardo el lugar a las 11:00.')).to.equal(false)
  })

  it('with … for any number of options, in order', () => {
    const offered = line('¿Cuál?', 'Lunes', 'Martes', 'Jueves')

    expect(agrees([line('¿Cuál?', 'Lunes', '…')], [offered])).to.equal(true)
    expect(agrees([line('¿Cuál?', '…', 'Jueves')], [offered])).to.equal(true)
    expect(agrees([line('¿Cuál?', 'Martes', '…')], [offered])).to.equal(false)
    expect(agrees([line('¿Cuál?', '…', 'Jueves', 'Martes', '…')], [offered])).to.equal(false)
    expect(agrees([line('¿Cuál?')], [offered])).to.equal(false)
  })

  it('message by message', () => {
    expect(agrees([], [])).to.equal(true)
    expect(agrees([], [line('Hola')])).to.equal(false)
    expect(agrees([line('Hola'), line('Chau')], [line('Hola')])).to.equal(false)
  })

  it('and a difference marks only the lines that differ', () => {
    const text = shown({
      where: 'step 1',
      expected: [line('Hola', 'Sí', 'No')],
      was: [line('Hola', 'Sí', 'Nunca')],
    })

    expect(text).to.equal(`  step 1:
      Hola
      [Sí]
    - [No]
    instead of which:
      Hola
      [Sí]
    + [Nunca]`)
  })
})

function line(text: string, ...options: string[]) {
  return { text, options }
}
