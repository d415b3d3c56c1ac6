import { setTimeout as pause } from 'node:timers/promises'
import { settingsNow } from '../environment.ts'
import { CommandFailure } from './failure.ts'
import { findServer, type Server } from './server.ts'
import { numberNamed } from './workshop.ts'

/** A message as the API shows it. */
export interface Shown {
  id: string
  state: string
  reason?: string
  wamid?: string
}

/**
 * Sends something through the running server, else through one of its own, and says how far it came.
 * @param next the command for whoever has not written for 24 hours
 */
export async function send(
  workshop: string | undefined,
  work: (server: Server) => Promise<Shown>,
  next = 'npx chasqui send template TO NAME',
): Promise<void> {
  const settings = settingsNow()
  const { missing } = numberNamed(workshop, settings) ?? settings
  if (missing.length > 0) throw new CommandFailure(`Nothing can be sent yet: ${missing.join('; ')}.`)
  const running = await findServer(settings, workshop)
  const sent = running
    ? await work(running)
    : await (await import('./own.ts')).withOwnServer(settings, work, { workshop })
  if (!arrived.has(sent.state)) throw new CommandFailure(why(sent, next))
  console.log(`${sent.state} ${sent.id}${sent.wamid ? ` ${sent.wamid}` : ''}`)
}

/** Hands the message over and follows it until it has left, or never will; 20 s at most. */
export async function deliver(server: Server, message: object): Promise<Shown> {
  const { id } = await server.post<Shown>('/api/v1/messages', message)
  const patience = performance.now() + 20_000
  let shown = await server.get<Shown>(`/api/v1/messages/${id}`)
  while (!settled(shown) && performance.now() < patience) {
    await pause(100)
    shown = await server.get<Shown>(`/api/v1/messages/${id}`)
  }
  return shown
}

const arrived = new Set(['accepted', 'sent', 'delivered', 'read'])

function settled({ state }: Shown): boolean {
  return arrived.has(state) || state === 'failed' || state === 'blocked'
}

/** Meta's own code for a message outside the window, should it see what we did not. */
const outsideWindow = /\b131047\b/

function why({ id, state, reason = 'no reason is known' }: Shown, next: string): string {
  if (reason === 'window' || outsideWindow.test(reason)) {
    return `Not sent: this customer has not written in the last 24 hours, so only a template may be sent. Next: ${next}`
  }
  if (reason === 'optedOut') return 'Not sent: this customer asked not to be written to any more.'
  if (settled({ id, state })) return `Not sent (${state}): ${reason}`
  return `Not sent within 20 s (message ${id} is ${state}: ${reason}). The server goes on trying; look again with GET /api/v1/messages/${id}`
}
