import { expect } from 'chai'
import { spokenClock, spokenHours } from '../../src/agenda/spokenHours.ts'

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
    ['pt', 'de segunda a sexta, das 8h às 12h e das 13h30 às 18h; sábado, das 8h às 12h30'],
    ['en', 'Monday to Friday 8 am–12 pm and 1:30 pm–6 pm; Saturday 8 am–12:30 pm'],
  ] as const) {
    it(`says when it is open in ${language}`, () => {
      expect(spokenHours({ hours }, language)).to.equal(said)
    })
  }

  it('says the hour as each language does, also at noon and at midnight', () => {
    const said = (language: string) =>
      [0, 605, 720, 1439, 1440].map((minute) => spokenClock(minute, language))
    expect(said('es')).to.deep.equal(['00:00', '10:05', '12:00', '23:59', '24:00'])
    expect(said('pt')).to.deep.equal(['0h', '10h05', '12h', '23h59', '24h'])
    expect(said('en')).to.deep.equal(['12 am', '10:05 am', '12 pm', '11:59 pm', '12 am'])
  })

  it('says days apart that have other hours, and not those that are closed', () => {
    const some = [[saturday], [morning], [], [morning], [morning], [], []]
    expect(spokenHours({ hours: some }, 'es')).to.equal(
      'lunes 08:00–12:00; miércoles a jueves 08:00–12:00; domingo 08:00–12:30',
    )
  })
})
