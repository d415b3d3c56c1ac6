import type { CustomerWrote } from 'chasqui'

/** For `guards` in a flow's `setup`: which option was chosen. */
export const isChoice = (_: unknown, { choice, wanted }: { choice: string; wanted: string }) =>
  choice === wanted

/** An arrow that is taken when an option is chosen: where it leads. */
export function choosing<State extends string>(wanted: string, state: State) {
  const params = ({ event }: { event: { choice: string } }) => ({ choice: event.choice, wanted })
  return { guard: { type: 'isChoice' as const, params }, target: state }
}

/**
 * Arrows that see first to what a customer wants beside a question: to book, or what they have. What counts as that is the
 * flow's own `wantsBooking` and `wantsAppointments`. @param keep the action that keeps what was said
 */
export function wishing<Keep extends string>(keep: Keep) {
  const params = ({ event }: { event: CustomerWrote }) => event
  const actions = { type: keep, params }
  return [
    { guard: { type: 'wantsBooking' as const, params }, actions, target: 'booking' as const },
    { guard: { type: 'wantsAppointments' as const, params }, actions, target: 'seeingAppointments' as const },
  ]
}
