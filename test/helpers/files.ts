import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Graph, GraphAnswer, GraphRequest } from './graph.ts'

/** A file as Graph gives it: what its look-up says, and what comes from the place that is named there. */
export interface Given {
  bytes?: Buffer
  /** In place of what is true. */
  found?: Record<string, unknown>
  /** In place of the look-up's answer. */
  lookUp?: GraphAnswer
  /** In place of the bytes. */
  download?: GraphAnswer
}

export const photo = Buffer.from('not quite a photo')

export function digest(bytes: Buffer, encoding: 'base64' | 'hex' = 'hex'): string {
  return createHash('sha256').update(bytes).digest(encoding)
}

/** Has Graph give files; `given` is asked for each look-up and each download. Other calls are answered as ever. */
export function giveFiles(graph: Graph, given: (request: GraphRequest) => Given | Promise<Given>): void {
  const accept = graph.accept
  graph.answer(async (request, response) => {
    if (request.method !== 'GET') return accept(request, response)
    const { bytes = photo, found, lookUp, download } = await given(request)
    if (!request.path.startsWith('/files/')) {
      const facts = { mime_type: 'image/jpeg', sha256: digest(bytes), file_size: String(bytes.length) }
      return lookUp ?? { body: { url: `${graph.url}/files/1`, ...facts, id: '1', ...found } }
    }
    if (download) return download
    response.end(bytes)
    return undefined
  })
}

/** Paths of the files below a folder, with their modes. */
export function filesIn(folder: string): { path: string; mode: number }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .map((path) => ({ path: path.slice(folder.length + 1), mode: statSync(path).mode & 0o777 }))
}
