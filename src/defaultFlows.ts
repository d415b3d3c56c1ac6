import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's own `flows/`, as seen from where the server was started: errors name files by it. */
export const defaultFlows =
  relative(process.cwd(), fileURLToPath(new URL('../flows', import.meta.url))) || '.'
