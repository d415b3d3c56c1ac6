import { expect } from 'chai'
import * as fc from 'fast-check'
import { freeSlots } from '../../src/agenda/slots.ts'
import type { Service, Workshop } from '../../src/agenda/workshop.ts'
import { addDays, isoIn, local } from '../../src/agenda/zone.ts'
import { answer } from '../../src/conversation/answers.ts'
import type { Conversation, Message } from '../../src/conversation/conversation.ts'
import { newConversation } from '../../src/conversation/newConversation.ts'
import type { Asking } from '../../src/conversation/places.ts'
import type { Services } from '../../src/conversation/services.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { always, service, workshop } from '../agenda/example.ts'
import { scenes, setUp } from '../agenda/scenes.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { freshDatabase } from '../helpers/postgres.ts'

/** How many workshops are tried in each store: the same ones each time in `npm test`, others where `COMMIT_RUNS` says so. */
const { COMMIT_RUNS } = process.env
const parameters = COMMIT_RUNS ? { numRuns: Number(COMMIT_RUNS) } : { numRuns: 25, seed: 1 }

const said = { vehicle: '', note: '', media: [] }

const databases: Record<string, () => Promise<string | undefined>> = {
  'the embedded store': async () => undefined,
  PostgreSQL: freshDatabase,
}

for (const [name, database] of Object.entries(databases)) {
  describe(`what is offered and what can be booked (${name})`, function () {
    this.timeout(60_000 + parameters.numRuns * 500)

    it('are the same: every offered slot commits, and nothing that is not offered does', async () => {
      const databaseUrl = await database()
      const present = { now: 0 }
      const store = await openStore<Conversation, Message>(
        { databaseUrl, dataDir: temporaryFolder() },
        () => present.now,
      )
      closeAfterTest(() => store.close())
      let workshops = 0
      await fc.assert(
        fc.asyncProperty(scenes, async (scene) => {
          const { shop: drawn, now } = setUp(scene)
          const shop = { ...drawn, id: `w${++workshops}` }
          present.now = now
          const before: string[] = []
          for (const [index, [which, nth]] of scene.choices.slice(0, 12).entries()) {
            const service = shop.services[which % shop.services.length]!
            const asks = customer(store, shop, service, { key: `c${index}`, now })
            const listed = await list(store, shop, service, now)
            const offered = (await asks('findSlots', { when: [], before: [] })).slots.map(
              ({ start }) => start,
            )
            expect(listed).to.include.members(offered)
            expect(offered.length === 0).to.equal(listed.length === 0)
            const today = Date.parse(`${local(shop.zone, now).day}T00:00:00Z`)
            const any = isoIn(shop.zone, today + scene.minutes[index]! * 60_000)
            const last = listed.at(-1)
            for (const start of [
              by(shop, listed[0], -shop.step),
              by(shop, last, shop.step),
              by(shop, last, 1440),
            ])
              if (start && !listed.includes(start))
                expect((await asks('bookSlot', { start, ...said })).booked, start).to.equal(null)
            // What is offered, what else is free, what was before others came, or whatever somebody may name.
            const choices = [offered, listed, before, [any]][nth % 4]!
            const start = choices[(nth >> 2) % choices.length] ?? any
            before.push(...listed)
            const isFree = listed.includes(start)
            const isHeld = which % 2 === 0
            if (isHeld) expect((await asks('holdSlot', { start })).held !== null, start).to.equal(isFree)
            // Some only hold: their places are occupied for whoever comes next.
            if (isHeld && nth % 3 === 0) continue
            const { booked } = await asks('bookSlot', { start, ...said })
            expect(booked !== null, `${service.id} at ${start}`).to.equal(isFree)
          }
        }),
        parameters,
      )
    })

    it('are the same past midnight: the buffer of the evening before keeps its place', async () => {
      const now = Date.parse('2026-11-26T09:30:00-03:00')
      const store = await openStore<Conversation, Message>(
        { databaseUrl: await database(), dataDir: temporaryFolder() },
        () => now,
      )
      closeAfterTest(() => store.close())
      const long = service({ minutes: 60, buffer: 120, bays: ['bay-1'] })
      const shop = workshop({ hours: always, services: [long] })
      const booked = async (key: string, start: string) =>
        (await customer(store, shop, long, { key, now })('bookSlot', { start, ...said })).booked !== null
      expect(await booked('ana', '2026-11-26T23:00:00-03:00')).to.equal(true)
      expect(await booked('leo', '2026-11-27T01:30:00-03:00')).to.equal(false)
      expect(await booked('leo', '2026-11-27T02:00:00-03:00')).to.equal(true)
    })
  })
}

function by(shop: Workshop, start: string | undefined, minutes: number): string | undefined {
  return start && isoIn(shop.zone, Date.parse(start) + minutes * 60_000)
}

async function list(store: Store<Conversation, Message>, shop: Workshop, service: Service, now: number) {
  const today = local(shop.zone, now).day
  const { items } = await store.appointments(shop.id, { limit: 1_000 })
  const slots = freeSlots(shop, service, items, { now, from: today, to: addDays(today, 4) })
  return slots.map(({ start }) => start)
}

type Asked = 'findSlots' | 'holdSlot' | 'bookSlot'

/** What a flow of this customer's asks for: each thing in a turn of its own. */
function customer(
  store: Store<Conversation, Message>,
  workshop: Workshop,
  chosen: Service,
  { key, now }: { key: string; now: number },
) {
  return <Name extends Asked>(
    name: Name,
    input: Omit<Services[Name]['input'], 'service' | 'moving'>,
  ): Promise<Services[Name]['output']> =>
    store.turn({ workshop: workshop.id, key }, async (view) => {
      const asking: Asking = {
        view,
        workshop,
        conversation: { ...(view.conversation ?? newConversation(key, workshop.id)) },
        now,
        frame: 0,
        changed: new Map(),
        removed: new Set(),
      }
      const result = await answer(asking, name, { ...input, service: chosen.id, moving: null })
      const { conversation, changed, removed } = asking
      const changes = {
        conversation,
        appointments: [...changed.values()],
        removedAppointments: [...removed],
      }
      return { changes, result: result as Services[Name]['output'] }
    })
}
