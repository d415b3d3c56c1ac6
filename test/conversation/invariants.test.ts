import { expect } from 'chai'
import type { Alarm, Conversation, Message } from '../../src/conversation/conversation.ts'
import { breaches, breachesBeside, messageBreaches } from '../../src/conversation/invariants.ts'
import { newConversation } from '../../src/conversation/newConversation.ts'
import { emptyTalk, kit, stepped, wrote } from '../helpers/charts.ts'

const child = kit.createMachine({
  id: 'child',
  initial: 'asking',
  context: {},
  states: {
    asking: { after: { forgetting: { target: 'ended' } } },
    waiting: {},
    ended: { type: 'final' },
  },
  output: {},
})
const parent = kit.createMachine({
  id: 'parent',
  initial: 'asking',
  context: {},
  states: {
    asking: { on: { 'customer.wrote': { target: 'handing' } } },
    handing: { invoke: { id: 'one', src: 'child' as never, onDone: { target: 'asking' } } },
  },
})
const flows = {
  parent,
  child: child.provide({ delays: { forgetting: 1000 } as never }),
}

const event = { id: 'evt_1', type: 'message.failed', at: 2, data: {}, attempts: 0, dueAt: 1000 }

/** A talk of two frames that waits, with an alarm. */
function sound(): Conversation {
  const stimuli = [
    { start: 'parent', input: {} },
    { frame: 1, event: wrote('hola') },
  ]
  const { talk } = stepped(flows, emptyTalk, stimuli)
  return { ...newConversation('ana', 'torke'), ...structuredClone(talk), dueAt: 1000 }
}

const whats = (conversation: Conversation) => [...breaches(conversation, flows)].map(({ what }) => what)
const changed = (change: (conversation: Conversation) => void) => {
  const conversation = sound()
  change(conversation)
  return whats(conversation)
}

