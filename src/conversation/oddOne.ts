/** The values that a text has in one language, sorted and joined. */
export interface Valued {
  language: string
  values: string
}

/**
 * Which language has a text with the right values: what most have is right; where they are two, what is given with it, and
 * else the workshop's own.
 *
 * @param given the values that flows give, if that is known
 */
export function rightOne<T extends Valued>(
  all: T[],
  first: string,
  given: ReadonlySet<string> | undefined = undefined,
): T {
  const votes = (values: string) => all.filter((each) => each.values === values).length
  const isGiven = (values: string) =>
    !given || values === '' || values.split(', ').every((name) => given.has(name))
  const rank = ({ values, language }: T) =>
    votes(values) * 4 + (isGiven(values) ? 2 : 0) + (language === first ? 1 : 0)
  return all.toSorted((a, b) => rank(b) - rank(a))[0]!
}
