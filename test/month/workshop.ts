import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyOfProject } from '../helpers/process.ts'
import { weekdayOf } from './time.ts'

/** The services, as customers call them. */
export const services = ['cambio de aceite', 'frenos', 'alineación', 'diagnóstico']

/** What a message costs by Meta's category, in USD: templates and all else differ, so that neither is taken for the other. */
export const prices = { service: 0.0113, utility: 0.0173, marketing: 0.074 }

/** The project's flows for a busy workshop: so many bays, so many customers a day outside their windows. */
export function busyWorkshop(size: { bays: number; contacts: number; holiday: string }): string {
  const copy = copyOfProject()
  const bays = Array.from({ length: size.bays }, (_, index) => `{ id: b${index}, name: Puesto ${index} }`)
  writeFileSync(
    join(copy, 'flows', 'workshop.yaml'),
    `
id: busy
name: Taller Lleno
address: Calle 1
zone: America/Montevideo
language: es
hours:
${['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => `  ${day}: [08:00-18:00]`).join('\n')}
  saturday: [08:00-12:00]
  sunday: []
holidays: { calendar: none }
exceptions:
  ${size.holiday}: { hours: [], reason: Aniversario }
bays: [${bays.join(', ')}]
services:
  - { id: oil, title: Cambio de aceite, minutes: 30, buffer: 10 }
  - { id: brakes, title: Frenos, minutes: 90 }
  - { id: alignment, title: Alineación, minutes: 60 }
  - { id: diagnosis, title: Diagnóstico, minutes: 60 }
horizon: 20
handBack: 2
contacts: ${size.contacts}
prices: ${JSON.stringify({ currency: 'USD', ...prices })}
`,
  )
  return join(copy, 'flows')
}

export function isOpen(date: string, holiday: string): boolean {
  return weekdayOf(date) !== 0 && date !== holiday
}

/** In minutes of the local day: from 21:00 to 8:00. */
export function isQuiet(minuteOfDay: number): boolean {
  return minuteOfDay >= 21 * 60 || minuteOfDay < 8 * 60
}
