import { Command, InvalidArgumentError, Option } from 'commander'
import { mostCustomers } from './customers.ts'
import { scenarios } from './scenarios.ts'

export interface Options {
  runs: number
  seconds: number
  stored: number[]
  only?: string
  store: 'embedded' | 'postgres'
  out: string
  folder: string
}

/** Reads the command line; `--help` and wrong usage end the process. */
export function readOptions(args: string[]): Options {
  const command = new Command('npm run bench --')
    .description('Measures Chasqui beside a stateless echo bot, on this machine; bench/README.md says how.')
    .option('--quick', 'a minute instead of an hour: --runs 1 --seconds 2 --stored 0,1000')
    .addOption(
      new Option('--only <name>', 'only this').choices(['start', ...scenarios.map(({ name }) => name)]),
    )
    .addOption(
      new Option(
        '--store <store>',
        'postgres: one node and two over one PostgreSQL, beside a raw loop; with --stored one over each size',
      )
        .choices(['embedded', 'postgres'])
        .default('embedded'),
    )
    .option('--runs <n>', 'how often each is measured', whole(1, 1000), 5)
    .option('--seconds <n>', 'how long each is measured', whole(1, 3600), 10)
    .option('--stored <list>', 'conversations in the store, such as 0,1000', readStored, everySize)
    .option('--out <file>', 'where all figures go', 'bench/results/results.json')
    .option('--folder <folder>', 'where the stores are: on the disk to be measured', 'bench/results')
  command.parse(args, { from: 'user' })
  const { quick, ...opts } = command.opts<Options & { quick?: boolean }>()
  const chosen = (name: keyof Options) => command.getOptionValueSource(name) === 'cli'
  const isPlain = opts.store === 'postgres' && !chosen('stored')
  const given = { ...opts, ...(isPlain && { stored: [] }) }
  if (!quick) return given
  return {
    ...given,
    ...(!chosen('runs') && { runs: 1 }),
    ...(!chosen('seconds') && { seconds: 2 }),
    ...(!chosen('stored') && !isPlain && { stored: [0, 1_000] }),
  }
}

const everySize = [0, 1_000, 10_000, 100_000, 1_000_000]

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (Number.isInteger(value) && value >= least && value <= most) return value
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`)
  }
}

function readStored(list: string): number[] {
  return list.split(',').map((size) => whole(0, mostCustomers)(size.trim().replaceAll('_', '')))
}
