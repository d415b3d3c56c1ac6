import type { Appointment, Status } from '../agenda/appointment.ts'

/** What is left of an appointment whose customer is forgotten, as the workshop's books need it. `now`: Unix ms. */
export function anonymous(appointment: Appointment, now: number): Appointment | undefined {
  if (appointment.status === 'held' || appointment.status === 'waiting') return undefined
  const { note: _, media: __, rating, ...rest } = appointment
  const isAhead = ahead.has(rest.status) && Date.parse(rest.start) > now
  // The stars are counted; the words may say who wrote them.
  const stars = rating && { rating: { stars: rating.stars, at: rating.at } }
  return {
    ...rest,
    ...stars,
    phone: null,
    name: null,
    vehicle: null,
    ...(isAhead && { status: 'cancelled' }),
  }
}

const ahead = new Set<Status>(['pending', 'booked', 'confirmed'])
