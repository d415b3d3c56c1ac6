import { expect } from 'chai'
import type { AnyStateMachine } from 'xstate'
import { mend } from '../../src/conversation/mend.ts'
import type { Talk } from '../../src/conversation/step.ts'
import { emptyTalk, kit, shape, stepped, wrote } from '../helpers/charts.ts'

const now = 1_000_000

type Chart = Parameters<typeof kit.createMachine>[0]

/** A flow that waits in `asking`, alone or in a region, as the talk was stored. */
const asked: Chart = {
  id: 'flow',
  context: {},
  initial: 'asking',
  states: { asking: { on: { 'customer.wrote': { target: 'told' } } }, told: {} },
}

function chart(config: Chart): AnyStateMachine {
  return kit.createMachine(config) as AnyStateMachine
}

function stored(flows: Record<string, AnyStateMachine>, start = 'flow'): Talk {
  return stepped(flows, emptyTalk, [{ start, input: { a: 1 } }]).talk
}

function mended(
  before: Record<string, AnyStateMachine>,
  after: Record<string, AnyStateMachine>,
  migrations = {},
) {
  const flows = { flows: after, greets: 'flow', fellDue: {}, migrations }
  const talk = stored(before)
  const result = mend(flows, talk, now)
  const after_ = stepped(after, result.talk, result.restarts)
  return { ...result, shape: shape(after_.talk), alarms: result.talk.alarms }
}

describe('an edit under a stored talk', () => {
  const before = { flow: chart(asked) }

  it('that changes nothing it stands on lets it go on', () => {
    const after = { flow: chart({ ...asked, states: { ...asked.states, thanked: {} } }) }
    const { restarts, shape, talk } = mended(before, after)
    expect(restarts).to.deep.equal([])
    expect(shape).to.equal('flow.asking')
    expect(mend({ flows: after, greets: '', fellDue: {} }, talk, now).talk).to.deep.equal(talk)
  })

  it('that renames its state begins it again with the same input', () => {
    const after = { flow: chart({ ...asked, initial: 'asking2', states: { asking2: {}, told: {} } }) }
    const { restarts, shape } = mended(before, after)
    expect(restarts).to.deep.equal([{ restart: 1 }])
    expect(shape).to.equal('flow.asking2')
  })

  it('that renames its state lets it go on where the flow says how', () => {
    const after = { flow: chart({ ...asked, initial: 'asking2', states: { asking2: {}, told: {} } }) }
    const migrations = { flow: (snapshot: object) => ({ ...snapshot, value: 'asking2' }) }
    expect(mended(before, after, migrations)).to.deep.include({ restarts: [], shape: 'flow.asking2' })
  })

  it('that makes its waiting state final begins it again', () => {
    const after = {
      flow: chart({ ...asked, initial: 'first', states: { first: {}, asking: { type: 'final' } } }),
    }
    expect(mended(before, after).shape).to.equal('flow.first')
  })

  it('that adds an `after` sets its alarm from now, and one that takes it away clears it', () => {
    const waiting: Chart = {
      ...asked,
      states: { ...asked.states, asking: { after: { 5000: { target: 'told' } } } },
    }
    const after = { flow: chart(waiting) }
    const { alarms, restarts } = mended(before, after)
    expect(restarts).to.deep.equal([])
    expect(alarms.map(({ frame, dueAt }) => [frame, dueAt])).to.deep.equal([[1, now + 5000]])
    expect(mended(after, before).alarms).to.deep.equal([])
  })

  it('leaves an alarm that belongs to no state', () => {
    const after = { flow: chart({ ...asked, states: { ...asked.states, thanked: {} } }) }
    const lost = { frame: 1, name: 'gotLost', setting: 7, dueAt: now, event: { type: 'question.gotLost' } }
    const talk = { ...stored(before), alarms: [lost] }
    expect(mend({ flows: after, greets: '', fellDue: {} }, talk, now).talk.alarms).to.deep.equal([lost])
  })

  it('that removes a region begins it again', () => {
    const region = { initial: 'asking', states: { asking: {} } }
    const two = {
      flow: chart({ id: 'flow', context: {}, type: 'parallel', states: { left: region, right: region } }),
    }
    const one = { flow: chart({ id: 'flow', context: {}, type: 'parallel', states: { left: region } }) }
    expect(mended(two, one)).to.deep.include({ restarts: [{ restart: 1 }], shape: 'flow.{left:asking}' })
  })

  it('that renames an invoke begins its flow again, and drops what was invoked', () => {
    const child = chart({ ...asked, id: 'child' })
    const parent = (as: string): Chart => ({
      id: 'flow',
      context: {},
      initial: 'talking',
      states: { talking: { invoke: { id: as, src: 'child' as never } } },
    })
    const { restarts, shape, talk } = mended(
      { flow: chart(parent('child')), child },
      { flow: chart(parent('kid')), child },
    )
    expect(restarts).to.deep.equal([{ restart: 1 }])
    expect(talk.talk.map(({ flow }) => flow)).to.deep.equal(['flow'])
    expect(shape).to.equal('flow.talking > child.asking')
  })

  it('that removes a flow begins the one that invoked it again, or drops the talk', () => {
    const child = chart({ ...asked, id: 'child' })
    const parent = chart({
      id: 'flow',
      context: {},
      initial: 'talking',
      states: { talking: { invoke: { id: 'c', src: 'child' as never } } },
    })
    expect(
      mend({ flows: { child }, greets: '', fellDue: {} }, stored({ flow: parent, child }), now).talk.talk,
    ).to.deep.equal([])
    const without = chart({ id: 'flow', context: {}, initial: 'asking', states: { asking: {} } })
    expect(mended({ flow: parent, child }, { flow: without }).shape).to.equal('flow.asking')
  })

  it('of a flow in front leaves the one below waiting for it', () => {
    const parent = chart({
      id: 'flow',
      context: {},
      initial: 'talking',
      states: {
        talking: { invoke: { id: 'c', src: 'child' as never, onDone: { target: 'over' } } },
        over: {},
      },
    })
    const child = chart({
      ...asked,
      id: 'child',
      states: { ...asked.states, told: { type: 'final' } },
      output: {},
    })
    const edited = chart({
      id: 'child',
      context: {},
      initial: 'asking2',
      output: {},
      states: { asking2: { on: { 'customer.wrote': { target: 'told' } } }, told: { type: 'final' } },
    })
    const { talk, restarts } = mend(
      { flows: { flow: parent, child: edited }, greets: '', fellDue: {} },
      stored({ flow: parent, child }),
      now,
    )
    const again = stepped({ flow: parent, child: edited }, talk, restarts)
    expect(shape(again.talk)).to.equal('flow.talking > child.asking2')
    const over = stepped({ flow: parent, child: edited }, again.talk, [
      { frame: again.talk.talk.at(-1)!.id, event: wrote('x') },
    ])
    expect(shape(over.talk)).to.equal('flow.over')
  })
})
