import { expect } from 'chai'
import { words } from '../../flows/words.ts'
import { readChoice } from '../../src/language/choices.ts'
import { readInterrupt } from '../../src/language/interrupts.ts'
import { readPlate } from '../../src/language/plates.ts'
import { saidOf } from '../../src/language/said.ts'
import { readService } from '../../src/language/services.ts'
import { understand } from '../../src/language/understand.ts'
import { now, zone } from './phrases.ts'

const options = { now, zone, words }
const services = [
  { id: 'oil', title: 'Cambio de aceite' },
  { id: 'brakes', title: 'Frenos' },
]

describe('saidOf', () => {
  it('writes a text in the forms that the readers take', () => {
    expect(saidOf('¡Holaaa!\nQ tal, MENÚ por favor')).to.deep.include({
      cleaned: '¡Holaaa! \n Q tal, MENÚ por favor',
      folded: '¡hola! \n q tal, menu por favor',
      sentence: 'hola que tal menu por favor',
      bare: 'menu',
    })
  })

  it('leaves as it is what was made ready before', () => {
    const said = saidOf('hola')
    expect(saidOf(said)).to.equal(said)
  })

  it('is read like the text itself', () => {
    for (const text of [
      'menú',
      '2️⃣ por favor',
      'frenos, el viernes a las 10',
      'SBA 1234',
      '👍🏽',
      '',
      '１０:30',
    ]) {
      const said = saidOf(text)
      expect(understand(said, options)).to.eql(understand(text, options))
      expect(readInterrupt(said, words)).to.equal(readInterrupt(text, words))
      expect(readService(said, services)).to.equal(readService(text, services))
      expect(readPlate(said)).to.equal(readPlate(text))
      expect(readChoice(said, services, null)).to.equal(readChoice(text, services, null))
    }
  })
})
