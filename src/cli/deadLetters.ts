import { listed, shortId } from '../conversation/deadLetter.ts'
import { deadLetter } from '../conversation/deadLetterKind.ts'
import { settingsNow } from '../environment.ts'
import type { Entry } from '../store/store.ts'
import { CommandFailure } from './failure.ts'
import { findServer, type Server } from './server.ts'
import { reading } from './store/reading.ts'

/** Prints what could not be handled, a line each, oldest first. */
export async function listDeadLetters(): Promise<void> {
  let count = 0
  for (const entry of await all()) {
    const { id, at, workshop, customer, reason } = listed(entry)
    console.log([id, at, workshop, customer, reason].filter((each) => each !== undefined).join('  '))
    count++
  }
  if (count === 0) console.log('There is none: all that came was handled.')
}

/** Prints one as it came, names and words of customers included. @throws CommandFailure */
export async function showDeadLetter(id: string): Promise<void> {
  const entry = (await all()).find((each) => shortId(each) === id)
  if (!entry)
    throw new CommandFailure(
      'There is no such dead letter. See which there are: npx chasqui deadletters list',
    )
  console.log(JSON.stringify({ ...listed(entry), raw: entry.raw }, null, 2))
}

/** Has one handled again. @throws CommandFailure when it could not be handled this time either */
export async function retryDeadLetter(id: string): Promise<void> {
  const settings = settingsNow()
  const server = await findServer(settings)
  const retry = async (server: Server) => {
    await server.post(`/api/v1/deadletters/${encodeURIComponent(id)}/retry`, {})
  }
  if (server) await retry(server)
  else await (await import('./own.ts')).withOwnServer(settings, retry)
  console.log('It was handled.')
}

/** As it is stored, also while a server runs. */
async function all(): Promise<Entry[]> {
  const found: Entry[] = []
  await reading(async ({ records }) => {
    for await (const batch of records.all())
      for (const item of batch)
        if (item.record === 'entry' && item.entry.kind === deadLetter) found.push(item.entry as Entry)
  })
  return found
}
