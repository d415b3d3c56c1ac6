import * as xstate from 'xstate'

/** A flow as it was written: what it was set up with and its chart, also where XState refuses it. */
export interface Captured {
  /** The file that made it. */
  file: string
  setup: Setup
  config: Record<string, unknown>
  /** What stands for it where flows name each other: XState's machine, or an empty object. */
  machine: object
  error: Error | undefined
}

export interface Setup {
  actions?: Record<string, unknown>
  guards?: Record<string, unknown>
  delays?: Record<string, unknown>
  actors?: Record<string, unknown>
}

/** XState for flow files that are looked at and not run: every chart that they make is kept. */
export function capture() {
  const charts: Captured[] = []
  let file = ''

  function withSetup(given: Setup, real: { createMachine: (config: never) => object }) {
    const createMachine = (config: Record<string, unknown>) => {
      const { machine, error } = attempt(() => real.createMachine(config as never))
      charts.push({ file, setup: given, config, machine, error })
      return machine
    }
    return { ...real, createMachine, extend: (more: Setup) => setup(merged(given, more)) }
  }

  function setup(given: Setup = {}) {
    return withSetup(given, xstate.setup(given as never) as never)
  }

  function createMachine(config: Record<string, unknown>, given: Setup = {}) {
    return setup(given).createMachine(config)
  }

  return {
    charts,
    xstate: { ...xstate, setup, createMachine } as Record<string, unknown>,
    /** Charts that are made meanwhile are those of this file. */
    during(which: string, run: () => void): void {
      const before = file
      file = which
      try {
        run()
      } finally {
        file = before
      }
    },
  }
}

function attempt(make: () => object): { machine: object; error: Error | undefined } {
  try {
    return { machine: make(), error: undefined }
  } catch (error) {
    return { machine: {}, error: error instanceof Error ? error : new Error(String(error)) }
  }
}

function merged(one: Setup, other: Setup): Setup {
  const keys = ['actions', 'guards', 'delays', 'actors'] as const
  return { ...one, ...other, ...Object.fromEntries(keys.map((key) => [key, { ...one[key], ...other[key] }])) }
}
