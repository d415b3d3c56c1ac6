import { expect } from 'chai'
import fc from 'fast-check'
import { readPayload } from '../../src/whatsapp/inbound.ts'
import { damagedPlaces, type Place, put, strange } from './damages.ts'
import { names, payloadOf, webhook } from './webhooks.ts'

const payloads = names.map(webhook)
const values = payloads.flatMap(({ entry }) =>
  entry.flatMap(({ changes }) => changes.map(({ value }) => value)),
)
const contacts = values.flatMap((value) => value.contacts ?? [])

/** All items of each level of the fixtures, and a payload around them. */
const levels: [string, unknown[], (items: unknown[]) => unknown][] = [
  ['entry', payloads.flatMap(({ entry }) => entry), (entry) => ({ entry })],
  [
    'change',
    payloads.flatMap(({ entry }) => entry.flatMap(({ changes }) => changes)),
    (changes) => ({ entry: [{ id: '1', changes }] }),
  ],
  ['message', values.flatMap(({ messages }) => messages ?? []), (items) => payloadOf(items, contacts)],
  ['status', values.flatMap(({ statuses }) => statuses ?? []), (items) => payloadOf([], contacts, items)],
]

describe('a damaged payload', () => {
  for (const [level, items, wrap] of levels) {
    it(`is read without an error, and but for the damaged ${level} as before`, () => {
      const read = items.map((item) => readPayload(wrap([item])))
      fc.assert(
        fc.property(damages(items), ({ index, place, value }) => {
          const [before, after] = [read.slice(0, index).flat(), read.slice(index + 1).flat()]
          const damaged = readPayload(wrap(put(structuredClone(items), place, value) as unknown[]))
          expect(damaged.slice(0, before.length)).to.deep.equal(before)
          expect(damaged.slice(damaged.length - after.length)).to.deep.equal(after)
        }),
        { numRuns: 150 },
      )
    })
  }

  it('always says something, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        expect(readPayload(payload)).to.not.be.empty
      }),
    )
  })
})

/** A list of items, a place in one of them, and what is put there; undefined takes away what is there. */
function damages(items: unknown[]): fc.Arbitrary<{ index: number; place: Place; value: unknown }> {
  const places = damagedPlaces(items)
  return fc
    .record({ place: fc.constantFrom(...places), value: fc.constantFrom(...strange) })
    .map((damage) => ({
      ...damage,
      index: Number(damage.place[0]),
    }))
}
