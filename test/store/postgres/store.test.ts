import { openPostgresStore } from '../../../src/store/postgres/store.ts'
import type { MessageRow } from '../../../src/store/store.ts'
import { closeAfterTest } from '../../helpers/open.ts'
import { freshDatabase } from '../../helpers/postgres.ts'
import { describeStore, type Row } from '../store.contract.ts'

const now = () => Date.parse('2026-11-26T12:30:00Z')

let url = ''

describeStore(
  'PostgreSQL',
  async () => {
    url = await freshDatabase()
    return open(url)
  },
  async (store) => {
    await store.close()
    return open(url)
  },
)

async function open(url: string) {
  const store = await openPostgresStore<Row, MessageRow>(url, now)
  closeAfterTest(() => store.close())
  return store
}