describe('the invariants of a conversation', () => {
  it('hold for a talk that waits', () => {
    expect(sound().talk.map(({ flow }) => flow)).to.deep.equal(['parent', 'child'])
    expect(sound().alarms).to.have.length(1)
    expect(whats(sound())).to.deep.equal([])
  })

  const broken: Record<string, [(conversation: Conversation) => void, RegExp]> = {
    'due at another time than what it waits for': [
      (each) => {
        each.dueAt = 5
      },
      /^it is due 1970-01-01T00:00:00.005Z, but what it waits for falls due 1970-01-01T00:00:01.000Z$/,
    ],
    'texts that wait for nothing': [
      (each) => {
        each.inbox = [{ wamid: 'a', text: 'hola', at: 1, arrivedAt: 1, isLate: false }]
      },
      /^1 texts wait, to be taken up never$/,
    ],
    'nothing that waits for its time': [
      (each) => {
        each.inboxDueAt = 1000
      },
      /^0 texts wait, to be taken up 1970/,
    ],
    'owed messages out of order': [
      (each) => {
        each.last.message = 2
        each.owed = [2, 1].map((message) => ({ message, state: 'owed', dueAt: 1000, attempts: 0 }))
      },
      /^its owed messages are out of order$/,
    ],
    'an event to be told earlier than it is due': [
      (each) => {
        each.tellings = [{ ...event, dueAt: 5 }]
      },
      /^it is due 1970-01-01T00:00:01.000Z, but what it waits for falls due 1970-01-01T00:00:00.005Z$/,
    ],
    'events to be told out of order': [
      (each) => {
        each.tellings = [event, { ...event, id: 'evt_2', at: 1 }]
      },
      /^its events to be told are out of order$/,
    ],
    'two events to be told of one id': [
      (each) => {
        each.tellings = [event, event]
      },
      /^two events to be told have one id$/,
    ],
    'a frame beyond the counter': [
      (each) => {
        each.last.frame = 1
      },
      /^frame 2 was given out, but last.frame is 1$/,
    ],
    'a setting beyond the counter': [
      (each) => {
        each.last.setting = 0
      },
      /^setting 1 was given out, but last.setting is 0$/,
    ],
    'a question of a turn to come': [
      (each) => {
        each.talk[0]!.question = { turn: 9, text: '', options: [], list: null, fallback: null }
      },
      /^turn 9 was given out, but last.turn is 0$/,
    ],
    'an owed message beyond the counter': [
      (each) => {
        each.owed = [{ message: 3, state: 'owed', dueAt: 1000, attempts: 0 }]
      },
      /^message 3 was given out, but last.message is 0$/,
    ],
    'two alarms of one setting': [
      (each) => void each.alarms.push({ ...each.alarms[0]!, frame: null }),
      /^two alarms have one setting$/,
    ],
    'two frames of one id': [
      (each) => void each.talk.push({ ...each.talk[1]! }),
      /^two frames have the id 2$/,
    ],
    'a child below its parent': [
      (each) => void each.talk.reverse(),
      /^frame 2 stands on frame 1, which is not below it$/,
    ],
    'a parent that is gone': [
      (each) => void each.talk.shift(),
      /^frame 2 stands on frame 1, which is not below it$/,
    ],
    'an alarm whose frame is gone': [
      (each) => void each.talk.pop(),
      /^alarm xstate.after.forgetting.child.asking is of frame 2, which is gone$/,
    ],
    'a place held by a frame that is gone': [
      (each) => {
        each.hold = { appointment: 'a1', frame: 0 }
      },
      /^a place is held by frame 0, which is gone$/,
    ],
    'a child that its parent does not invoke': [
      (each) => {
        each.talk[1]!.as = 'two'
      },
      /^frame 1 \(parent\) does not invoke frame 2 \(child\)$/,
    ],
    'an alarm of a state that is over': [
      (each) => {
        ;(each.talk[1]!.snapshot as { value: string }).value = 'waiting'
      },
      /^frame 2 \(child\) is in no state that waits for xstate.after.forgetting.child.asking$/,
    ],
    'a state that there is not': [
      (each) => {
        ;(each.talk[1]!.snapshot as { value: string }).value = 'dancing'
      },
      /^frame 2 \(child\) cannot be restored: /,
    ],
    'a flow that has failed': [
      (each) => {
        ;(each.talk[1]!.snapshot as { status: string }).status = 'error'
      },
      /^frame 2 \(child\) is error$/,
    ],
  }
  for (const [what, [change, says]] of Object.entries(broken)) {
    it(`are broken by ${what}`, () => {
      expect(changed(change).filter((each) => says.test(each))).to.have.length(1)
    })
  }

  it('say nothing of frames whose flow was edited since: the next turn mends them', () => {
    const strange = changed((each) => {
      each.talk[1]!.fingerprint = 'of another day'
      ;(each.talk[1]!.snapshot as { value: string }).value = 'dancing'
    })
    expect(strange).to.deep.equal([])
  })

  it('let a delayed event be named as its flow likes', () => {
    const alarm: Alarm = { frame: 1, name: 'own', setting: 2, dueAt: 2000, event: { type: 'own' } }
    const named = changed((each) => {
      each.alarms.push(alarm)
      each.last.setting = 2
    })
    expect(named).to.deep.equal([])
  })
})

