import type { Appointment } from '../agenda/appointment.ts'
import { nextOpening } from '../agenda/opening.ts'
import type { Workshop } from '../agenda/workshop.ts'
import { workshopIn } from '../agenda/workshopIn.ts'
import { isoIn } from '../agenda/zone.ts'
import type { InterruptWords } from '../language/interrupts.ts'
import { type Changes, type Entry, isPassing, type View } from '../store/store.ts'
import { addComment } from './afterwards.ts'
import { answer, releaseHold } from './answers.ts'
import { entryReply, type Flows, restore } from './chart.ts'
import { keepAsked } from './consent.ts'
import type { Conversation, Frame, Message, Question } from './conversation.ts'
import { deadLetter } from './deadLetterKind.ts'
import { nextDue } from './due.ts'
import { isCurrent } from './fingerprint.ts'
import { chainOf, fit, fitChain, heirOf } from './fit.ts'
import type { Mended } from './mend.ts'
import type { Asking } from './places.ts'
import { dropUnwanted, noteBooked } from './planRecalls.ts'
import { planReminders } from './planReminders.ts'
import { again, merge, mostBesideOptions, type Said, say, type Voice } from './speech.ts'
import { type Answer, type Asked, PoisonError, type Stimulus, step } from './step.ts'
import type { Reply } from './vocabulary.ts'
import { dropWish, planWishes } from './wishes.ts'

/** What the engine knows of the workshop it speaks for. */
export interface House {
  workshop: Workshop
  flows: Flows
  words: InterruptWords
  /** In the workshop's language, and in every language that there are texts of. */
  voice: Voice
  voices: Record<string, Voice>
  /** How long a customer must be quiet before texts are taken up, in ms; 0: at once. */
  burst: number
}

/** One event being handled: a copy of the conversation, what is said, and all that has to be committed with it. */
export class Turn {
  readonly conversation: Conversation
  readonly now: number
  readonly #house: House
  readonly #view: View<Conversation, Message>
  readonly #messages: Message[] = []
  readonly #entries: Entry[] = []
  #changed = new Map<string, Appointment>()
  #removed = new Set<string>()
  #said: Said[] = []
  #hasCalled = false
  #first: number | undefined

  constructor(house: House, view: View<Conversation, Message>, conversation: Conversation, now: number) {
    this.#house = house
    this.#view = view
    this.conversation = { ...conversation, last: { ...conversation.last, turn: conversation.last.turn + 1 } }
    this.now = now
  }

  /** How many things were said so far. */
  get sayings(): number {
    return this.#said.length
  }

