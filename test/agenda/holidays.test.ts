import { expect } from 'chai'
import { holidaysOn, uruguayanHolidays } from '../../src/agenda/holidays.ts'
import { addDays } from '../../src/agenda/zone.ts'

describe('holidays of Uruguay', () => {
  it('are these in 2027, the paid ones marked', () => {
    const listed = uruguayanHolidays(2027).map(({ day, id, paid }) => `${day} ${id}${paid ? ' *' : ''}`)
    expect(listed).to.deep.equal([
      '2027-01-01 new-year *',
      '2027-01-06 epiphany',
      '2027-02-08 carnival',
      '2027-02-09 carnival',
      '2027-03-22 tourism-week',
      '2027-03-23 tourism-week',
      '2027-03-24 tourism-week',
      '2027-03-25 tourism-week',
      '2027-03-26 tourism-week',
      '2027-04-19 landing-of-the-33',
      '2027-05-01 labour-day *',
      '2027-05-17 las-piedras',
      '2027-06-19 artigas-birthday',
      '2027-07-18 constitution *',
      '2027-08-25 independence *',
      '2027-10-11 october-12',
      '2027-11-02 all-souls',
      '2027-12-25 christmas *',
    ])
  })

  it('leave Tuesday and Wednesday for the Monday before, Thursday and Friday for the Monday after', () => {
    const days = (year: number) =>
      uruguayanHolidays(year)
        .filter(({ id }) => ['landing-of-the-33', 'las-piedras', 'october-12'].includes(id))
        .map(({ day }) => day)
    expect(days(2028)).to.deep.equal(['2028-04-17', '2028-05-22', '2028-10-16'])
    expect(days(2026)).to.deep.equal(['2026-04-19', '2026-05-18', '2026-10-12'])
    expect(days(2029)).to.deep.equal(['2029-04-23', '2029-05-21', '2029-10-15'])
  })

  it('have the change of government on 1 March of every fifth year', () => {
    expect(holidaysOn('2030-03-01').map(({ id, paid }) => [id, paid])).to.deep.equal([
      ['change-of-government', true],
    ])
    expect(holidaysOn('2027-03-01')).to.deep.equal([])
  })

  it('count Carnival and Tourism Week from Easter, early and late', () => {
    const easters = ['2000-04-23', '2024-03-31', '2026-04-05', '2035-03-25', '2038-04-25', '2049-04-18']
    for (const easter of easters) {
      expect(holidaysOn(addDays(easter, -48)).map(({ id }) => id)).to.include('carnival')
      expect(holidaysOn(addDays(easter, -6)).map(({ id }) => id)).to.include('tourism-week')
      expect(holidaysOn(addDays(easter, -1)).map(({ id }) => id)).to.not.include('tourism-week')
    }
  })

  it('can be two on one date', () => {
    expect(holidaysOn('2011-04-18').map(({ id }) => id)).to.deep.equal(['tourism-week', 'landing-of-the-33'])
  })
})
