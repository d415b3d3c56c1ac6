import type { Costs } from './charged.ts'
import { busiest, contacts, type Evidence, type Judged } from './laws.ts'
import type { Month } from './month.ts'
import { dateOf } from './time.ts'

/** The month in figures, a line each. */
export function report(
  month: Month,
  found: Evidence,
  judged: Judged,
  more: { costs: Costs; contacts: number; seconds: number; cpu: number; days: number },
): string {
  const { counts, ledger } = month
  const all = [...ledger.appointments.values()]
  const status = (...wanted: string[]) => all.filter(({ last }) => wanted.includes(last.status)).length
  const outside = judged.reminders.filter(({ isOutside }) => isOutside).length
  const reasons = (list: [string, number][]) => list.map(([name, count]) => `${name} ${count}`).join(', ')
  const toCall = tally(all.flatMap((each) => [...each.toCall]))
  const days = tally(found.sent.filter(({ isOutside }) => isOutside).map(({ at }) => dateOf(at)))
  const busy = days.toSorted((a, b) => b[1] - a[1])[0]
  const { total } = more.costs
  const rows: [string, string | number][] = [
    ['customers, days', `${month.people.size}, ${more.days}`],
    ['appointments', all.length],
    ['came, no-show', `${counts.came ?? 0}, ${counts.noShow ?? 0}`],
    ['moved, cancelled', `${status('moved')}, ${status('cancelled')}`],
    ['confirmed', all.filter(({ confirmed }) => confirmed).length],
    ['outages, restarts', `${month.outages.length}, ${(counts.restarts ?? 0) + (counts.serverIsDown ?? 0)}`],
    ['reminders due', judged.due],
    ['reminders sent, in the window', judged.reminders.length - outside],
    ['reminders sent, as a template', outside],
    ['not sent, by reason', reasons(Object.entries(judged.unsent)) || '–'],
    ['to call, by reason', reasons(toCall) || '–'],
    ['most customers in 24 h', `${busiest(contacts(found.sent))} of ${more.contacts}`],
    ['busiest day', busy ? `${busy[0]}, ${busy[1]} outside the window` : '–'],
    ['messages of customers', [...found.wrote.values()].reduce((sum, { length }) => sum + length, 0)],
    ['messages of the workshop', found.sent.length],
    ['messages per appointment', (found.sent.length / Math.max(1, all.length)).toFixed(2)],
    ['charged, USD', `${total.billed}, ${(total.money ?? 0).toFixed(2)}`],
    ['USD per appointment', ((total.money ?? 0) / Math.max(1, all.length)).toFixed(4)],
    ['time, CPU', `${more.seconds.toFixed(0)} s, ${more.cpu.toFixed(0)} s`],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `      ${name.padEnd(width)}  ${value}`).join('\n')
}

function tally(names: string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
}
