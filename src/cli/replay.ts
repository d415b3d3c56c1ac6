import { extname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { settingsNow } from '../environment.ts'
import type { Settings } from '../settings.ts'
import { sign } from '../whatsapp/signature.ts'
import { CommandFailure } from './failure.ts'
import { clockOf, moveClock, Phone } from './phone.ts'
import { refresh, writersOf } from './refresh.ts'
import { findServer, isSandbox, type Server, ServerRefusal, urlOf } from './server.ts'
import { readWebhook } from './webhookFile.ts'
import { numberNamed } from './workshop.ts'

/**
 * Plays recorded webhooks to the running server and rehearses talks in sandboxes of their own, one file after another,
 * also after one that cannot be played.
 * @throws CommandFailure when a webhook was not taken or a talk went another way
 */
export async function replay(files: string[], options: Options): Promise<void> {
  if (options.at !== undefined && (files.length > 1 || !isTalk(files[0]!)))
    throw new CommandFailure('With --at, name one talk (.yaml) alone.')
  let failures = 0
  for (const file of files) {
    try {
      if (!(await play(file, options))) failures++
    } catch (error) {
      if (files.length === 1) throw error
      console.error((error as Error).message)
      failures++
    }
  }
  if (failures > 0)
    throw new CommandFailure(
      `${failures} of ${files.length} did not go as ${files.length === 1 ? 'it' : 'they'} should.`,
    )
}

interface Options {
  asRecorded: boolean
  /** Up to which step, or to when, one talk is played. */
  at?: string | undefined
  /** Of several workshops, to whose number webhooks go, and who rehearses talks (the first, if none is named). */
  workshop: string | undefined
}

async function play(file: string, options: Options): Promise<boolean> {
  if (!isTalk(file)) return replayWebhook(file, options)
  const { playTalk, replayTalk } = await import('./talks/replay.ts')
  if (options.at !== undefined) return playTalk(file, options.at, options.workshop)
  return replayTalk(file, options.workshop)
}

function isTalk(file: string): boolean {
  return ['.yaml', '.yml'].includes(extname(file))
}

async function replayWebhook(file: string, { asRecorded, workshop }: Options): Promise<boolean> {
  const recorded = readWebhook(file)
  const settings = settingsNow()
  const own = numberNamed(workshop, settings)
  const server = await findServer(settings, workshop)
  if (!server) throw new CommandFailure(`No server answers on ${urlOf(settings)}. Start one with: npm start`)
  const inSandbox = (own ? own.mode : settings.mode) === 'sandbox' && (await isSandbox(server))
  const now = inSandbox ? await clockOf(server) : Date.now()
  const number = own?.phoneNumberId ?? (inSandbox ? sandboxNumber : settings.phoneNumberId)
  const account = own?.businessAccountId
  const payload = asRecorded || number === undefined ? recorded : refresh(recorded, { now, number, account })
  const phones = inSandbox
    ? writersOf(payload).map((digits) => ({ digits, phone: new Phone(server, digits) }))
    : []
  for (const { phone } of phones) await phone.look()
  const status = inSandbox
    ? await postInSandbox(server, payload)
    : await postSigned(server, own ?? settings, payload)
  console.log(`${status === 200 ? '✓' : '✗'} ${file}: ${status}`)
  // The bot waits a while for more texts of the same customer: nothing more comes, so that while may pass.
  if (phones.length > 0) await moveClock(server, longestBurst)
  for (const { digits, phone } of phones) {
    await quiet(server, digits)
    for (const { from, text } of await phone.look())
      console.log(`  ${from === 'customer' ? '>' : ' '} ${text}`)
  }
  return status === 200
}

const longestBurst = 'PT5S'

/** The number that the sandbox's server answers for. */
const sandboxNumber = '100000000000001'

async function postInSandbox(server: Server, payload: unknown): Promise<number> {
  return (await server.post<{ status: number }>('/sandbox/webhooks', payload)).status
}

/** As Meta posts it: signed with the app secret over the bytes that leave. */
async function postSigned(
  { url }: Server,
  { appSecrets }: Pick<Settings, 'appSecrets'>,
  payload: unknown,
): Promise<number> {
  const [secret] = appSecrets
  if (!secret)
    throw new CommandFailure(
      'Set the app secret in .env (WHATSAPP_APP_SECRET, or what the workshop’s file names): a webhook is signed with it.',
    )
  const body = Buffer.from(JSON.stringify(payload))
  const headers = { 'Content-Type': 'application/json', 'X-Hub-Signature-256': sign(secret, body) }
  return (await fetch(`${url}/webhook/whatsapp`, { method: 'POST', headers, body })).status
}

/** Waits until the bot's answers to this customer have left; 20 s at most. */
async function quiet(server: Server, phone: string): Promise<void> {
  const patience = performance.now() + 20_000
  while ((await isAnswering(server, phone)) && performance.now() < patience) await pause(50)
}

async function isAnswering(server: Server, phone: string): Promise<boolean> {
  try {
    const { messages } = await server.get<{ messages: { status?: string }[] }>(
      `/api/v1/conversations/${phone}`,
    )
    return messages.some(({ status }) => status === 'owed' || status === 'sending')
  } catch (error) {
    // Nobody is known by that phone: it was recorded for another number than ours, and is not answered.
    if (error instanceof ServerRefusal && error.status === 404) return false
    throw error
  }
}
