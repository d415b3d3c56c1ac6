import { expect } from 'chai'
import { remindersOf } from '../../src/agenda/reminders.ts'
import { isoIn } from '../../src/agenda/zone.ts'
import { workshop } from './example.ts'

const quietHours = { from: 21 * 60, to: 8 * 60 }
const shop = workshop({ quietHours })

/** The reminders of an appointment that is made on Monday 23 November 2026 at nine, unless it is said when. */
function planned(start: string, made = '2026-11-23T09:00', changes = {}) {
  const at = (wall: string) => Date.parse(`${wall}:00-03:00`)
  const { first, again } = remindersOf({ ...shop, ...changes }, at(start), at(made))
  return [first, again].map((each) => (each === undefined ? null : isoIn(shop.zone, each).slice(0, 16)))
}

describe('reminders', () => {
  it('are a day and two hours before', () => {
    expect(planned('2026-11-26T15:00')).to.deep.equal(['2026-11-25T15:00', '2026-11-26T13:00'])
  })

  it('of a Monday come on Saturday, and after a holiday on the last day that was open', () => {
    expect(planned('2026-11-30T10:00')[0]).to.equal('2026-11-28T10:00')
    // Friday 25 December is a holiday, Sunday is closed.
    expect(planned('2026-12-26T10:00')[0]).to.equal('2026-12-24T10:00')
  })

  it('come on the closed day after all when the open one is past', () => {
    expect(planned('2026-11-30T15:00', '2026-11-29T12:00')[0]).to.equal('2026-11-29T15:00')
  })

  it('never come in the night: in the morning, if there is time, else the evening before', () => {
    expect(planned('2026-11-26T07:30')).to.deep.equal(['2026-11-25T08:30', '2026-11-25T19:30'])
    expect(planned('2026-11-26T08:00')).to.deep.equal(['2026-11-25T08:00', '2026-11-25T19:30'])
    expect(planned('2026-11-26T09:30')).to.deep.equal(['2026-11-25T09:30', '2026-11-25T19:30'])
    expect(planned('2026-11-26T22:00')[0]).to.equal('2026-11-26T08:30')
  })

  it('that are past when the appointment is made are not made up for', () => {
    expect(planned('2026-11-24T08:00')).to.deep.equal([null, '2026-11-23T19:30'])
    expect(planned('2026-11-23T14:00')).to.deep.equal([null, '2026-11-23T12:00'])
    expect(planned('2026-11-23T11:59')).to.deep.equal([null, null])
  })

  it('stand two hours apart at least', () => {
    expect(planned('2026-11-26T15:00', undefined, { reminder: 3 })).to.deep.equal(['2026-11-26T12:00', null])
  })

  it('may be one alone', () => {
    expect(planned('2026-11-26T15:00', undefined, { reminderAgain: 0 })[1]).to.equal(null)
  })
})
