/** @typedef {{now: number, readAt: number}} Clock the workshop's time (Unix ms), and `performance.now()` when it was read */

/**
 * @param {{clock: Clock | null}} state
 * @returns {number} the workshop's time now, Unix ms
 */
export function workshopNow({ clock }) {
  return clock ? clock.now + (performance.now() - clock.readAt) : Date.now()
}
