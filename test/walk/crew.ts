import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { closeAfterTest } from '../helpers/open.ts'
import type { Hand } from './hand.ts'

/** Hands that walk side by side, each in a process of its own. */
export function openCrew(folder: string, size: number): Promise<Hand[]> {
  return Promise.all(Array.from({ length: size }, () => openApart(folder)))
}

/** What is asked of another process, by the name of what a hand does. */
export interface Asked {
  does: keyof Hand
  with?: unknown
}

export type Told = { result: unknown } | { error: string }

async function openApart(folder: string): Promise<Hand> {
  const child = fork(fileURLToPath(new URL('handProcess.ts', import.meta.url)), [folder], {
    execArgv: ['--import', 'tsx'],
  })
  closeAfterTest(() => child.kill('SIGKILL'))
  const told = () =>
    new Promise<unknown>((done, failed) => {
      const ended = () => failed(new Error('A process that walks has ended.'))
      child.once('exit', ended)
      child.once('message', (message: Told) => {
        child.off('exit', ended)
        if ('error' in message) failed(new Error(message.error))
        else done(message.result)
      })
    })
  const ask = <T>(asked: Asked) => {
    const answer = told() as Promise<T>
    child.send(asked)
    return answer
  }
  await told()
  return {
    run: (errand) => ask({ does: 'run', with: errand }),
    seen: () => ask({ does: 'seen' }),
    close: () => ask({ does: 'close' }),
  }
}
