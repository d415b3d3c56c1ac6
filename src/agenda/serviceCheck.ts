import { nearMiss } from '../yaml/yaml.ts'
import { mostInRow } from './resourceSchema.ts'
import { serviceRow } from './serviceRow.ts'
import type { Window } from './workshop.ts'
import type { Written } from './workshopSchema.ts'

type Report = (path: PropertyKey[], message: string) => void

/** What a service promises that its workshop cannot keep, or that Meta does not take. */
export function checkService(service: Written['services'][number], workshop: Written, report: Report): void {
  const told = [[workshop.language, service] as const, ...Object.entries(service.languages)]
  for (const [language, { description }] of told) {
    const row = serviceRow({ description, price: service.price }, workshop, language) ?? ''
    if (service.price === null || row.length <= mostInRow) continue
    const what = `stands after the description, and both together have ${row.length} characters; a row of a list takes ${mostInRow}: shorten one`
    report(['price'], what)
  }
  for (const [list, noun] of [
    ['bays', 'bay'],
    ['mechanics', 'mechanic'],
  ] as const) {
    const known = workshop[list].map(({ id }) => id)
    service[list]?.forEach((id, place) => {
      if (!known.includes(id)) report([list, place], `there is no ${noun} ${nearMiss(id, known)}`)
    })
  }
  if (service.dropOff) checkDropOff(service, workshop, report)
  else checkLength(service, workshop, report)
}

function checkLength(
  { minutes, mayCrossBreak, days }: Written['services'][number],
  workshop: Written,
  report: Report,
) {
  const [longest, where] = mayCrossBreak
    ? [Math.max(0, ...daysOf(workshop).map(total)), 'no day']
    : [Math.max(0, ...daysOf(workshop).flat().map(length)), 'no range of hours']
  if (minutes > longest)
    report(
      ['minutes'],
      `${minutes} minutes fit in ${where}, the longest has ${longest}; shorten it, or open longer`,
    )
  if (days > 1) report(['days'], 'are only for vehicles that are left; add dropOff: true, or leave it out')
}

function checkDropOff(
  { minutes, days, bays }: Written['services'][number],
  workshop: Written,
  report: Report,
) {
  if (bays) report(['bays'], 'a vehicle that is left has no bay of its own; leave them out, or dropOff')
  const hands = workshop.mechanics.length || workshop.bays.length
  const longest = Math.max(0, ...daysOf(workshop).map(total))
  const most = Math.floor((longest * hands * workshop.dropOff.load) / 100)
  const each = Math.ceil(minutes / days)
  if (each > most) {
    const what = `${each} minutes a day are more than can be promised on any day, which is ${most}; spread them over more days, or raise the load of dropOff`
    report(['minutes'], what)
  }
}

function daysOf({ hours, exceptions }: Written): Window[][] {
  return [...hours, ...Object.values(exceptions).map((each) => each.hours)]
}

function total(windows: Window[]): number {
  return windows.reduce((sum, each) => sum + length(each), 0)
}

function length({ open, close }: Window): number {
  return close - open
}
