/**
 * Makes a refresh that never runs beside itself: calls that come while it runs share one more run after it.
 *
 * @param {() => Promise<void>} work
 * @returns {() => Promise<void>}
 */
export function coalesce(work) {
  /** @type {Promise<void> | undefined} */
  let running
  let again = false

  const run = async () => {
    try {
      do {
        again = false
        await work()
      } while (again)
    } finally {
      running = undefined
    }
  }

  return () => {
    again = running !== undefined
    running ??= run()
    return running
  }
}