describe('what a conversation speaks of', () => {
  const message = (state: 'owed' | 'sent'): Message => ({
    ...{ id: 'ana.1', number: 1, from: 'bot', at: 1, type: 'text', text: 'Hola' },
    outbound: { state, body: {}, fallback: null, reached: {} },
  })
  const held = { id: 'a1', customer: 'ana', status: 'held' } as never
  const owing: Conversation = {
    ...newConversation('ana', 'torke'),
    owed: [{ message: 1, state: 'owed', dueAt: 1, attempts: 0 }],
    hold: { appointment: 'a1', frame: 1 },
    appointments: ['a1'],
    last: { turn: 1, frame: 1, setting: 0, message: 1 },
  }
  const whats = async (found: Message | undefined, place: unknown) => {
    const beside = { message: async () => found, appointment: async () => place as never }
    const all: string[] = []
    for await (const { what } of breachesBeside(owing, beside)) all.push(what)
    return all
  }

  it('is there, and as it says', async () => {
    expect(await whats(message('owed'), held)).to.deep.equal([])
  })

  it('is missed when it is gone, or is something else', async () => {
    expect(await whats(undefined, undefined)).to.deep.equal([
      'its last message, 1, is missing',
      'message 1 is owed and is none to be sent',
      'appointment a1 is not in the agenda',
    ])
    expect(await whats(message('sent'), { ...(held as object), status: 'booked' })).to.deep.equal([
      'message 1 is owed, but is sent already',
      'it holds a1, which is booked',
    ])
    expect(await whats(message('owed'), { ...(held as object), customer: 'leo' })).to.deep.equal([
      "it holds a1, which is another customer's",
      "appointment a1 is another customer's",
    ])
  })

  it('is sent by somebody, and counted', () => {
    const of = (conversation: Conversation) => [...messageBreaches(conversation, message('owed'))]
    expect(of(owing)).to.deep.equal([])
    expect(of({ ...owing, owed: [] }).map(({ what }) => what)).to.deep.equal([
      'it is owed, and nothing will send it',
    ])
    expect(of({ ...owing, last: { ...owing.last, message: 0 } }).map(({ what }) => what)).to.deep.equal([
      'it is number 1, but last.message is 0',
    ])
  })

  it('is a file that somebody fetches', async () => {
    const file: Message = {
      ...{ id: 'ana.1', number: 1, from: 'customer', at: 0, type: 'image', text: '' },
      media: { id: '1003', state: 'owed' },
    }
    const last = { ...sound().last, message: 1 }
    const fetching = [{ message: 1, dueAt: 1000, attempts: 0 }]
    const of = (each: Partial<Conversation>) =>
      [...messageBreaches({ ...sound(), last, ...each }, file)].map(({ what }) => what)
    expect(of({ fetching })).to.deep.equal([])
    expect(of({})).to.deep.equal(['its file is owed, and nothing will fetch it'])
    const beside = async (media: Message['media']) => {
      const found: string[] = []
      const message = async () => ({ ...file, ...(media && { media }) })
      const looked = { message, appointment: async () => undefined }
      for await (const { what } of breachesBeside({ ...sound(), last, fetching }, looked)) found.push(what)
      return found
    }
    expect(await beside(file.media)).to.deep.equal([])
    expect(await beside({ id: '1003', state: 'kept' })).to.deep.equal([
      'the file of message 1 is to be fetched, but is not owed',
    ])
  })

  it("of what is recalled is its customer's, and so are the question and the answer for it", async () => {
    const event = { type: 'recall.fellDue', appointment: 'a1', service: 'oil', vehicle: 'Gol' }
    const alarms: Alarm[] = [{ frame: null, name: 'recall/oil/gol', setting: 1, dueAt: 9, event }]
    const answers = [{ isGiven: true, at: 1, how: 'tapped' as const, message: 2 }]
    const consent = { asked: { text: '¿Querés?', at: 1, message: 1 }, answers }
    const beside = async (customer: string | undefined, last: number) => {
      const found: string[] = []
      const looked = {
        message: async (number: number) => (number <= last ? ({ number } as Message) : undefined),
        appointment: async () => (customer === undefined ? undefined : ({ id: 'a1', customer } as never)),
      }
      for await (const { what } of breachesBeside({ ...sound(), alarms, consent }, looked)) found.push(what)
      return found
    }
    expect(await beside('ana', 2)).to.deep.equal([])
    expect(await beside('leo', 2)).to.deep.equal([
      "recall/oil/gol recalls appointment a1, which is another customer's",
    ])
    expect(await beside(undefined, 1)).to.deep.equal([
      'recall/oil/gol recalls appointment a1, which is not in the agenda',
      'message 2, in which they were asked for a consent or gave it, is missing',
    ])
  })
})
