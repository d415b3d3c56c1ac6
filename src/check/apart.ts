import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Finding } from './finding.ts'

/**
 * Looks for mistakes in a process of its own: it takes a second or two, and the memory of two parsers, which nobody who
 * writes to a running server meanwhile should wait for.
 * @throws where that process could not be run
 */
export async function checkApart(folder: string): Promise<Finding[]> {
  const program = fileURLToPath(new URL('./main.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, folder], {
    timeout: patience,
    maxBuffer: 10_000_000,
  })
  return JSON.parse(stdout)
}

/** In ms. */
const patience = 60_000
