import { expect } from 'chai'
import { PoisonError, RunawayError } from '../../src/conversation/step.ts'
import { emptyTalk, kit, shape, stepped, wrote } from '../helpers/charts.ts'

const asks = (text: string) => ({ type: 'reply' as const, params: { text } })

describe('step', () => {
  it('starts a flow and says what it says', () => {
    const hello = kit.createMachine({
      id: 'hello',
      context: {},
      initial: 'asking',
      states: { asking: { entry: asks('hello') } },
    })
    const { talk, said } = stepped({ hello }, emptyTalk, [{ start: 'hello', input: {} }])
    expect(shape(talk)).to.equal('hello.asking')
    expect(said).to.deep.equal(['hello'])
  })

  it('leaves the talk it was given as it was', () => {
    const hello = kit.createMachine({
      id: 'hello',
      context: {},
      initial: 'asking',
      states: { asking: { on: { 'customer.wrote': { target: 'heard' } } }, heard: {} },
    })
    const before = stepped({ hello }, emptyTalk, [{ start: 'hello', input: {} }]).talk
    const copy = structuredClone(before)
    const { talk } = stepped({ hello }, before, [{ frame: 1, event: wrote('hi') }])
    expect(shape(talk)).to.equal('hello.heard')
    expect(before).to.deep.equal(copy)
  })

  it('answers a service inside the step, and a service whose answer leads to a flow', () => {
    const child = kit.createMachine({
      id: 'child',
      context: {},
      initial: 'asking',
      states: { asking: { entry: asks('child') } },
    })
    const parent = kit.createMachine({
      id: 'parent',
      context: {},
      initial: 'finding',
      states: {
        finding: { invoke: { id: 'listServices', src: 'listServices', onDone: { target: 'talking' } } },
        talking: { invoke: { id: 'child', src: 'child' as never } },
      },
    })
    const { talk, asked, said } = stepped({ parent, child }, emptyTalk, [{ start: 'parent', input: {} }])
    expect(asked).to.deep.equal(['listServices'])
    expect(said).to.deep.equal(['child'])
    expect(shape(talk)).to.equal('parent.talking > child.asking')
  })

  it('hands the output of a finished flow to the one that invoked it, and drops it with its alarms', () => {
    const child = kit.createMachine({
      id: 'child',
      context: {},
      initial: 'asking',
      output: { found: 'it' },
      states: {
        asking: { after: { 1000: { target: 'over' } }, on: { 'customer.wrote': { target: 'over' } } },
        over: { type: 'final' },
      },
    })
    const parent = kit.createMachine({
      id: 'parent',
      context: {},
      initial: 'talking',
      states: {
        talking: {
          invoke: {
            id: 'child',
            src: 'child' as never,
            onDone: {
              target: 'told',
              actions: {
                type: 'reply',
                params: ({ event }: { event: unknown }) => ({
                  text: (event as { output: { found: string } }).output.found,
                }),
              },
            },
          },
        },
        told: {},
      },
    })
    const flows = { parent, child }
    const first = stepped(flows, emptyTalk, [{ start: 'parent', input: {} }])
    expect(first.talk.alarms).to.have.length(1)
    const { talk, said } = stepped(flows, first.talk, [{ frame: 2, event: wrote('x') }])
    expect(said).to.deep.equal(['it'])
    expect(shape(talk)).to.equal('parent.told')
    expect(talk.alarms).to.deep.equal([])
  })

  it('takes a flow that is final at once', () => {
    const child = kit.createMachine({
      id: 'child',
      context: {},
      initial: 'over',
      output: {},
      states: { over: { type: 'final' } },
    })
    const parent = kit.createMachine({
      id: 'parent',
      context: {},
      initial: 'talking',
      states: {
        talking: { invoke: { id: 'child', src: 'child' as never, onDone: { target: 'told' } } },
        told: {},
      },
    })
    const { talk } = stepped({ parent, child }, emptyTalk, [{ start: 'parent', input: {} }])
    expect(shape(talk)).to.equal('parent.told')
  })

  it('starts a child anew when the state that invokes it is entered again, and drops all that lay on it', () => {
    const leaf = kit.createMachine({ id: 'leaf', context: {}, initial: 'asking', states: { asking: {} } })
    const child = kit.createMachine({
      id: 'child',
      context: {},
      initial: 'talking',
      states: { talking: { invoke: { id: 'leaf', src: 'leaf' as never } } },
    })
    const parent = kit.createMachine({
      id: 'parent',
      context: {},
      initial: 'talking',
      states: {
        talking: {
          invoke: { id: 'child', src: 'child' as never },
          on: { 'customer.wrote': { target: 'talking', reenter: true } },
        },
      },
    })
    const flows = { parent, child, leaf }
    const first = stepped(flows, emptyTalk, [{ start: 'parent', input: {} }])
    const second = stepped(flows, first.talk, [{ frame: 1, event: wrote('again') }])
    expect(first.talk.talk.map(({ id }) => id)).to.deep.equal([1, 2, 3])
    expect(second.talk.talk.map(({ id }) => id)).to.deep.equal([1, 4, 5])
  })

  it('never asks a service that was left behind by `always` in the same macrostep', () => {
    const flow = kit.createMachine({
      id: 'flow',
      context: {},
      initial: 'passing',
      states: {
        passing: { invoke: { id: 'listServices', src: 'listServices' }, always: { target: 'arrived' } },
        arrived: {},
      },
    })
    const { talk, asked } = stepped({ flow }, emptyTalk, [{ start: 'flow', input: {} }])
    expect(asked).to.deep.equal([])
    expect(shape(talk)).to.equal('flow.arrived')
  })

  it('asks the services of two regions', () => {
    const flow = kit.createMachine({
      id: 'flow',
      context: {},
      type: 'parallel',
      states: {
        left: {
          initial: 'finding',
          states: {
            finding: { invoke: { id: 'l', src: 'listServices', onDone: { target: 'found' } } },
            found: {},
          },
        },
        right: {
          initial: 'finding',
          states: {
            finding: { invoke: { id: 'r', src: 'listAppointments', onDone: { target: 'found' } } },
            found: {},
          },
        },
      },
    })
    const { talk, asked } = stepped({ flow }, emptyTalk, [{ start: 'flow', input: {} }])
    expect(asked).to.deep.equal(['listServices', 'listAppointments'])
    expect(shape(talk)).to.equal('flow.{left:found,right:found}')
  })

  it('keeps a delay as an alarm, a new setting each time, and clears it when the state is left', () => {
    const flow = kit.createMachine({
      id: 'flow',
      context: {},
      initial: 'waiting',
      states: {
        waiting: {
          after: { 60000: { target: 'left' } },
          on: {
            'customer.wrote': { target: 'waiting', reenter: true },
            'customer.chose': { target: 'left' },
          },
        },
        left: {},
      },
    })
    const first = stepped({ flow }, emptyTalk, [{ start: 'flow', input: {} }])
    const again = stepped({ flow }, first.talk, [{ frame: 1, event: wrote('x') }])
    expect(first.talk.alarms.map(({ setting, dueAt }) => [setting, dueAt])).to.deep.equal([[1, 60_000]])
    expect(again.talk.alarms.map(({ setting }) => setting)).to.deep.equal([2])
    const rung = stepped({ flow }, again.talk, [{ frame: 1, event: again.talk.alarms[0]!.event }])
    expect(shape(rung.talk)).to.equal('flow.left')
    expect(rung.talk.alarms).to.deep.equal([])
  })

  it('tells the flow below when one fails, and gives up when none handles it', () => {
    const failing = kit.createMachine({
      id: 'failing',
      initial: 'a',
      context: () => {
        throw new Error('no context')
      },
      states: { a: {} },
    })
    const careful = kit.createMachine({
      id: 'careful',
      context: {},
      initial: 'trying',
      states: {
        trying: { invoke: { id: 'failing', src: 'failing' as never, onError: { target: 'saved' } } },
        saved: {},
      },
    })
    expect(shape(stepped({ careful, failing }, emptyTalk, [{ start: 'careful', input: {} }]).talk)).to.equal(
      'careful.saved',
    )
    expect(() => stepped({ failing }, emptyTalk, [{ start: 'failing', input: {} }])).to.throw(
      PoisonError,
      'no context',
    )
  })

  it('gives the error of a service to its flow', () => {
    const flow = kit.createMachine({
      id: 'flow',
      context: {},
      initial: 'finding',
      states: {
        finding: { invoke: { id: 'f', src: 'listServices', onError: { target: 'sorry' } } },
        sorry: {},
      },
    })
    const answers = { listServices: { error: new Error('x') } }
    expect(shape(stepped({ flow }, emptyTalk, [{ start: 'flow', input: {} }], answers).talk)).to.equal(
      'flow.sorry',
    )
  })

  it('stops charts that never come to rest', () => {
    const round = kit.createMachine({
      id: 'round',
      context: {},
      initial: 'finding',
      states: {
        finding: { invoke: { id: 'f', src: 'listServices', onDone: { target: 'again' } } },
        again: { invoke: { id: 'g', src: 'listServices', onDone: { target: 'finding' } } },
      },
    })
    const spin = kit.createMachine({
      id: 'spin',
      context: {},
      initial: 'a',
      states: { a: { always: { target: 'b' } }, b: { always: { target: 'a' } } },
    })
    expect(() => stepped({ round }, emptyTalk, [{ start: 'round', input: {} }])).to.throw(RunawayError)
    expect(() => stepped({ spin }, emptyTalk, [{ start: 'spin', input: {} }])).to.throw(PoisonError)
  })
})
