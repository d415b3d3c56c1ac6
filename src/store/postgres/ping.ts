import { connect } from './client.ts'
import { Hosts } from './hosts.ts'

/** Looks whether a server of a database takes writes. @throws an Error that says why not */
export async function pingPostgres(url: string): Promise<void> {
  await (await connect(new Hosts(url), {})).end()
}
