import type { CustomerWrote } from 'chasqui'
import { isName } from './naming.ts'

/** Looks up a day or an hour that was said. */
export function lookingUp<Guard extends 'saidWhen' | 'saidAnotherTime'>(guard: Guard) {
  return {
    guard: { type: guard, params: wrote },
    actions: { type: 'keepSaid' as const, params: wrote },
    target: 'findingSlots' as const,
  }
}

/** Takes what was written for the vehicle. */
export function takingVehicle<Guard extends 'isVehicle' | 'looksLikeVehicle', State extends string>(
  guard: Guard,
  state: State,
) {
  const params = ({ event }: { event: CustomerWrote }) => ({ vehicle: tidy(event.text) })
  return {
    guard: { type: guard, params: wrote },
    actions: { type: 'keepVehicle' as const, params },
    target: state,
  }
}

/** Takes the vehicle out of what was written about another one than was supposed. */
export function takingOther() {
  const params = ({ event }: { event: CustomerWrote }) => ({
    vehicle: isName(event.text) ? tidy(event.text) : (event.vehicle ?? ''),
  })
  return {
    guard: { type: 'saidOtherVehicle' as const, params: wrote },
    actions: { type: 'keepVehicle' as const, params },
    target: 'booking' as const,
  }
}

export function wrote({ event }: { event: CustomerWrote }): CustomerWrote {
  return event
}

/** Keeps a vehicle that is said before it is asked for, says so, and asks again what was asked. */
export function noting() {
  return {
    guard: { type: 'saidVehicle' as const, params: ({ event }: { event: CustomerWrote }) => event },
    actions: [
      {
        type: 'keepVehicle' as const,
        params: ({ event }: { event: CustomerWrote }) => ({ vehicle: event.vehicle ?? tidy(event.text) }),
      },
      { type: 'remark' as const, params: { text: 'booking.kept' as const } },
    ],
  }
}

/** As it is kept: on one line, and not longer than a name. */
export function tidy(text: string): string {
  return text.trim().replace(/\s+/g, ' ').slice(0, 120)
}
