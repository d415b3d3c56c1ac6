import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { Appointment } from './appointment.ts'
import type { Workshop } from './workshop.ts'

/** An appointment as calendars follow it: through all its moves it is one event. */
export interface Followed {
  appointment: Appointment
  /** Id of the appointment that it was at first. */
  first: string
  /** How often it was moved. */
  moves: number
}

/**
 * The agenda as an iCalendar feed (RFC 5545). What was cancelled stays in it, as cancelled, so that calendars take it out;
 * each change has a higher SEQUENCE. `now`: Unix ms.
 */
export function calendar(workshop: Workshop, followed: Followed[], now: number): string {
  const feed = ical({
    name: workshop.name,
    prodId: { company: 'Chasqui', product: workshop.id, language: workshop.language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 15 * 60,
  })
  for (const { appointment, first, moves } of followed) {
    const isOff = appointment.status === 'cancelled' || appointment.status === 'noShow'
    feed.createEvent({
      id: `${first}@${workshop.id}.chasqui`,
      sequence: moves + (isOff ? 1 : 0),
      stamp: new Date(now),
      start: new Date(appointment.start),
      end: new Date(appointment.end),
      summary: [titleOf(workshop, appointment), appointment.vehicle].filter(Boolean).join(' · '),
      description: [
        appointment.name,
        appointment.phone && `+${appointment.phone}`,
        late(appointment),
        appointment.note,
      ]
        .filter(Boolean)
        .join('\n'),
      location: appointment.bays
        .map((id) => workshop.bays.find((bay) => bay.id === id)?.name ?? id)
        .join(', '),
      status: isOff
        ? ICalEventStatus.CANCELLED
        : appointment.status === 'pending'
          ? ICalEventStatus.TENTATIVE
          : ICalEventStatus.CONFIRMED,
    })
  }
  return feed.toString()
}

function late({ lateBy }: Appointment): string | undefined {
  return lateBy === undefined ? undefined : `+${lateBy} min`
}

function titleOf({ services }: Workshop, { service }: Appointment): string {
  return services.find(({ id }) => id === service)?.title ?? service
}
