import { readFileSync } from 'node:fs'

export const zone = 'America/Montevideo'

/** Thursday 26 November 2026 at 09:30, the "now" of the tables unless they say otherwise. */
export const now = Date.parse('2026-11-26T09:30:00-03:00')

/** Rows of a table in `fixtures/phrases`, by the names in its first line. */
export function phrasesOf(file: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(new URL(`../../fixtures/phrases/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  const names = head!.split('\t')
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, place) => [names[place]!, cell])))
}
