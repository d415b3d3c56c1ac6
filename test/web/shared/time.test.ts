import { expect } from 'chai'

const zone = 'America/Montevideo'

describe('time on pages', () => {
  // biome-ignore lint/suspicious/noExplicitAny: the page's files are plain JavaScript
  let time: any

  before(async () => {
    time = await import(new URL('../../../src/web/shared/time.js', import.meta.url).href)
  })

  it('is the wall clock of the workshop, whatever the offset it was written with', () => {
    expect(time.day('2026-11-27T02:30:00Z', zone)).to.equal('2026-11-26')
    expect(time.hour('2026-11-27T02:30:00Z', zone)).to.equal('23:30')
    expect(time.minuteOfDay('2026-11-27T00:00:00-03:00', zone)).to.equal(0)
  })

  it('says near days as people do and others in full', () => {
    expect(time.dayWords('2026-11-26', '2026-11-26')).to.equal('hoy')
    expect(time.dayWords('2026-11-25', '2026-11-26')).to.equal('ayer')
    expect(time.dayWords('2026-12-01', '2026-11-30')).to.equal('mañana')
    expect(time.dayWords('2026-12-04', '2026-11-26')).to.equal('viernes 4 de diciembre')
  })

  it('walks over the end of a month', () => {
    expect(time.addDays('2026-11-30', 1)).to.equal('2026-12-01')
    expect(time.addDays('2026-03-01', -1)).to.equal('2026-02-28')
  })

  it('gives a moment in a few letters', () => {
    expect(time.moment('2026-11-27T09:30:00-03:00', zone)).to.equal('vie 27 nov, 09:30')
  })
})
