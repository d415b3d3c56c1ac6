/** For `guards` in a flow's `setup`: which option was chosen. */
export const isChoice = (_: unknown, { choice, wanted }: { choice: string; wanted: string }) =>
  choice === wanted

/** An arrow that is taken when an option is chosen: where it leads. */
export function choosing<State extends string>(wanted: string, state: State) {
  const params = ({ event }: { event: { choice: string } }) => ({ choice: event.choice, wanted })
  return { guard: { type: 'isChoice' as const, params }, target: state }
}
