/**
 * Follows the server's events for as long as the page is open, and finds it again when it went away.
 *
 * @param {object} ear
 * @param {string} ear.from path of the stream
 * @param {Record<string, (data: any) => void>} ear.events what to do with each named event
 * @param {() => void} ear.onFound
 * @param {() => void} ear.onLost
 */
export function listen({ from, events, onFound, onLost }) {
  const source = new EventSource(from)
  source.onopen = onFound
  source.onerror = () => {
    // The browser's own retry takes seconds and gives up on a refusal.
    source.close()
    onLost()
    setTimeout(() => listen({ from, events, onFound, onLost }), retryMs)
  }
  for (const [name, handle] of Object.entries(events)) {
    source.addEventListener(name, (event) => handle(JSON.parse(event.data)))
  }
}

const retryMs = 600