  /** Lets the charts run until they wait again, and takes over what they ask for. */
  async run(stimuli: Stimulus[]): Promise<void> {
    const { conversation } = this
    const front = conversation.talk.at(-1)?.id
    const steps = step(this.#house.flows, conversation, stimuli, this.now)
    let next = steps.next()
    while (!next.done) {
      const { service, input, frame } = next.value
      next = steps.next(await this.#answer(service, input, frame))
    }
    Object.assign(conversation, next.value.talk)
    this.#keepHold((frame) => next.value.restarted.get(frame))
    for (const effect of next.value.effects) this.#perform(effect)
    await this.#releaseHold()
    this.#returnTo(front)
  }

  /**
   * Fits the talk to flows that were edited since; what would have to begin again and is not in front waits until it is.
   * @returns whether what was asked last is asked no more, since its flow had to begin again or is gone; that is said
   */
  async mend(): Promise<boolean> {
    const { conversation } = this
    const asked = conversation.talk.at(-1)
    const { talk, restarts } = fit(this.#house.flows, conversation, this.now)
    this.#keepHold((frame) => heirOf(conversation.talk, restarts, frame))
    Object.assign(conversation, talk)
    await this.#releaseHold()
    const isGone = asked?.question && !conversation.talk.some(({ id }) => id === asked.id)
    if (restarts.length === 0 && !isGone) return false
    this.say('engine.restarted')
    if (restarts.length > 0) await this.#beginAgain(restarts)
    return true
  }

  /** The same for what a frame belongs to, where nobody is there to be asked: it ends if it would have to begin again. */
  async mendQuietly(frame: number): Promise<void> {
    const { conversation } = this
    const { talk, restarts } = fitChain(this.#house.flows, conversation, frame, this.now)
    const chain = chainOf(conversation.talk, frame)
    if (restarts.length > 0) return this.endFlows((each) => chain.includes(each))
    Object.assign(conversation, talk)
    await this.#releaseHold()
  }

  /** Whether a frame's flow was edited so that it has to begin again before anything can happen to it. */
  isStale(frame: number | null): boolean {
    const found = this.conversation.talk.find(({ id }) => id === frame)
    return found !== undefined && !isCurrent(this.#house.flows.flows, found)
  }

  /** Asks what is asked in front as its flow asks it now. @returns false where it still offers the same */
  renewQuestion(): boolean {
    const { conversation } = this
    const front = conversation.talk.at(-1)
    const flow = front && this.#house.flows.flows[front.flow]
    const reply = front?.question && flow && entryReply(restore(flow, front.snapshot))
    if (!reply) return false
    const question = say(this.#voice, reply, conversation.last.turn)
    if (idsOf(question) === idsOf(front.question!)) return false
    conversation.talk = [...conversation.talk.slice(0, -1), { ...front, question }]
    return true
  }

  /** Says something of the engine's own. */
  say(key: string, values: Reply['with'] = {}): void {
    const question = say(this.#voice, { text: key, with: values }, this.conversation.last.turn)
    this.#said.push({ frame: null, question, cause: { flow: 'engine', state: key } })
  }

  /** Gives the floor to a person; outside opening hours it is said when there is one. */
  callPerson({ about }: { about?: string } = {}): void {
    if (about === undefined) delete this.conversation.calledAbout
    else this.conversation.calledAbout = about
    this.conversation.attention = 'human'
    this.conversation.attendedAt = this.now
    this.#hasCalled = true
  }

  /** Says the question in front once more. */
  sayAgain(): void {
    const front = this.conversation.talk.at(-1)
    if (front) this.#said.push(...again(front))
  }

  /** Ends everything that is being talked about. */
  async endTalk(): Promise<void> {
    await this.endFlows(() => true)
  }

  /** What is said to a person after a bad rating belongs to that. */
  async comment(text: string): Promise<void> {
    const { commenting } = this.conversation
    if (commenting && this.now < commenting.until)
      await addComment(this.#asking(0), { id: commenting.appointment, text })
  }

  /** What was waited for has passed. */
  async dropWish(id: string): Promise<void> {
    await this.#view.lockAgenda()
    dropWish(this.#asking(0), id)
  }

  /** Goes on in another language, of those that the house has; what was asked is asked in it from now on. */
  speakIn(language: string): void {
    const { conversation } = this
    conversation.language = language
    conversation.talk = conversation.talk.map((frame) => {
      const flow = this.#house.flows.flows[frame.flow]
      const reply = frame.question && flow && entryReply(restore(flow, frame.snapshot))
      return reply ? { ...frame, question: say(this.#voice, reply, frame.question!.turn) } : frame
    })
  }

  /** Ends the flows that fit, and what they began. */
  async endFlows(which: (frame: Frame) => boolean): Promise<void> {
    const { conversation } = this
    const ended = new Set<number>()
    for (const frame of conversation.talk)
      if (which(frame) || (frame.parent !== null && ended.has(frame.parent))) ended.add(frame.id)
    conversation.talk = conversation.talk.filter(({ id }) => !ended.has(id))
    conversation.alarms = conversation.alarms.filter(({ frame }) => frame === null || !ended.has(frame))
    await this.#releaseHold()
  }

  /** Forgets what was said after the first so many things, as when the charts failed. */
  unsay(after = 0): void {
    this.#said = this.#said.slice(0, after)
  }

  /** Takes up what was heard before: what is kept from now on belongs to the turn that began with the first that waits. */
  goOn(): void {
    this.#first = this.conversation.inbox[0]?.number
  }

  /** Adds a message to the transcript. */
  keep(message: Omit<Message, 'id' | 'number' | 'turn'>): Message {
    const number = ++this.conversation.last.message
    this.#first ??= number
    const turn = this.#first === number ? {} : { turn: this.#first }
    const kept = { id: `${this.conversation.key}.${number}`, number, ...turn, ...message }
    this.#messages.push(kept)
    return kept
  }

  /** Changes a message that was kept before. */
  change(message: Message): void {
    this.#messages.push(message)
  }

  /** Keeps what could not be handled, as it came. */
  park({ id, reason, raw }: Pick<Entry, 'id' | 'reason' | 'raw'>): void {
    const { workshop, key: customer } = this.conversation
    this.#entries.push({ id, at: this.now, kind: deadLetter, reason, raw, workshop, customer })
  }

  /** Why something was parked in this turn. */
  get parked(): string | undefined {
    return this.#entries[0]?.reason
  }

  /** A message to be sent, after those that are owed already. */
  owe(
    message: Omit<Message, 'id' | 'number' | 'turn' | 'at' | 'outbound'> & {
      body: unknown
      fallback: unknown
      inFirst?: unknown
    },
  ): Message {
    const { body, fallback, inFirst, ...rest } = message
    const kept = this.keep({
      ...rest,
      at: this.now,
      outbound: {
        state: 'owed',
        body,
        fallback,
        ...(inFirst !== undefined && { inFirst }),
        reached: { owed: this.now },
      },
    })
    const { owed } = this.conversation
    this.conversation.owed = [...owed, { message: kept.number, state: 'owed', dueAt: this.now, attempts: 0 }]
    return kept
  }

  /** Makes messages of what was said. `proactive`: nobody asked for it. */
  speak({ proactive = false } = {}): void {
    const { workshop } = this.#house
    const opensAt = this.#hasCalled ? nextOpening(workshop, this.now) : undefined
    if (opensAt !== undefined) this.say('engine.personWhen', { start: isoIn(workshop.zone, opensAt) })
    const notice = proactive ? undefined : this.#dueNotice()
    const said = notice === undefined ? this.#said : withNotice(this.#said, notice)
    const utterances = poisonous(this.#said.at(-1)?.cause.flow, () => merge(this.#voice, said))
    for (const { body, ...said } of utterances) {
      const { number } = this.owe({
        from: 'bot',
        type: body.type,
        ...said,
        body,
        ...(proactive && { proactive }),
      })
      if (notice !== undefined) this.conversation.notice = { text: notice, at: this.now, message: number }
      const consent = keepAsked(this.conversation, number, said.text)
      if (consent) this.conversation.consent = consent
    }
  }

  /** Everything this turn changes. */
  end({ seen }: { seen?: { id: string; at: number } } = {}): Changes<Conversation, Message> {
    const { conversation } = this
    for (const each of this.#changed.values()) {
      planReminders(conversation, this.#house.workshop, each, this.now)
      noteBooked(conversation, each)
    }
    dropUnwanted(conversation)
    planWishes(conversation, [...this.#changed.values()], this.#removed)
    conversation.dueAt = nextDue(conversation)
    return {
      conversation,
      messages: this.#messages,
      appointments: [...this.#changed.values()],
      removedAppointments: [...this.#removed],
      entries: this.#entries,
      ...(seen && { seen: [seen] }),
    }
  }

  get #voice(): Voice {
    const { language = '' } = this.conversation
    return this.#house.voices[language] ?? this.#house.voice
  }

  /** A place that is kept for a flow that is over is free again. */
  async #releaseHold(): Promise<void> {
    if (this.conversation.hold) await releaseHold(this.#asking(0))
  }

  async #answer(service: string, input: unknown, frame: number): Promise<Answer> {
    try {
      return { output: await answer(this.#asking(frame), service, input) }
    } catch (error) {
      // That the store fails is nothing that a flow could handle: the whole turn is run again.
      if (isPassing(error)) throw error
      return { error }
    }
  }

  #asking(frame: number): Asking {
    return {
      view: this.#view,
      workshop: workshopIn(this.#house.workshop, this.conversation.language),
      conversation: this.conversation,
      now: this.now,
      frame,
      changed: this.#changed,
      removed: this.#removed,
    }
  }

  #perform(effect: Asked): void {
    const { conversation, now } = this
    switch (effect.type) {
      case 'reply': {
        const question = poisonous(effect.cause.flow, () =>
          say(this.#voice, effect.params, conversation.last.turn),
        )
        this.#said.push({ frame: effect.frame, question, cause: effect.cause })
        conversation.talk = conversation.talk.map((frame) =>
          frame.id === effect.frame ? { ...frame, question } : frame,
        )
        return
      }
      case 'remark': {
        const question = poisonous(effect.cause.flow, () =>
          say(this.#voice, effect.params, conversation.last.turn),
        )
        this.#said.push({ frame: effect.frame, question, cause: effect.cause })
        const frame = conversation.talk.find(({ id }) => id === effect.frame)
        if (frame) this.#said.push(...again(frame))
        return
      }
      case 'setAlarm': {
        const { name, at, event } = effect.params
        const setting = ++conversation.last.setting
        this.#clearAlarm(name)
        conversation.alarms = [
          ...conversation.alarms,
          { frame: null, name, setting, dueAt: Math.max(Date.parse(at), now), event },
        ]
        return
      }
      case 'clearAlarm':
        this.#clearAlarm(effect.params.name)
        return
      case 'callPerson':
        this.callPerson(effect.params)
        return
      case 'forgetCustomer':
        conversation.forgetAt = now + untilForgotten
        return
    }
  }

  /** Whoever was not told yet how their data is used is told so below the first answer that has room for it. */
  #dueNotice(): string | undefined {
    const { notice } = this.#house.workshop
    if (notice === null || this.#said.length === 0 || this.conversation.notice?.text === notice)
      return undefined
    const texts = [...this.#said.map(({ question }) => question.text), notice]
    return texts.join('\n\n').length <= mostBesideOptions ? notice : undefined
  }

  /**
   * Has flows begin again. One that ends without a question, or does something to an appointment on the way to it, might
   * cancel or book what the customer was only asked about: it ends instead, and nothing of it counts.
   */
  async #beginAgain(restarts: Mended['restarts']): Promise<void> {
    const { conversation } = this
    const before = { ...conversation, last: { ...conversation.last } }
    const [said, hasCalled] = [this.#said, this.#hasCalled]
    const [changed, removed] = [new Map(this.#changed), new Set(this.#removed)]
    this.#said = [...said]
    await this.run(restarts)
    const front = conversation.talk.at(-1)
    const isListening = this.#said.length === said.length && (front?.id ?? 0) > before.last.frame
    const asks = isListening || this.#said.some(({ frame }) => frame === front?.id)
    const acts = [...this.#changed.values()].some(
      (each) => each !== changed.get(each.id) && each.status !== 'held' && each.status !== 'waiting',
    )
    if (asks && !acts) return
    for (const key of Object.keys(conversation)) delete conversation[key as keyof Conversation]
    Object.assign(conversation, before)
    this.#said = said
    this.#hasCalled = hasCalled
    this.#changed = changed
    this.#removed = removed
    const chains = restarts.flatMap(({ restart }) => chainOf(conversation.talk, restart))
    await this.endFlows((frame) => chains.includes(frame))
  }

  /** A place that is kept for the customer stays so for the flow that began again in place of the one that took it. */
  #keepHold(heirOf: (frame: number) => number | undefined): void {
    const { conversation } = this
    const frame = conversation.hold ? heirOf(conversation.hold.frame) : undefined
    if (conversation.hold && frame !== undefined) conversation.hold = { ...conversation.hold, frame }
  }

  #clearAlarm(name: string): void {
    this.conversation.alarms = this.conversation.alarms.filter(
      (alarm) => alarm.frame !== null || alarm.name !== name,
    )
  }

  /**
   * When what lay on top has ended, the question below it is asked again, unless it has just been, a person answers from now on,
   * or it is the menu: that would greet again who was here all the time.
   */
  #returnTo(frontBefore: number | undefined): void {
    if (this.conversation.attention === 'human') return
    const front = this.conversation.talk.at(-1)
    if (!front || front.id === frontBefore || frontBefore === undefined) return
    if (front.flow === this.#house.flows.greets) return
    const isNew = this.#said.some(({ frame }) => frame === front.id)
    if (!isNew && this.#said.length > 0) this.sayAgain()
  }
}

function idsOf({ options }: Question): string {
  return JSON.stringify(options.map(({ id }) => id))
}

function withNotice(said: Said[], notice: string): Said[] {
  return said.map((each, index) => {
    if (index < said.length - 1) return each
    const { question } = each
    return { ...each, question: { ...question, text: `${question.text}\n\n${notice}` } }
  })
}

/** So that the last answer, and what becomes of it, is known before nothing is, in ms. */
const untilForgotten = 60_000

/** What cannot be put into words is the flow's fault, as if it had failed itself. */
function poisonous<T>(flow: string | undefined, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new PoisonError(flow ?? 'engine', error)
  }
}
