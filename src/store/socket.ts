import { unlinkSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { relative, resolve } from 'node:path'
import { StoreInUseError } from './store.ts'

/** Longer paths of Unix sockets are cut silently, and two folders could meet in one name. */
const longestPath = 107

/**
 * Makes this process the only server on a folder, by a Unix socket in it: it is there as long as the process lives,
 * also in containers, where a process id tells nothing.
 * @returns what gives the folder back
 * @throws StoreInUseError
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  const absolute = resolve(folder, 'server.sock')
  const path = absolute.length < longestPath ? absolute : relative('.', absolute)
  if (path.length > longestPath) {
    throw new Error(
      `The path of DATA_DIR is too long for a socket (${path.length} characters, at most ${longestPath}): ${folder}`,
    )
  }
  if (await answers(path)) throw new StoreInUseError(folder)
  const server = createServer((socket) => socket.destroy())
  try {
    await listen(server, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    // Nobody answers there: it was left behind by a process that was killed.
    unlinkSync(path)
    await listen(server, path)
  }
  server.unref()
  return () => new Promise((done) => server.close(() => done()))
}

function answers(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
}

function listen(server: ReturnType<typeof createServer>, path: string): Promise<void> {
  return new Promise((done, refused) => {
    server.once('error', refused)
    server.listen(path, () => done())
  })
}
