import { existsSync, writeFileSync } from 'node:fs'
import { stringify } from 'yaml'
import type { Appointment } from '../../agenda/appointment.ts'
import { dayStart } from '../../agenda/zone.ts'
import type { Conversation, Message } from '../../conversation/conversation.ts'
import type { Records } from '../../store/records.ts'
import { CommandFailure } from '../failure.ts'
import { reading } from '../store/reading.ts'
import { conversationOf, nobody } from '../store/whose.ts'
import { workshopNamed } from '../workshop.ts'
import { describe } from './difference.ts'
import { rehearsed } from './replay.ts'
import { transcribe } from './transcribe.ts'

export interface Recording {
  workshop: string | undefined
  /** The first day, local; without it, everything. */
  from: string | undefined
}

/**
 * Writes a stored conversation down as a talk, without what tells who the customer is, and rehearses it.
 * @throws CommandFailure when nobody is known by that, nothing was said, or the file is there already
 */
export async function recordTalk(
  whose: string,
  file: string,
  { workshop: id, from }: Recording,
): Promise<void> {
  if (existsSync(file)) throw new CommandFailure(`${file} is there already. Give another name, or delete it.`)
  const { workshop } = workshopNamed(id)
  const { talk, notes } = await reading(async ({ records }) => {
    const conversation = await conversationOf(records, workshop.id, whose)
    if (!conversation) throw nobody()
    const since = from === undefined ? 0 : dayStart(workshop.zone, from)
    const appointments = await appointmentsOf(records, conversation)
    return transcribe({
      title: 'A customer …',
      workshop,
      messages: (await messagesOf(records, conversation)).filter(({ at }) => at >= since),
      appointments,
      names: [conversation.name, conversation.saidName, ...appointments.map(({ name }) => name)],
    })
  })
  if (talk.talk.length === 0) throw new CommandFailure('Nothing was said by that customer in this time.')
  writeFileSync(file, stringify(talk, { lineWidth: 0 }), { mode: 0o600 })
  console.log(
    `Written to ${file}: ${talk.talk.length === 1 ? 'one step' : `${talk.talk.length} steps`}. Names, phones, plates and mail are replaced.`,
  )
  console.log('Read it before you pass it on: what people tell in their own words cannot be recognised.')
  for (const note of notes) console.log(note)
  const differences = await rehearsed(talk, workshop.id)
  if (differences.length === 0) return console.log('Rehearsed now, it goes as it went.')
  console.log('Rehearsed now, on an empty agenda, it goes another way:')
  for (const difference of differences) console.log(describe(difference))
}

/** All that are kept, oldest first. */
export async function messagesOf(
  records: Records,
  { workshop, key, last }: Conversation,
): Promise<Message[]> {
  const messages: Message[] = []
  for (let number = 1; number <= last.message; number++) {
    const found = await records.message(workshop, key, number)
    if (found) messages.push(found as Message)
  }
  return messages
}

/** Those that are over, too: they are looked for among all. */
async function appointmentsOf(records: Records, { workshop, key }: Conversation): Promise<Appointment[]> {
  const found: Appointment[] = []
  const isOf = (each: { workshop: string; customer: string }) =>
    each.workshop === workshop && each.customer === key
  for await (const batch of records.all())
    for (const each of batch)
      if (each.record === 'appointment' && isOf(each.appointment))
        found.push(each.appointment as unknown as Appointment)
  return found
}
