import { clock } from '../../agenda/spokenHours.ts'
import { instant, local } from '../../agenda/zone.ts'
import type { MessageView } from '../../sandbox/view.ts'
import type { StoredItem } from '../../store/records.ts'
import { CommandFailure } from '../failure.ts'
import { Phone } from '../phone.ts'
import { reading } from '../store/reading.ts'
import { conversationOf, nobody } from '../store/whose.ts'
import { workshopNamed } from '../workshop.ts'
import { doing, onCopy, passUntil } from './copy.ts'
import { messagesOf } from './record.ts'
import { sequenceOf } from './sequence.ts'

export interface Rewinding {
  /** Up to when, on the workshop's clock: `2026-11-27T10:00`. */
  to: string
  /** What is said there instead of what was. */
  say: string
  workshop: string | undefined
}

/**
 * Tries another answer: does what a customer did up to a moment once more, at the same times, on a copy that has the
 * appointments of all others as they are now; says something else there, and prints what the bot makes of it. What is
 * stored stays as it is.
 * @throws CommandFailure when nobody is known by that, or they had not written yet
 */
export async function rewind(whose: string, { to, say, workshop: id }: Rewinding): Promise<void> {
  const { workshop } = workshopNamed(id)
  const until = momentOn(workshop.zone, to)
  const { done, others } = await reading(async ({ records }) => {
    const conversation = await conversationOf(records, workshop.id, whose)
    if (!conversation) throw nobody()
    const happened = sequenceOf(await messagesOf(records, conversation))
    const others: StoredItem[] = []
    for await (const batch of records.all())
      for (const each of batch)
        if (each.record === 'appointment' && each.appointment.customer !== conversation.key) others.push(each)
    const done = happened.flatMap((each) => ('did' in each && each.at < until ? [each] : []))
    return { done, others }
  })
  if (done.length === 0) throw new CommandFailure(`That customer had not written before ${to}.`)
  await onCopy({ others, begins: done[0]!.at, workshop: workshop.id }, async (server) => {
    const phone = new Phone(server, '59899100001')
    for (const { at, did } of done) {
      await passUntil(server, at)
      for (const each of await doing(phone, did)) print(each)
    }
    await passUntil(server, until)
    for (const each of await phone.look()) print(each)
    console.log(`\n${to}, and then:`)
    for (const each of await doing(phone, { heard: say })) print(each)
  })

  function print({ from, text, options, at }: MessageView): void {
    const { minute } = local(workshop.zone, Date.parse(at))
    const titles = options.map(({ title }) => `[${title}]`).join(' ')
    const words = [text || '(a file)', titles].filter(Boolean).join(' ').replace(/\n+/g, ' ')
    console.log(`${clock(minute)} ${from === 'customer' ? '>' : ' '} ${words}`)
  }
}

/**
 * A time as a clock on the wall shows it, or as the API and `chasqui store show` print it.
 * @throws CommandFailure where it is none
 */
function momentOn(zone: string, written: string): number {
  const [, day = '', hour, minute, second = 0, offset] = moment.exec(written) ?? []
  const onTheWall = () =>
    (instant(zone, day, Number(hour) * 60 + Number(minute)) ?? Number.NaN) + Number(second) * 1000
  const at = offset ? Date.parse(written.replace(' ', 'T')) : day ? onTheWall() : Number.NaN
  if (!Number.isNaN(at)) return at
  throw new CommandFailure(
    `"${written}" is no time. Write it like 2026-11-27T10:00, on the workshop's clock, or as chasqui store show prints it.`,
  )
}

const moment = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/
