/** How long things are waited for, in ms. */
export interface Pace {
  /** How often a node says that it is there. */
  beat: number
  /** Who has said nothing for so long is gone. */
  lease: number
  /** How long a connection is looked for before the store counts as unavailable. */
  patience: number
  /** How long a turn is run again while others come in its way. */
  persistence: number
}

/** A dead node's work is taken up within `lease` and two beats. */
export const usual: Pace = { beat: 2_500, lease: 10_000, patience: 3_000, persistence: 5_000 }
