import { type Message, parseMessage } from './message.ts'
import { button, faults } from './textCheck.ts'

/** Told what keeps the text at a path of keys from being said, and its cure. */
export type Report = (path: string[], what: string, rule: TextRule) => void

/** The kinds of mistakes that there are in a text by itself. */
export type TextRule =
  | 'text-empty'
  | 'text-malformed'
  | 'text-twice'
  | 'text-placeholder'
  | 'text-too-long'
  | 'text-alike'
  | 'text-unused'

export interface Wrong {
  rule: TextRule
  what: string
}

/** What a tree of sentences is laid over. */
export interface Ground {
  /** Sentences that stay where the tree has no other. */
  beside: ReadonlyMap<string, Message>
  /** Why nobody would ever say what is written under a key, if so. */
  refuse: (key: string) => string | undefined
}

/** Compiles every sentence of a tree of keys, nested or dotted, and reports those that cannot be said. */
export function readTree(
  language: string,
  tree: object,
  report: Report,
  { beside, refuse }: Ground = bare,
): Map<string, Message> {
  const found = new Map<string, Message>()
  const written = leaves(tree)
  const buttons = buttonsOf(beside, new Set(written.map(({ path }) => path.join('.'))))
  for (const { path, value } of written) {
    const key = path.join('.')
    const read = found.has(key) ? twice : readText(language, value)
    const wrong: Wrong[] = 'what' in read ? [read] : faults(key, read)
    if (!('what' in read)) {
      found.set(key, read)
      if (wrong.length === 0) wrong.push(...twin(buttons, key, read))
    }
    const unsaid = refuse(key)
    const all: Wrong[] = unsaid ? [{ rule: 'text-unused', what: unsaid }] : wrong
    for (const { what, rule } of all) report(path, what, rule)
  }
  return found
}

const bare: Ground = { beside: new Map(), refuse: () => undefined }

const twice: Wrong = { rule: 'text-twice', what: 'stands twice; keep one of them' }

function readText(language: string, value: unknown): Message | Wrong {
  const isBlank = value === null || (typeof value === 'string' && value.trim() === '')
  if (isBlank) return { rule: 'text-empty', what: 'is empty; write the text, or delete its key' }
  if (typeof value !== 'string')
    return {
      rule: 'text-malformed',
      what: 'is not a text; put it in quotes, and write one text for each key',
    }
  const read = parseMessage(language, value)
  return 'wrong' in read ? { rule: 'text-malformed', what: read.wrong } : read
}

function buttonsOf(messages: ReadonlyMap<string, Message>, replaced: Set<string>): Map<string, string> {
  const buttons = new Map<string, string>()
  for (const [key, message] of messages) if (!replaced.has(key)) twin(buttons, key, message)
  return buttons
}

/** Meta refuses a message with two buttons that read alike, and so could nobody tell which one was typed. */
function twin(buttons: Map<string, string>, key: string, message: Message): Wrong[] {
  const { group, title } = button(key, message) ?? {}
  if (title === undefined) return []
  const other = buttons.get(`${group} ${title}`)
  buttons.set(`${group} ${title}`, other ?? key)
  return other === undefined
    ? []
    : [{ rule: 'text-alike', what: `reads like ${other}; give each button its own words` }]
}

function leaves(tree: object, path: string[] = []): { path: string[]; value: unknown }[] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) => {
    const here = [...path, key]
    const isBranch = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isBranch ? leaves(value, here) : [{ path: here, value }]
  })
}
