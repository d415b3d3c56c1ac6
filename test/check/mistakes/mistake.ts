/** One mistake that somebody makes in `flows/`, and what has to be said of it. */
export interface Mistake {
  rule: string
  what: string
  /** In a file, the first place of a text is written otherwise; a file that is null is deleted, one that is not there made. */
  edits: [file: string, from: string | null, to: string][]
  /** Where it is to be found: a file, and a text that is on that line once the edits are done. */
  at: [file: string, text: string]
  /** Kinds that are found with it, since one mistake can be several. */
  with?: string[]
}

/** It is told of in another file than that of the edit. */
export function at(mistake: Mistake, file: string, text: string): Mistake {
  return { ...mistake, at: [file, text] }
}

/** A mistake of one place. @param found on which line, once it is made; by default that of the edit */
export function one(
  rule: string,
  what: string,
  file: string,
  from: string,
  to: string,
  found?: string,
  others: string[] = [],
  more: Mistake['edits'] = [],
): Mistake {
  const text = found ?? to
  return { rule, what, edits: [...more, [file, from, to]], at: [file, text], with: others }
}
