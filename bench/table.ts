import { fewActive } from './customers.ts'
import type { Case, Sample } from './measure.ts'
import { median } from './statistics.ts'

/** One figure of one case: the median of all runs, and how far they lay apart. */
export interface Summary extends Case {
  scenario: string
  figure: string
  median: number
  least: number
  most: number
}

export function summarise(samples: Sample[]): Summary[] {
  const groups = new Map<string, Summary & { values: number[] }>()
  for (const { bot, stored, active, scenario, figures } of samples) {
    for (const [figure, value] of Object.entries(figures)) {
      const name = [stored, scenario, figure, bot, active].join('/')
      const group = groups.get(name)
      if (group) group.values.push(value)
      else {
        const unknown = { median: 0, least: 0, most: 0 }
        groups.set(name, { bot, stored, active, scenario, figure, ...unknown, values: [value] })
      }
    }
  }
  return [...groups.values()].map(({ values, ...group }) => ({
    ...group,
    median: median(values),
    least: Math.min(...values),
    most: Math.max(...values),
  }))
}

/** The figures side by side: a block for each number of stored conversations, a column for each case. */
export function table(summaries: Summary[], titles: Map<string, string>): string {
  const blocks = [...new Set(summaries.map(({ stored }) => stored))].map((stored) => {
    const inBlock = summaries.filter((each) => each.stored === stored)
    const columns = distinct(inBlock, columnOf)
    const scenarios = distinct(inBlock, ({ scenario }) => scenario)
    const rows = scenarios.flatMap((scenario) => {
      const inScenario = inBlock.filter((each) => each.scenario === scenario)
      return distinct(inScenario, ({ figure }) => figure).map((figure, index) => [
        index === 0 ? (titles.get(scenario) ?? scenario) : '',
        figure,
        ...columns.map((column) =>
          cell(inScenario.find((each) => each.figure === figure && columnOf(each) === column)),
        ),
      ])
    })
    const title = `${stored === 0 ? 'No' : stored.toLocaleString('en')} stored conversations`
    return `${title}\n\n${aligned([['', '', ...columns], ...rows])}`
  })
  return blocks.join('\n\n')
}

function columnOf({ bot, stored, active }: Case): string {
  if (bot === 'echo') return 'echo'
  if (stored <= fewActive) return 'Chasqui'
  return `Chasqui, ${active === stored ? 'all' : active.toLocaleString('en')} write`
}

function distinct<T>(items: T[], key: (item: T) => string): string[] {
  return [...new Set(items.map(key))]
}

function cell(summary: Summary | undefined): string {
  if (!summary) return ''
  const { median, least, most } = summary
  return least === most ? short(median) : `${short(median)} (${short(least)}–${short(most)})`
}

function short(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}

function aligned(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row.map((text, column) => (column < 2 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!))),
    )
    .map((row) => row.join('  ').trimEnd())
    .join('\n')
}
