import * as fc from 'fast-check'
import type { Window, Workshop } from '../../src/agenda/workshop.ts'
import { addDays, local } from '../../src/agenda/zone.ts'
import { service, workshop } from './example.ts'

/** Around changes of the clock, in both directions. */
const moments = [
  ['America/Montevideo', '2026-11-26T09:30:00-03:00'],
  ['America/Santiago', '2026-09-04T10:00:00-04:00'],
  ['America/Santiago', '2026-04-03T10:00:00-03:00'],
  ['Europe/Madrid', '2026-03-27T10:00:00+01:00'],
  ['Europe/Madrid', '2026-10-23T10:00:00+02:00'],
  ['Australia/Lord_Howe', '2026-10-02T10:00:00+10:30'],
  ['Asia/Kathmandu', '2026-11-26T09:30:00+05:45'],
] as const

/** A workshop of any kind in a zone of any kind, and what is tried with it. */
export const scenes = fc.record({
  moment: fc.constantFrom(...moments),
  windows: fc
    .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 4, maxLength: 4 })
    .map((quarters) => quarters.sort((a, b) => a - b).map((quarter) => quarter * 15)),
  step: fc.constantFrom(10, 15, 30, 45),
  lead: fc.constantFrom(0, 60, 1440),
  cutOff: fc.constantFrom(null, 600, 1020),
  daily: fc.constantFrom({ vehicles: null, minutes: null }, { vehicles: 3, minutes: 300 }),
  dropOff: fc.constantFrom({ arrivals: 1, load: 85 }, { arrivals: 2, load: 20 }),
  isAway: fc.boolean(),
  exception: fc.constantFrom<Window[] | null>(
    null,
    [],
    [{ open: 0, close: 1440 }],
    [{ open: 615, close: 900 }],
  ),
  services: fc.array(
    fc.record({
      minutes: fc.constantFrom(20, 60, 90, 150),
      buffer: fc.constantFrom(0, 5, 30, 120),
      bays: fc.constantFrom(['bay-1'], ['bay-2'], ['bay-1', 'bay-2']),
      mechanics: fc.constantFrom([], ['ana'], ['ana', 'leo']),
      dropOff: fc.boolean(),
      days: fc.constantFrom(1, 2),
      mayCrossBreak: fc.boolean(),
      daily: fc.constantFrom(null, 2),
      weekdays: fc.constantFrom([0, 1, 2, 3, 4, 5, 6], [1, 3, 5]),
      onRequest: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  choices: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 8, maxLength: 40 }),
  // Most starts that anybody names are on a quarter of an hour.
  minutes: fc.array(
    fc.oneof(
      fc.integer({ min: -600, max: 4 * 1440 }),
      fc.integer({ min: 0, max: 4 * 96 }).map((quarter) => quarter * 15),
    ),
    { minLength: 60, maxLength: 60 },
  ),
})

export type Scene = typeof scenes extends fc.Arbitrary<infer S> ? S : never

/** The workshop of a scene, and the moment (Unix ms) at which it is looked at. */
export function setUp({
  moment: [zone, at],
  windows,
  services,
  isAway,
  exception,
  choices: _,
  minutes: __,
  ...rules
}: Scene): {
  shop: Workshop
  now: number
} {
  const now = Date.parse(at)
  const [a = 0, b = 0, c = 0, d = 0] = windows
  const { day: today } = local(zone, now)
  const away = addDays(today, 2)
  const shop = workshop({
    zone,
    hours: Array(7).fill([
      { open: a, close: b },
      { open: c, close: d },
    ]),
    ...rules,
    ...(exception && { exceptions: { [addDays(today, 1)]: { hours: exception, reason: null } } }),
    mechanics: [
      { id: 'ana', name: 'Ana', away: isAway ? [{ from: away, to: away, window: null }] : [] },
      { id: 'leo', name: 'Leo', away: [] },
    ],
    horizon: 3,
    services: services.map(({ bays, mechanics, weekdays, ...each }, index) =>
      service({
        ...each,
        id: `s${index}`,
        bays: [...bays],
        mechanics: [...mechanics],
        weekdays: [...weekdays],
      }),
    ),
  })
  return { shop, now }
}
