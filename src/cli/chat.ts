import { createInterface } from 'node:readline/promises'
import { settingsNow } from '../environment.ts'
import type { MessageView } from '../sandbox/view.ts'
import { moveClock, Phone } from './phone.ts'
import { findServer, isSandbox, type Server, ServerRefusal } from './server.ts'

/** Talks to the bot as a customer, a line of standard input a message. */
export async function chat(phone: string, workshop?: string): Promise<void> {
  const settings = settingsNow()
  const running = settings.mode === 'sandbox' ? await findServer(settings, workshop) : undefined
  if (running && (await isSandbox(running))) return converse(running, phone)
  const { withOwnSandbox } = await import('./own.ts')
  await withOwnSandbox((server) => converse(server, phone), { workshop })
}

/** Of an older chat, how many messages are shown at first. */
const mostOfBefore = 6

async function converse(server: Server, digits: string): Promise<void> {
  const phone = new Phone(server, digits)
  const isTyped = process.stdin.isTTY === true
  let offered = show((await phone.look()).slice(-mostOfBefore))
  // Only now, since lines that come before they are awaited are lost.
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' })
  lines.prompt()
  for await (const line of lines) {
    if (!isTyped) console.log(line)
    offered = show(await heed(server, phone, line.trim(), offered)) ?? offered
    lines.prompt()
  }
  console.log()
}

/** What came of a line. What the sandbox does not take is said, and the talk goes on. */
async function heed(
  server: Server,
  phone: Phone,
  line: string,
  offered: MessageView['options'] = [],
): Promise<MessageView[]> {
  try {
    if (line.startsWith('/later')) await moveClock(server, line.slice('/later'.length).trim())
    else if (line.startsWith('/send'))
      return await phone.act({ media: { type: line.slice('/send'.length).trim() } })
    else if (line !== '') {
      const option = /^\d{1,2}$/.test(line) ? offered[Number(line) - 1] : undefined
      return await phone.act(option ? { choose: option.id } : { text: line })
    }
    return await phone.look()
  } catch (error) {
    if (!(error instanceof ServerRefusal)) throw error
    console.log(`(${error.message})`)
    return []
  }
}

/** @returns what can be tapped now, if anything was said */
function show(messages: MessageView[]): MessageView['options'] | undefined {
  for (const { from, text, options } of messages) {
    console.log(from === 'customer' ? `> ${text}` : text)
    for (const [index, { title, description }] of options.entries()) {
      console.log(`  ${index + 1}. ${title}${description ? ` — ${description}` : ''}`)
    }
  }
  return messages.findLast(({ from }) => from === 'workshop')?.options
}
