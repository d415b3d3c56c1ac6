import type { Message } from '../../conversation/conversation.ts'
import type { MessageView } from '../../sandbox/view.ts'
import type { StoredItem } from '../../store/records.ts'
import { Phone } from '../phone.ts'
import { type Server, ServerRefusal } from '../server.ts'
import { doing, onCopy, passUntil } from '../talks/copy.ts'
import { agrees, type Difference, type Line } from '../talks/difference.ts'
import { type Did, sequenceOf } from '../talks/sequence.ts'

/** Does what a customer did once more with each of two folders of flows, and tells where the bot says something else. */
export async function differencesIn(
  messages: Message[],
  { others, workshop, flows }: { others: StoredItem[]; workshop: string; flows: string },
): Promise<Difference[]> {
  const done = sequenceOf(messages).flatMap((each) => ('did' in each ? [each] : []))
  const [first] = done
  if (!first) return []
  const play = (folder?: string) =>
    onCopy({ others, begins: first.at, workshop, ...(folder !== undefined && { flows: folder }) }, (server) =>
      played(server, done),
    )
  const [expected, was] = [await play(), await play(flows)]
  return done.flatMap(({ did }, index) => {
    const [before, after] = [expected[index] ?? [], was[index] ?? []]
    return agrees(before, after) ? [] : [{ where: title(index, did), expected: before, was: after }]
  })
}

/** What is said after each thing that was done, and until the next. */
async function played(server: Server, done: { at: number; did: Did }[]): Promise<Line[][]> {
  const phone = new Phone(server, '59899100001')
  const said: Line[][] = []
  for (const { at, did } of done) {
    await passUntil(server, at)
    try {
      said.push(linesOf(await doing(phone, did)))
    } catch (error) {
      if (!(error instanceof ServerRefusal)) throw error
      said.push([{ text: '(this was not offered)', options: [] }])
    }
  }
  return said
}

function linesOf(messages: MessageView[]): Line[] {
  return messages
    .filter(({ from }) => from === 'workshop')
    .map(({ text, options }) => ({ text, options: options.map(({ title }) => title) }))
}

function title(index: number, did: Did): string {
  const [[what, words] = []] = Object.entries(did)
  return `step ${index + 1}, ${what} "${words}"`
}
