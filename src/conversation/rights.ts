import type { Appointment, Status } from '../agenda/appointment.ts'
import type { Quote } from '../agenda/quote.ts'

/** What is left of an appointment whose customer is forgotten, as the workshop's books need it. `now`: Unix ms. */
export function anonymous(appointment: Appointment, now: number): Appointment | undefined {
  if (appointment.status === 'held' || appointment.status === 'waiting') return undefined
  const { note: _, media: __, rating, quotes, ...rest } = appointment
  const isAhead = ahead.has(rest.status) && Date.parse(rest.start) > now
  // The stars are counted; the words may say who wrote them.
  const stars = rating && { rating: { stars: rating.stars, at: rating.at } }
  return {
    ...rest,
    ...stars,
    ...(quotes && { quotes: quotes.map(unsigned) }),
    phone: null,
    name: null,
    vehicle: null,
    ...(isAhead && { status: 'cancelled' }),
  }
}

/** What was approved stays, without who did. */
function unsigned(quote: Quote): Quote {
  const lines = quote.lines.map((line) => {
    const { answer } = line
    if (!answer) return line
    return { ...line, answer: { ...answer, by: { ...answer.by, phone: null, name: null }, message: null } }
  })
  return { ...quote, lines }
}

const ahead = new Set<Status>(['pending', 'booked', 'confirmed'])
