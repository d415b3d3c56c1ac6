import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Nothing can be kept in the folder that DATA_DIR names; the sentence says why and what to do. */
export class DataFolderError extends Error {
  override name = 'DataFolderError' as const

  constructor(folder: string, cause: unknown) {
    const { code = '', message } = cause as NodeJS.ErrnoException
    const why = reasons[code] ?? `cannot be written (${message}): name another folder`
    super(`DATA_DIR (${folder}) ${why}.`, { cause })
  }
}

/**
 * Makes the folder, for its owner only, and tries it by writing a file in it that is gone at once.
 * @throws DataFolderError
 */
export function prepareDataFolder(folder: string): void {
  const trial = join(folder, `.trial-${process.pid}`)
  try {
    make(resolve(folder))
    writeFileSync(trial, 'x')
    rmSync(trial)
  } catch (error) {
    throw new DataFolderError(folder, error)
  }
}

const denied = 'cannot be written: change its rights, or name another folder'
const reasons: Record<string, string> = {
  EACCES: denied,
  EPERM: denied,
  EROFS: 'cannot be written: it stands on a disk that may only be read. Name another folder',
  ENOTDIR: 'cannot be written: it, or what it stands in, is a file. Name a folder',
  ENOENT: 'cannot be written: no folder can be made there. Name another folder',
  ENOSPC: 'cannot be written: its disk is full. Make room, or name a folder on another disk',
}

/** Node's own `recursive` never returns where the system makes no folders, as in /proc. */
function make(path: string): void {
  const parent = dirname(path)
  const isThere = statSync(path, { throwIfNoEntry: false })
  if (isThere?.isDirectory()) return
  if (isThere) throw Object.assign(new Error('it is a file'), { code: 'ENOTDIR' })
  if (parent !== path) make(parent)
  mkdirSync(path, { mode: 0o700 })
}
