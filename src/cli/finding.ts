import type { Settings } from '../settings.ts'
import { type Server, urlOf } from './server.ts'

/** One thing looked at: there, missing, or nothing that can be seen from here. */
export type Finding = { mark: '✓' | '✗' | '–'; what: string; next?: string }

export function running(server: Server | undefined, settings: Settings, otherwise: '✗' | '–'): Finding[] {
  const url = urlOf(settings)
  if (server) return [{ mark: '✓', what: `a server answers on ${url}` }]
  return [{ mark: otherwise, what: `no server answers on ${url}`, next: 'npm start' }]
}

export async function ready(server: Server | undefined): Promise<Finding[]> {
  if (!server) return []
  const response = await fetch(`${server.url}/readyz`)
  if (response.ok) return [{ mark: '✓', what: 'it can store and send' }]
  return [
    {
      mark: '✗',
      what: 'it cannot store and send yet',
      next: 'fill in what is missing here, then start it again',
    },
  ]
}

/** Whether workshops' own systems take events; nothing where nobody can say, or there are none. */
export async function events(server: Server | undefined, { apiTokens }: Settings): Promise<Finding[]> {
  if (!server) return []
  const token = apiTokens[0]?.token
  const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` }
  const text = await fetch(`${server.url}/metrics`, { headers, signal: AbortSignal.timeout(5_000) })
    .then((answer) => answer.text())
    .catch(() => '')
  const read = (name: string) =>
    Number(new RegExp(`^chasqui_events_${name} (\\d+)`, 'm').exec(text)?.[1] ?? 0)
  if (read('paused') > 0)
    return [
      { mark: '✗', what: 'events are not taken', next: 'see that EVENTS_URL answers 2xx; the log says why' },
    ]
  const [told, givenUp] = [read('told'), read('given_up')]
  if (told + givenUp === 0) return []
  return [{ mark: givenUp > 0 ? '–' : '✓', what: `${told} events were taken, ${givenUp} given up` }]
}

/** Does what Meta does when the webhook is entered, at the URL of one workshop if it is named. */
export async function handshake(
  server: Server | undefined,
  { verifyToken = '' }: { verifyToken: string | undefined },
  workshop?: string,
): Promise<Finding> {
  if (!server) return unseen('whether the handshake works: no server answers')
  const challenge = String(Math.trunc(Math.random() * 1e9))
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.verify_token': verifyToken,
    'hub.challenge': challenge,
  })
  const path = workshop === undefined ? '/webhook/whatsapp' : `/webhook/whatsapp/${workshop}`
  const response = await fetch(`${server.url}${path}?${query}`)
  if (response.ok && (await response.text()) === challenge) return { mark: '✓', what: 'the handshake works' }
  return {
    mark: '✗',
    what: 'the handshake fails',
    next: 'start the server again: it has another WHATSAPP_VERIFY_TOKEN',
  }
}

export function variable(name: string, isSet: boolean, where: string): Finding {
  return isSet
    ? { mark: '✓', what: `${name} is set` }
    : { mark: '✗', what: `${name} is not set`, next: where }
}

/** A variable that one can go live without. */
export function unlessGiven(name: string, value: unknown, where: string): Finding {
  return value === undefined
    ? { mark: '–', what: `${name} is not set`, next: where }
    : variable(name, true, where)
}

/** Who may use the API, by name. */
export function opened({ apiTokens }: Pick<Settings, 'apiTokens'>): Finding {
  if (apiTokens.length === 0)
    return unlessGiven('API_TOKEN', undefined, 'make one up: without it the desk and the API stay closed')
  const names = apiTokens.map(({ name, scope }) => `${name} (${scope})`).join(', ')
  if (apiTokens.some(({ scope }) => scope === 'full')) return { mark: '✓', what: `the API opens to ${names}` }
  const next = 'set API_TOKEN, or give API_TOKENS one of the scope full: without it nobody may write'
  return { mark: '–', what: `the API opens to ${names}`, next }
}

export function unseen(what: string): Finding {
  return { mark: '–', what }
}
