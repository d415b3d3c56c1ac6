import { register } from 'node:module'
import { pathToFileURL } from 'node:url'

let last = 0

/** A number for modules that are loaded anew together. */
export function nextGeneration(): number {
  if (last === 0) register('./generation.js', import.meta.url)
  last += 1
  return last
}

/**
 * A module as its file is now, with all that it imports from beside it, which is one module within a generation. Node
 * keeps every module for as long as the process lives, so that each generation costs some memory.
 */
export async function importAnew(path: string, generation: number): Promise<unknown> {
  const url = pathToFileURL(path)
  url.searchParams.set('generation', String(generation))
  return import(url.href)
}
