import { migrations, versionAfter } from './migrations.ts'
import type { Records } from './records.ts'

/**
 * Everything that is stored, a JSON object a line, in an order that depends on nothing else: the same store gives the
 * same lines, and so does another one that was filled with them. Indices are left out, since they follow from the rest.
 * @param tick told of each record
 */
export async function* exportLines(records: Records, tick: () => void): AsyncGenerator<string> {
  yield line({ record: 'chasqui', version: versionAfter(migrations) })
  let count = 0
  for await (const batch of records.all()) {
    count += batch.length
    for (const _ of batch) tick()
    if (batch.length > 0) yield batch.map(line).join('')
  }
  yield line({ record: 'end', records: count })
}

function line(record: object): string {
  // JSON lets these two stand as they are, and readers of lines take them for the end of one.
  const json = JSON.stringify(record).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  return `${json}\n`
}
