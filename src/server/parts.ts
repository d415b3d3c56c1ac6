import { z } from 'zod'

/** What requests of several routes are made of. */

export const limit = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(1, 'must be 1 at least')
  .max(500, 'must be 500 at most')
  .default(100)
  .describe('How many at most.')

export const flag = z
  .enum(['true', 'false'], 'must be true or false')
  .transform((said) => said === 'true')
  .optional()

const notACursor = 'must be what `next` of the page before says'

/** What `next` of the page before says. */
export const cursor = (form: RegExp) =>
  z
    .string()
    .max(500, notACursor)
    .regex(form, notACursor)
    .optional()
    .describe('The next page: what `next` of this one says.')

export const date = z.iso.date('must be a date like 2026-11-27').refine(...within('must be a date'))

export const start = z.iso
  .datetime({
    offset: true,
    error: 'must be a time with its offset, such as 2026-11-27T10:00:00-03:00',
  })
  .refine(...within('must be a time'))

/** Words for people to read: a zero or half a sign in them is some program's mistake. */
export const words = z.string().refine((said) => !unstorable.test(said), {
  error: 'has signs that are no text: a zero character, or half of one that has two',
})

export const customer = z
  .string()
  .min(1, 'must be a key or a phone')
  .max(64, 'must be a key or a phone, 64 characters at most')
  .regex(/^[\w+() -]*$/, 'must be a key of a customer, or a phone')
  .describe('The key of the customer, or their phone.')

/** Several of these, separated by commas. */
export function listOf<T extends string>(values: readonly T[]) {
  const any = `(${values.join('|')})`
  const all = values.join(', ')
  const isOne = (said: string): said is T => (values as readonly string[]).includes(said)
  return z
    .string()
    .meta({ pattern: `^${any}(,${any})*$`, examples: [values.slice(0, 2).join(',')] })
    .describe(`Of these only, separated by commas: ${all}.`)
    .transform((list, context) => {
      const said = list.split(',')
      if (said.every(isOne)) return said
      context.addIssue(`must be of these, separated by commas: ${all}`)
      return z.NEVER
    })
}

/** Ids of appointments, messages and dead letters. */
export const id = z.string().regex(/^[\w.-]{1,100}$/)

const unstorable = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** Years that every clock, calendar and database knows. */
function within(must: string) {
  const sane = (said: string) => said >= '1970' && said < '2200'
  return [sane, { error: `${must} of the years from 1970 to 2199` }] as const
}
