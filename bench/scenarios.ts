import type { Load, Outcome } from './load.ts'

/** A way in which customers write. */
export interface Scenario {
  name: string
  title: string
  run(load: Load, seconds: number): Promise<Outcome>
}

/** Turns at once at which more would not make a bot faster. */
export const saturating = 64

export const scenarios: Scenario[] = [
  ...[5, 80, 500].map((rate) => ({
    name: `rate-${rate}`,
    title: `${rate} a second`,
    run: (load: Load, seconds: number) => load.open({ rate, seconds }),
  })),
  {
    name: 'saturation',
    title: `${saturating} at once`,
    run: (load, seconds) => load.closed({ inFlight: saturating, seconds }),
  },
]
