/** Words that can be meant by misspelt ones, indexed so that a look-up costs little. */
export interface Speller {
  /** The one word that is meant, or null when none is near enough or two are equally near. */
  repair(word: string): string | null
}

/**
 * Mends words of four letters or more: by how they sound in Spanish and Portuguese (b and v, s and z, a lost h), else by
 * one slip of the finger, or `slips` in words of eight letters. `targets` gives each word with its meaning: equally near
 * words of one meaning are no doubt. Words in `known` are right as they are.
 */
export function speller(
  targets: ReadonlyMap<string, string>,
  known: ReadonlySet<string>,
  slips: 1 | 2 = 2,
): Speller {
  const words = [...targets.keys()].filter((word) => word.length >= 4)
  const bySound = new Map<string, Set<string>>()
  for (const word of words) {
    const key = sound(word)
    bySound.set(key, (bySound.get(key) ?? new Set()).add(word))
  }
  const remembered = new Map<string, string | null>()
  return {
    repair(word) {
      if (word.length < 4 || word.length > 20 || known.has(word)) return null
      const before = remembered.get(word)
      if (before !== undefined) return before
      const [alike] = bySound.get(sound(word)) ?? []
      const found = alike ?? nearest(word, words, targets, slips)
      // Bounded, so that strange words sent on purpose cannot fill the memory.
      if (remembered.size >= 5000) remembered.clear()
      remembered.set(word, found)
      return found
    },
  }
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. Stops beyond `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) cost = Math.min(cost, beforeLast[column - 2]! + 1)
      current.push(cost)
    }
    if (Math.min(...current) > limit) return limit + 1
    beforeLast = last
    last = current
  }
  return last[b.length]!
}

/** The same where more than one slip is too many: 0, 1 or 2. */
function fewSlips(a: string, b: string): number {
  return a === b ? 0 : isOneSlip(a, b) ? 1 : 2
}

/** Whether two words are at most one insertion, deletion, substitution or swap of neighbours apart. */
export function isOneSlip(a: string, b: string): boolean {
  const more = b.length - a.length
  if (more < 0) return isOneSlip(b, a)
  if (more > 1) return false
  let before = 0
  while (before < a.length && a[before] === b[before]) before++
  let after = 0
  while (after < a.length - before && a[a.length - 1 - after] === b[b.length - 1 - after]) after++
  const between = a.length - before - after
  if (between < 2) return between + more < 2
  return between === 2 && more === 0 && a[before] === b[before + 1] && a[before + 1] === b[before]
}

function nearest(
  word: string,
  words: string[],
  meanings: ReadonlyMap<string, string>,
  slips: number,
): string | null {
  let best: string | null = null
  let least = Number.POSITIVE_INFINITY
  let tie = false
  for (const target of words) {
    const limit = Math.min(word.length, target.length) >= 8 ? slips : 1
    const cost = limit === 1 ? fewSlips(word, target) : distance(word, target, limit)
    if (cost > limit || cost > least) continue
    if (cost < least) tie = false
    else if (meanings.get(target) !== meanings.get(best!)) tie = true
    if (cost < least) best = target
    least = cost
  }
  return tie ? null : best
}

function sound(word: string): string {
  return word
    .replace(/ck|qu|k/g, 'c')
    .replace(/c(?=[ei])|z|sc(?=[ei])|ss/g, 's')
    .replace(/g(?=[ei])/g, 'j')
    .replace(/v/g, 'b')
    .replace(/ll/g, 'y')
    .replace(/ph/g, 'f')
    .replace(/m(?=[bfp])/g, 'n')
    .replace(/h/g, '')
    .replace(/(.)\1+/g, '$1')
}
