import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MovableClock } from '../../clock.ts'
import type { MessageView } from '../../sandbox/view.ts'
import { readSettings } from '../../settings.ts'
import { migrations, versionAfter } from '../../store/migrations.ts'
import { fillStore } from '../../store/openRecords.ts'
import type { StoredItem } from '../../store/records.ts'
import { withOwnServer } from '../own.ts'
import { type Act, clockOf, moveClock, type Phone } from '../phone.ts'
import type { Server } from '../server.ts'
import type { Did } from './sequence.ts'

export interface Copy {
  /** The appointments of others. */
  others: StoredItem[]
  /** When its clock begins, Unix ms: also in the past. */
  begins: number
  workshop: string
  /** The folder of flows; by default `flows/`. */
  flows?: string
}

/** Runs `work` on a sandbox in which what happened once can happen again; nothing of it stays. */
export async function onCopy<T>(
  { others, begins, ...own }: Copy,
  work: (server: Server) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-'))
  try {
    const settings = readSettings({ DATA_DIR: folder, BURST_MS: '0' })
    const filling = await fillStore(settings)
    try {
      await filling.put([{ record: 'chasqui', version: versionAfter(migrations) }, ...others])
      await filling.keep()
    } finally {
      await filling.close()
    }
    return await withOwnServer(settings, work, { ...own, clock: new MovableClock(begins - Date.now()) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What came meanwhile, what is done, and what is said in return. */
export async function doing(phone: Phone, did: Did): Promise<MessageView[]> {
  return [...(await phone.look()), ...(await phone.exchange(actOf(did)))]
}

/** Moves the clock on to a time, Unix ms. */
export async function passUntil(server: Server, until: number): Promise<void> {
  for (;;) {
    const seconds = Math.ceil((until - (await clockOf(server))) / 1000)
    if (seconds <= 0) return
    await moveClock(server, `PT${Math.min(seconds, mostSeconds)}S`)
  }
}

/** The clock goes on by 60 days at a time at most. */
const mostSeconds = 60 * 86_400

function actOf(did: Did): Act {
  if ('heard' in did) return { text: did.heard }
  return 'tapped' in did ? { choose: did.tapped } : { media: { type: did.sent } }
}
