import { expect } from 'chai'
import * as fc from 'fast-check'
import type { Appointment } from '../../src/agenda/appointment.ts'
import { freeSlots } from '../../src/agenda/slots.ts'
import type { Service, Workshop } from '../../src/agenda/workshop.ts'
import { addDays, isoIn, local } from '../../src/agenda/zone.ts'
import { bookSlot } from '../../src/conversation/answers.ts'
import type { Conversation, Message } from '../../src/conversation/conversation.ts'
import { newConversation } from '../../src/conversation/newConversation.ts'
import type { Asking } from '../../src/conversation/places.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { scenes, setUp } from '../agenda/scenes.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { freshDatabase } from '../helpers/postgres.ts'

/** `COMMIT_RUNS`: how many workshops are tried in each store. */
const runs = Number(process.env.COMMIT_RUNS ?? 25)

const databases: Record<string, () => Promise<string | undefined>> = {
  'the embedded store': async () => undefined,
  PostgreSQL: freshDatabase,
}

for (const [name, database] of Object.entries(databases)) {
  describe(`what is offered and what can be booked (${name})`, function () {
    this.timeout(120_000)

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
          for (const [index, [which, nth]] of scene.choices.slice(0, 12).entries()) {
            const service = shop.services[which % shop.services.length]!
            const offered = await listed(store, shop, service, now)
            const today = Date.parse(`${local(shop.zone, now).day}T00:00:00Z`)
            const any = isoIn(shop.zone, today + scene.minutes[index]! * 60_000)
            // As often as not what is offered, else whatever somebody may name.
            const start = nth % 2 === 0 ? (offered[nth % offered.length] ?? any) : any
            const booked = await book(store, shop, service, { start, key: `c${index}`, now })
            expect(booked, `${service.id} at ${start}`).to.equal(offered.includes(start))
          }
        }),
        { numRuns: runs },
      )
    })
  })
}

async function listed(store: Store<Conversation, Message>, shop: Workshop, service: Service, now: number) {
  const today = local(shop.zone, now).day
  const { items } = await store.appointments(shop.id, { limit: 1_000 })
  const slots = freeSlots(shop, service, items, { now, from: today, to: addDays(today, 4) })
  return slots.map(({ start }) => start)
}

/** As a flow books: in a turn of the customer's. */
function book(
  store: Store<Conversation, Message>,
  workshop: Workshop,
  service: Service,
  { start, key, now }: { start: string; key: string; now: number },
): Promise<boolean> {
  return store.turn({ workshop: workshop.id, key }, async (view) => {
    const conversation = view.conversation ?? newConversation(key, workshop.id)
    const changed = new Map<string, Appointment>()
    const asking: Asking = {
      view,
      workshop,
      conversation: { ...conversation },
      now,
      frame: 0,
      changed,
      removed: new Set(),
    }
    const wanted = { service: service.id, start, vehicle: '', moving: null, note: '', media: [] }
    const { booked } = await bookSlot(asking, wanted)
    const changes = { conversation: asking.conversation, appointments: [...changed.values()] }
    return { changes, result: booked !== null }
  })
}
