import { closeAll } from './open.ts'
import { shareServer, stopServer } from './postgres.ts'

/** What a test opened is closed even if it failed: else the run would never end. */
export const mochaHooks = {
  async afterEach() {
    await closeAll()
  },
}

/** Files that run side by side, in processes of their own, share one PostgreSQL; by itself a file that needs one starts it. */
export async function mochaGlobalSetup() {
  if (process.argv.includes('--parallel')) await shareServer()
}

/** Once for the whole run. */
export async function mochaGlobalTeardown() {
  await stopServer()
}
