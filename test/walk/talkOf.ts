import { stringify } from 'yaml'
import { local } from '../../src/agenda/zone.ts'
import type { Step } from '../../src/cli/talks/talk.ts'
import type { Setting } from './starts.ts'
import type { Place } from './walk.ts'

/** A step in one line. */
export function named(step: Step): string {
  return Object.entries(step)
    .map(([kind, what]) => (typeof what === 'object' ? kind : `${kind} ${what}`))
    .join(', ')
}

/** The way to a place as a talk, with what was said last. */
export function talkOf(title: string, { path, moment }: Place, setting: Setting): string {
  const talk = path.map(({ step, said }, index) => ({
    ...step,
    ...(index === path.length - 1 && {
      said: said.map(({ text, options }) => ({ text, options: options.map((each) => each.title) })),
    }),
  }))
  const agenda = Object.values(moment)
    .flatMap(({ appointments }) => appointments)
    .filter(({ status }) => !['held', 'waiting'].includes(status))
    .map(({ service, start, vehicle, status }) => ({
      service,
      start: spoken(start),
      ...(vehicle && { vehicle }),
      status,
    }))
  return stringify({ title, ...setting, talk, agenda }, { lineWidth: 0 })
}

/** As talks write it. */
function spoken(start: string): string {
  const { minute } = local('America/Montevideo', Date.parse(start))
  const day = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'][
    new Date(`${start.slice(0, 10)}T12:00:00Z`).getUTCDay()
  ]
  return `${day} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
