import { closeAll } from './open.ts'
import { stopServer } from './postgres.ts'

/** What a test opened is closed even if it failed: else the run would never end. */
export const mochaHooks = {
  async afterEach() {
    await closeAll()
  },
}

/** Once for the whole run. */
export async function mochaGlobalTeardown() {
  await stopServer()
}
