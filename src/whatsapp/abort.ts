/**
 * Does `work` when the signal aborts. @returns what ends that
 *
 * However many calls follow a signal, it has one listener: Node warns of a leak at eleven. They stand in an array, since
 * a set that calls come into and leave all the time keeps what has left alive until the next full collection.
 */
export function onAbort(signal: AbortSignal, work: () => void): () => void {
  const works = following.get(signal) ?? follow(signal)
  works.push(work)
  return () => {
    const index = works.indexOf(work)
    if (index >= 0) works.splice(index, 1)
  }
}

const following = new WeakMap<AbortSignal, (() => void)[]>()

function follow(signal: AbortSignal): (() => void)[] {
  const works: (() => void)[] = []
  following.set(signal, works)
  signal.addEventListener(
    'abort',
    () => {
      for (const work of works.splice(0)) work()
    },
    { once: true },
  )
  return works
}
