/** A message, or an entry of the agenda, as it is compared. */
export interface Line {
  text: string
  options: string[]
}

/** Where a talk went another way. */
export interface Difference {
  where: string
  expected: Line[]
  was: Line[]
}

/** In a text, any words; as an option, any number of them. */
const anything = '…'

export function agrees(expected: Line[], was: Line[]): boolean {
  return (
    expected.length === was.length &&
    expected.every(({ text, options }, index) => {
      const other = was[index]!
      return fits(text, other.text) && fits(options.join('\n'), other.options.join('\n'))
    })
  )
}

/** A difference as a person reads it: what was expected after -, what was there after +. */
export function describe({ where, expected, was }: Difference): string {
  const kept = new Set(expected.flatMap(written).filter((line) => was.flatMap(written).includes(line)))
  const marked = (lines: Line[], mark: string) =>
    lines.flatMap(written).map((line) => `    ${kept.has(line) ? ' ' : mark} ${line}`)
  return [`  ${where}:`, ...marked(expected, '-'), '    instead of which:', ...marked(was, '+')].join('\n')
}

function fits(pattern: string, text: string): boolean {
  const parts = pattern.trim().split(anything)
  const escaped = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${escaped.join('[^]*')}$`).test(text.trim())
}

function written({ text, options }: Line): string[] {
  return [...text.split('\n'), ...options.map((option) => `[${option}]`)]
}
