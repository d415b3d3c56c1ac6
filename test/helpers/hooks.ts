import { closeAll } from './open.ts'

/** What a test opened is closed even if it failed: else the run would never end. */
export const mochaHooks = {
  async afterEach() {
    await closeAll()
  },
}
