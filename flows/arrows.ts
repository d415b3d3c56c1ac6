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

type Ended = { wanted: string | null }

/** For `guards`: what is wanted instead by who went to book, or to see what they have. */
export const isBooking = (_: unknown, { wanted }: Ended) => wanted === 'book'
export const isWish = (_: unknown, { wanted }: Ended) => wanted !== null

/** The ways on from `seeingAppointments`, where booking may be offered. */
export function afterAppointments<State extends string>(state: State) {
  const params = ({ event }: { event: { output: Ended } }) => event.output
  return [{ guard: { type: 'isBooking' as const, params }, target: 'booking' as const }, { target: state }]
}

/** The ways on from `booking`, where something may be wanted of what they have. @param keep the action that keeps what */
export function afterBooking<Keep extends string, State extends string>(keep: Keep, state: State) {
  const params = ({ event }: { event: { output: Ended } }) => event.output
  const actions = { type: keep, params }
  return [
    { guard: { type: 'isWish' as const, params }, actions, target: 'seeingAppointments' as const },
    { target: state },
  ]
}
