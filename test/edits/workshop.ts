import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'

/**
 * Has the workshop in a folder of flows room for so many customers at any hour, with no holiday in the way, and everything
 * switched on that it can tell them.
 */
export function makeRoom(flows: string, customers: number): void {
  const file = join(flows, 'workshop.yaml')
  const { exceptions: _, holidays: __, mechanics: ___, ...workshop } = parse(readFileSync(file, 'utf8'))
  const bays = Array.from({ length: customers + 1 }, (_, index) => ({
    id: `bay-${index + 1}`,
    name: `${index + 1}`,
  }))
  const services = workshop.services.map(({ bays: _, ...service }: { id: string; bays?: string[] }) => ({
    ...service,
    ...(service.id === 'oil-change' && { recall: 1, recallKm: 1200 }),
  }))
  const after = { ready: 0, noShow: 30, rating: 2, ratingTemplate: true }
  // However slow the machine is, a place that is kept is not lost between two steps.
  writeFileSync(file, stringify({ ...workshop, bays, services, after, hold: 60, contacts: 2000 }))
}
