import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyOfProject } from './process.ts'

/** The flows of the project for a workshop of its own, open every day, from 8 to 18 unless `hours` say otherwise: `rest` are its bays, services and so on. */
export function flowsFor(rest: string, hours = '["08:00-18:00"]'): string {
  const copy = copyOfProject()
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
  const file = `
id: small
name: Taller Chico
address: Calle 1
zone: America/Montevideo
language: es
hours: { ${days.map((day) => `${day}: ${hours}`).join(', ')} }
${rest}
`
  writeFileSync(join(copy, 'flows', 'workshop.yaml'), file)
  return join(copy, 'flows')
}
