import { expect } from 'chai'
import { entryReply, startChart } from '../../src/conversation/chart.ts'
import { kit } from '../helpers/charts.ts'

describe('what a flow said when it came to where it waits', () => {
  const waiting = (entry: object | object[]) =>
    entryReply(
      startChart(
        kit.createMachine({
          context: { day: 'Monday' },
          initial: 'asking',
          states: { asking: { entry: entry as never } },
        }),
        {},
      ).snapshot,
    )

  it('is told again from its memory', () => {
    const params = ({ context }: { context: { day: string } }) => ({
      text: 'booking.askDay',
      options: [{ id: context.day }],
    })
    expect(waiting([{ type: 'callPerson' }, { type: 'reply', params }])).to.deep.equal({
      text: 'booking.askDay',
      options: [{ id: 'Monday' }],
    })
    expect(waiting({ type: 'reply', params: { text: 'booking.askDay' } })).to.deep.equal({
      text: 'booking.askDay',
    })
  })

  it('is not told again where it was nothing, or was made of an event that is gone', () => {
    const params = ({ event }: { event: { input: object } }) => ({
      text: 'booking.askDay',
      with: Object.keys(event.input),
    })
    expect(waiting({ type: 'reply', params })).to.equal(undefined)
    expect(waiting([])).to.equal(undefined)
  })
})
