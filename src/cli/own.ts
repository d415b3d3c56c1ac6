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

/**
 * Runs `work` on a server in this process, for this machine only, that ends with it. What it stores stays.
 * @param workshop of several, the one that it is asked about
 * @param clock by default the settings' own
 * @param files the workshops, if they are others than those of `flows/`
 */
export async function withOwnServer<T>(
  settings: Settings,
  work: (server: Server) => Promise<T>,
  workshop?: string,
  clock?: Clock,
  files?: WorkshopFiles,
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
  })
  try {
    return await work(serverAt(await chasqui.listen(), token, workshop))
  } finally {
    await chasqui.close()
  }
}

/**
 * Runs `work` on a new sandbox, of which nothing stays; it answers each text at once.
 * @param files the workshops, if they are others than those of `flows/`
 */
export async function withOwnSandbox<T>(
  work: (server: Server) => Promise<T>,
  workshop?: string,
  files?: WorkshopFiles,
): Promise<T> {
  // Short, since the path of the socket in it may have 107 characters at most.
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-'))
  try {
    return await withOwnServer(
      readSettings({ DATA_DIR: folder, BURST_MS: '0' }),
      work,
      workshop,
      undefined,
      files,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
