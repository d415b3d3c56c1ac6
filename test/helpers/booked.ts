import type { Live } from './live.ts'
import { eventually } from './process.ts'

export const API_TOKEN = 'api-token-of-the-tests'
export const phone = '59899111111'

export async function ask<T>(live: Live, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${live.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${API_TOKEN}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const said = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${said}`)
  return (said ? JSON.parse(said) : undefined) as T
}

export type Made = { id: string; start: string; status: string }

/** On a Monday at ten; forced, so that no opening hour or time of the day matters. */
export function at(week: number): string {
  return `2030-01-${String(week * 7).padStart(2, '0')}T10:00:00-03:00`
}

export function book(live: Live, week: number, whose = phone): Promise<Made> {
  const service = live.chasqui.engine.receptions.get('torke')!.house.workshop.services[0]!.id
  return ask(live, 'POST', '/appointments', {
    phone: whose,
    name: 'Ana',
    service,
    start: at(week),
    force: true,
  })
}

export function patch(live: Live, id: string, change: object): Promise<Made> {
  return ask(live, 'PATCH', `/appointments/${id}`, change)
}

export async function appointmentsOf(live: Live): Promise<Made[]> {
  return (await ask<{ items: Made[] }>(live, 'GET', '/appointments')).items
}

export async function keptOf({ chasqui: { store } }: Live, whose = phone) {
  const key = (await store.find('torke', `phone:${whose}`))!
  return (await store.conversation('torke', key))!
}

/** Resolves once nothing is to be told any more. */
export function isDone(live: Live, whose?: string): Promise<true> {
  return eventually(async () => ((await keptOf(live, whose)).tellings === undefined ? true : undefined))
}

/** Resolves once what failed is noted, and nobody is at it. */
export function rested(live: Live, whose?: string): Promise<true> {
  return eventually(async () => {
    const [head] = (await keptOf(live, whose)).tellings ?? []
    return head === undefined || (head.node === undefined && head.attempts > 0) ? true : undefined
  }, 100)
}
