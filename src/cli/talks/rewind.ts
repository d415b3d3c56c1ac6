import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant, local } from '../../agenda/zone.ts'
import { MovableClock } from '../../clock.ts'
import type { MessageView } from '../../sandbox/view.ts'
import { readSettings } from '../../settings.ts'
import { migrations, versionAfter } from '../../store/migrations.ts'
import { fillStore } from '../../store/openRecords.ts'
import type { StoredItem } from '../../store/records.ts'
import { CommandFailure } from '../failure.ts'
import { withOwnServer } from '../own.ts'
import { type Act, clockOf, moveClock, Phone } from '../phone.ts'
import type { Server } from '../server.ts'
import { reading } from '../store/reading.ts'
import { workshopNamed } from '../workshop.ts'
import { conversationOf, messagesOf } from './record.ts'
import { type Did, sequenceOf } from './sequence.ts'
import { clock } from './week.ts'

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
    const happened = sequenceOf(await messagesOf(records, conversation))
    const others: StoredItem[] = []
    for await (const batch of records.all())
      for (const each of batch)
        if (each.record === 'appointment' && each.appointment.customer !== conversation.key) others.push(each)
    const done = happened.flatMap((each) => ('did' in each && each.at < until ? [each] : []))
    return { done, others }
  })
  if (done.length === 0) throw new CommandFailure(`That customer had not written before ${to}.`)
  await onCopy(others, done[0]!.at, workshop.id, async (server) => {
    const phone = new Phone(server, '59899100001')
    for (const { at, did } of done) {
      await pass(server, at)
      for (const each of await doing(phone, actOf(did))) print(each)
    }
    await pass(server, until)
    for (const each of await phone.look()) print(each)
    console.log(`\n${to}, and then:`)
    for (const each of await doing(phone, { text: say })) print(each)
  })

  function print({ from, text, options, at }: MessageView): void {
    const { minute } = local(workshop.zone, Date.parse(at))
    const titles = options.map(({ title }) => `[${title}]`).join(' ')
    const words = [text || '(a file)', titles].filter(Boolean).join(' ').replace(/\n+/g, ' ')
    console.log(`${clock(minute)} ${from === 'customer' ? '>' : ' '} ${words}`)
  }
}

/** What came meanwhile, what is done, and what is said in return. */
async function doing(phone: Phone, act: Act): Promise<MessageView[]> {
  return [...(await phone.look()), ...(await phone.exchange(act))]
}

async function pass(server: Server, until: number): Promise<void> {
  for (;;) {
    const seconds = Math.ceil((until - (await clockOf(server))) / 1000)
    if (seconds <= 0) return
    await moveClock(server, `PT${Math.min(seconds, mostSeconds)}S`)
  }
}

/** The clock goes on by 60 days at a time at most. */
const mostSeconds = 60 * 86_400

function actOf(did: Did): Act {
  if ('heard' in did) return { text: did.heard }
  return 'tapped' in did ? { choose: did.tapped } : { media: { type: did.sent } }
}

/** Runs `work` on a sandbox that has these appointments, whose clock stands at a time in the past. */
async function onCopy(
  appointments: StoredItem[],
  begins: number,
  workshop: string,
  work: (server: Server) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-'))
  try {
    const settings = readSettings({ DATA_DIR: folder, BURST_MS: '0' })
    const filling = await fillStore(settings)
    try {
      await filling.put([{ record: 'chasqui', version: versionAfter(migrations) }, ...appointments])
      await filling.keep()
    } finally {
      await filling.close()
    }
    await withOwnServer(settings, work, workshop, new MovableClock(begins - Date.now()))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @throws CommandFailure where it is no time of the wall clock */
function momentOn(zone: string, written: string): number {
  const [, day = '', hour, minute] = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)$/.exec(written) ?? []
  const found = day ? instant(zone, day, Number(hour) * 60 + Number(minute)) : null
  if (found !== null && !Number.isNaN(found)) return found
  throw new CommandFailure(
    `"${written}" is no time. Write it like 2026-11-27T10:00, on the workshop's clock.`,
  )
}
