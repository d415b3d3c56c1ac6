/** What a chapter has its reader do, in order. */
export type Step =
  /** Commands, and all that they print; `…` in it is anything. */
  | { commands: string; printed: string }
  /** What a file is to have, or what its group of this name is to have. */
  | { file: string; text: string; group?: string }
  /** Lines that take the place of others in a file. */
  | { file: string; hunks: { from: string; to: string }[] }

/**
 * The steps of a chapter: its blocks, of which commands are `sh`, what they print is `text` or `mermaid`, an edit is `diff`, and
 * all else is what is in a file. The file is named in bold above its block; of a group in it is told there too.
 */
export function stepsOf(chapter: string): Step[] {
  const steps: Step[] = []
  let end = 0
  for (const { 0: block, 1: language = '', 2: content = '', index } of chapter.matchAll(blocks)) {
    const above = chapter.slice(end, index)
    end = index + block.length
    const [, file, group] = [...above.matchAll(named)].at(-1) ?? []
    const last = steps.at(-1)
    if (language === 'sh') steps.push({ commands: content, printed: '' })
    else if (language === 'text' || language === 'mermaid') {
      if (!last || !('commands' in last) || last.printed !== '')
        throw new Error(`Nothing prints this:\n${content}`)
      last.printed = content
    } else if (!file) throw new Error(`No file is named above this:\n${content}`)
    else if (language === 'diff') steps.push({ file, hunks: content.split('@@\n').map(hunkOf) })
    else steps.push({ file, text: content, ...(group && { group }) })
  }
  return steps
}

const blocks = /^```(\w+)\n([\s\S]*?)^```$/gm
const named = /^\*\*`([^`]+)`\*\*(?:, the group `(\w+)` at its end)?/gm

function hunkOf(lines: string): { from: string; to: string } {
  const all = lines.split('\n').filter((line) => line !== '')
  const side = (mark: string) =>
    all
      .filter((line) => line.startsWith(mark) || line.startsWith(' '))
      .map((line) => `${line.slice(1)}\n`)
      .join('')
  return { from: side('-'), to: side('+') }
}

/** A file as it is after a step. @param before undefined where there is no such file */
export function edited(before: string | undefined, step: Exclude<Step, { commands: string }>): string {
  if ('hunks' in step) return step.hunks.reduce(replaced, before ?? '')
  if (step.group === undefined) return step.text
  const start = before?.search(new RegExp(`^${step.group}:\n`, 'm')) ?? -1
  if (start < 0) throw new Error(`${step.file} has no group ${step.group}`)
  return before!.slice(0, start) + step.text
}

function replaced(text: string, { from, to }: { from: string; to: string }): string {
  if (text.split(from).length !== 2) throw new Error(`This does not stand there once:\n${from}`)
  return text.replace(from, () => to)
}

/** Whether something was printed as the chapter shows it; spaces at the end of a line are not seen. */
export function isAsShown(printed: string, shown: string): boolean {
  const pattern = shown
    .trimEnd()
    .split('\n')
    .map((line) => (line === '…' ? '(?:.*\n)*?' : `${line.split('…').map(escaped).join('.*')}\n`))
    .join('')
  return new RegExp(`^${pattern}$`).test(`${printed.replace(/[ \t]+$/gm, '').trimEnd()}\n`)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
