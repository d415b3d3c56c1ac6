import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { openChasqui } from '../chasqui.ts'
import type { Clock } from '../clock.ts'
import { readSettings, type Settings } from '../settings.ts'
import type { WorkshopFiles } from '../workshops/files.ts'
import { type Server, serverAt } from './server.ts'

export interface Own {
  /** Of several, the one that it is asked about. */
  workshop?: string | undefined
  /** By default the settings' own. */
  clock?: Clock
  /** The workshops, if they are others than those of the folder. */
  files?: WorkshopFiles | undefined
  /** The folder, if it is another than `flows/`. */
  flows?: string | undefined
}

/**
 * Runs `work` on a server in this process, for this machine only, that ends with it. What it stores stays.
 */
export async function withOwnServer<T>(
  settings: Settings,
  work: (server: Server) => Promise<T>,
  { workshop, clock, files, flows }: Own = {},
): Promise<T> {
  const token = randomBytes(24).toString('base64url')
  const own: Settings = {
    ...settings,
    port: 0,
    host: '127.0.0.1',
    apiTokens: [{ name: 'command', scope: 'full', token }],
  }
  const chasqui = await openChasqui({
    settings: own,
    log: pino({ level: 'silent' }),
    ...(clock && { clock }),
    ...(files && { files }),
    ...(flows !== undefined && { flows }),
  })
  try {
    return await work(serverAt(await chasqui.listen(), token, workshop))
  } finally {
    await chasqui.close()
  }
}

/** Runs `work` on a new sandbox, of which nothing stays; it answers each text at once. */
export async function withOwnSandbox<T>(work: (server: Server) => Promise<T>, own: Own = {}): Promise<T> {
  // Short, since the path of the socket in it may have 107 characters at most.
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-'))
  try {
    return await withOwnServer(readSettings({ DATA_DIR: folder, BURST_MS: '0' }), work, own)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
