import type { Sent } from './laws.ts'
import { prices } from './workshop.ts'

/** As `GET /api/v1/costs?by=category` gives it. */
export interface Costs {
  items: { name: string; billed: number; free: number; money?: number }[]
  total: { billed: number; free: number; money?: number }
}

/** What arrived is charged, each message once and by its kind: templates as utility, all else as service. */
export function misjudgedCosts(sent: Sent[], { items, total }: Costs): string[] {
  const arrived = sent.filter((each) => each.arrived)
  const templates = arrived.filter(({ isTemplate }) => isTemplate).length
  const due = { utility: templates, service: arrived.length - templates }
  const broken = Object.entries(due).flatMap(([category, count]) => {
    const billed = sum(items.filter(({ name }) => name.startsWith(category)).map((each) => each.billed))
    return billed === count ? [] : [`${category}: ${count} arrived, ${billed} are charged`]
  })
  if (total.billed + total.free !== arrived.length)
    broken.push(`${arrived.length} arrived, ${total.billed + total.free} are counted`)
  const money = due.utility * prices.utility + due.service * prices.service
  if (Math.abs(money - (total.money ?? 0)) > 0.001) broken.push(`they cost ${money}, ${total.money} is said`)
  return broken
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, each) => all + each, 0)
}
