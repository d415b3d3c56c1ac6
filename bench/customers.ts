/** One customer writing once. */
export interface Visit {
  phone: string
  name: string
  text: string
}

/** Customers that write in a case where the rest only lie in the store. */
export const fewActive = 1_000

/** More customers than this would share phones. */
export const mostCustomers = 10_000_000

/** The phone of the customer with this number; numbers that follow each other are nowhere near in the store. */
export function phoneOf(index: number): string {
  return `5989${String((index * 7_654_321) % mostCustomers).padStart(7, '0')}`
}

/** The same phone in SQL, of the number that an expression gives. */
export function phoneInSql(expression: string): string {
  return `'5989' || lpad(((${expression}::bigint * 7654321) % ${mostCustomers})::text, 7, '0')`
}

/**
 * Who writes what, one after another without end. All `active` customers, which stand evenly among the `known` ones,
 * have written once before one writes again. Each alternates between two texts that always get exactly one reply, and
 * half of them begin with the one, half with the other.
 */
export function* visits(known: number, active: number): Generator<Visit, never> {
  const apart = Math.max(1, Math.floor(known / active))
  const stride = strideThrough(active)
  for (let round = 0; ; round++) {
    for (let visit = 0; visit < active; visit++) {
      const place = (visit * stride) % active
      yield {
        phone: phoneOf(place * apart),
        name: `Cliente ${place}`,
        text: texts[(place + round) % texts.length]!,
      }
    }
  }
}

const texts = ['menú', 'quiero agendar']

/** A step that comes past every place once, and is never near where it was shortly before. */
function strideThrough(places: number): number {
  let stride = Math.max(1, Math.round(places * 0.618))
  while (greatestCommonDivisor(stride, places) !== 1) stride++
  return stride
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
