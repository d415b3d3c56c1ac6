/**
 * Which of several lanes beside each other each thing has that shares a time with others, and how many there are there.
 * Each keeps the first lane that is free at its start; `start` and `end` in any one unit, in order of start.
 *
 * @template {{start: number, end: number}} T
 * @param {T[]} things
 * @returns {(T & {lane: number, lanes: number})[]}
 */
export function inLanes(things) {
  /** @type {(T & {lane: number, lanes: number})[]} */
  const placed = []
  /** @type {(T & {lane: number, lanes: number})[]} */
  let group = []
  let groupEnd = Number.NEGATIVE_INFINITY
  /** @type {number[]} */
  let ends = []
  for (const thing of [...things].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (thing.start >= groupEnd) {
      group = []
      ends = []
    }
    const free = ends.findIndex((end) => end <= thing.start)
    const lane = free === -1 ? ends.length : free
    ends[lane] = thing.end
    groupEnd = Math.max(groupEnd, thing.end)
    const one = { ...thing, lane, lanes: ends.length }
    group.push(one)
    placed.push(one)
    for (const each of group) each.lanes = ends.length
  }
  return placed
}
