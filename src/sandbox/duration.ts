import { InvalidRequestError } from './refusal.ts'

/** Reads an ISO 8601 duration of weeks, days (of 24 h), hours, minutes and seconds, at most P60D, as milliseconds. */
export function readDuration(duration: unknown): number {
  const parts = typeof duration === 'string' ? pattern.exec(duration) : null
  if (!parts || parts.slice(1).every((part) => part === undefined)) {
    throw new InvalidRequestError(
      'advance',
      'Give an ISO 8601 duration such as PT24H or P1DT30M; time only goes forward.',
    )
  }
  const milliseconds = units.reduce((sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * unit, 0)
  if (milliseconds > longest)
    throw new InvalidRequestError('advance', 'The clock goes forward at most P60D at a time.')
  return milliseconds
}

const pattern = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

const second = 1000
const hour = 3600 * second
const day = 24 * hour
const units = [7 * day, day, hour, 60 * second, second]
const longest = 60 * day
