import { z } from 'zod'

/** What opens the API and the pages: who has it, and whether they may write. */
export interface ApiToken {
  name: string
  scope: 'read' | 'full'
  token: string
}

/** A header carries it: printable ASCII, no space at either end. */
export const apiToken = z
  .string()
  .regex(/^[\x21-\x7e]+( +[\x21-\x7e]+)*$/, 'must be letters, digits and signs of ASCII: a header carries it')

/** `API_TOKENS`: `name:scope:token,…`. What is wrong is told by its place in the list: it may be a secret. */
export const apiTokens = z.string().transform((list, context): ApiToken[] => {
  const tokens: ApiToken[] = []
  for (const [place, entry] of list.split(',').entries()) {
    const read = tokenOf(entry.trim())
    const wrong = typeof read === 'string' ? read : clashOf(read, tokens)
    if (wrong) context.addIssue({ code: 'custom', message: `entry ${place + 1} of the list ${wrong}` })
    else tokens.push(read as ApiToken)
  }
  return tokens
})

/** All of them: what stands in `API_TOKEN` may do everything. @returns what is wrong, if they are one and the same */
export function allTokens(single: string | undefined, named: ApiToken[]): ApiToken[] | string {
  if (single === undefined) return named
  const own: ApiToken = { name: 'API_TOKEN', scope: 'full', token: single }
  const clash = named.findIndex((each) => clashOf(each, [own]))
  return clash < 0 ? [own, ...named] : `entry ${clash + 1} of the list has the name or the token of API_TOKEN`
}

/** @returns a sentence's end where it is none */
function tokenOf(entry: string): ApiToken | string {
  if (entry === '') return 'is empty; take the comma away'
  const [name = '', scope, ...rest] = entry.split(':')
  const token = rest.join(':')
  if (!isName.test(name) || (scope !== 'read' && scope !== 'full') || token === '')
    return 'is not name:scope:token; the scope is read or full, and the name letters, digits, -, _ or .'
  const { success } = apiToken.safeParse(token)
  return success ? { name, scope, token } : 'has a token with other signs than those of ASCII'
}

const isName = /^[\w.-]{1,40}$/

function clashOf({ name, token }: ApiToken, others: ApiToken[]): string | undefined {
  if (others.some((each) => each.name === name)) return 'has the name of another one'
  if (others.some((each) => each.token === token)) return 'has the token of another one'
  return undefined
}
