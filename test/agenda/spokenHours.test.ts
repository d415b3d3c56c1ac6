import { expect } from 'chai'
import { spokenHours } from '../../src/agenda/spokenHours.ts'

const [morning, evening, saturday] = [
  { open: 480, close: 720 },
  { open: 810, close: 1080 },
  { open: 480, close: 750 },
]
const weekdays = [morning, evening]

describe('spokenHours', () => {
  const hours = [[], weekdays, weekdays, weekdays, weekdays, weekdays, [saturday]]

  for (const [language, said] of [
    ['es', 'lunes a viernes 08:00–12:00 y 13:30–18:00; sábado 08:00–12:30'],
    ['pt', 'segunda-feira a sexta-feira 08:00–12:00 e 13:30–18:00; sábado 08:00–12:30'],
    ['en', 'Monday to Friday 08:00–12:00 and 13:30–18:00; Saturday 08:00–12:30'],
  ] as const) {
    it(`says when it is open in ${language}`, () => {
      expect(spokenHours({ hours }, language)).to.equal(said)
    })
  }

  it('says days apart that have other hours, and not those that are closed', () => {
    const some = [[saturday], [morning], [], [morning], [morning], [], []]
    expect(spokenHours({ hours: some }, 'es')).to.equal(
      'lunes 08:00–12:00; miércoles a jueves 08:00–12:00; domingo 08:00–12:30',
    )
  })
})
