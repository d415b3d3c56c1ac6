import type { Appointment } from '../agenda/appointment.ts'
import type { Prices } from '../agenda/workshop.ts'
import { dayStart } from '../agenda/zone.ts'
import type { Message } from '../conversation/conversation.ts'
import { type Charge, chargeOf, type Grouping, type Sum, sumAll, sumCosts } from '../conversation/costs.ts'
import { Progress } from './progress.ts'
import { reading } from './store/reading.ts'
import { workshopNamed } from './workshop.ts'

interface Asked {
  by: Grouping
  /** Local dates, half open. */
  from?: string | undefined
  to?: string | undefined
  workshop?: string | undefined
}

/**
 * Prints what Meta charges for the messages that arrived, also while the server runs.
 * @throws CommandFailure when nothing is stored, or there is no such workshop
 */
export async function showCosts({ by, from, to, workshop: id }: Asked): Promise<void> {
  const { workshop } = workshopNamed(id)
  const { zone, prices } = workshop
  const charges: Charge[] = []
  const appointments: Appointment[] = []
  const [start, end] = [from, to].map((day) => (day === undefined ? undefined : dayStart(zone, day)))
  await reading(async ({ records, now }) => {
    const progress = new Progress('Summing up', (await records.overview(now)).total)
    try {
      for await (const items of records.all()) {
        for (const item of items) {
          if (item.record === 'appointment' && item.appointment.workshop === workshop.id)
            appointments.push(item.appointment as Appointment)
          if (item.record !== 'message' || item.workshop !== workshop.id) continue
          const charge = chargeOf(item.key, item.message as unknown as Message)
          if (charge && charge.at >= (start ?? 0) && charge.at < (end ?? Number.POSITIVE_INFINITY))
            charges.push(charge)
        }
        progress.step(items.length)
      }
    } finally {
      progress.stop()
    }
  })
  for (const line of table(charges, by, { zone, prices, appointments })) console.log(line)
}

function table(
  charges: Charge[],
  by: Grouping,
  about: { zone: string; prices: Prices | null; appointments: Appointment[] },
): string[] {
  const { prices } = about
  const rows = [...sumCosts(charges, by, about)].map(([name, sum]) => row(name, sum, prices))
  return [...rows, row('total', sumAll(charges, prices), prices)]
}

function row(name: string, { billed, free, money }: Sum, prices: Prices | null): string {
  const counts = `${name.padEnd(34)}${String(billed).padStart(8)} billed${String(free).padStart(8)} free`
  if (!prices) return counts
  const sum = money === undefined ? 'some prices are not in workshop.yaml' : money.toFixed(2)
  return `${counts}  ${sum.padStart(10)}${money === undefined ? '' : ` ${prices.currency}`}`
}
