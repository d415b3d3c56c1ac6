import { expect } from 'chai'
import fc from 'fast-check'
import { type Live, payload, startLive, text } from '../helpers/live.ts'
import { damagedPlaces, type Place, put } from '../whatsapp/damages.ts'
import { names, webhook } from '../whatsapp/webhooks.ts'

describe('a webhook that is damaged somewhere', function () {
  this.timeout(120_000)

  let live: Live
  let customers = 0

  before(async () => {
    live = await startLive({ READ_RECEIPTS: 'off' })
  })

  const fixtures = names.map((name) =>
    JSON.stringify(webhook(name)).replaceAll('106500000000001', '123456789'),
  )
  const places = fixtures.flatMap((json, index) =>
    damagedPlaces(JSON.parse(json)).map((place) => ({ index, place })),
  )

  it('is acknowledged, whatever is missing, null, of another type, huge or deep; whoever writes next is answered', async () => {
    const damage = fc.record({ at: fc.constantFrom(...places), name: fc.constantFrom(...strange.keys()) })
    await fc.assert(
      fc.asyncProperty(damage, async ({ at: { index, place }, name }) => {
        const { status } = await live.deliver(damaged(fresh(fixtures[index]!), place, strange.get(name)))
        expect(status).to.equal(200)
        const phone = `5989${String(++customers).padStart(7, '0')}`
        await live.deliver(payload({ ...text('menú'), from: phone }))
        const told = (await live.replies()).map(({ to }) => to)
        expect(told).to.include(`+${phone}`)
      }),
      { numRuns: 150 },
    )
  })
})

/** As if it were sent now, and for the first time. */
function fresh(fixture: string): string {
  const id = Math.random().toString(36).slice(2)
  const seconds = Math.floor(Date.now() / 1000)
  return fixture
    .replaceAll('"wamid.', `"wamid.${id}`)
    .replaceAll(/"timestamp":"\d+"/g, `"timestamp":"${seconds}"`)
}

/** What may stand where nobody expects it, as JSON; undefined: nothing. Deeper than any stack, one cannot be written out. */
const strange = new Map<string, string | undefined>([
  ['nothing', undefined],
  ...['null', 'true', '0', '-1', '1e308', '""', '"x"', '[]', '{}', '[null]', '[[]]'].map(
    (json) => [json, json] as const,
  ),
  ['long', JSON.stringify('x'.repeat(100_000))],
  ['deep list', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
  ['deep object', `${'{"id":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
])

function damaged(fixture: string, place: Place, value: string | undefined): string {
  const mark = 'HERE'
  const json = JSON.stringify(put(JSON.parse(fixture), place, value === undefined ? undefined : mark)) ?? ''
  return json.replace(`"${mark}"`, () => value ?? '')
}
