import { MovableClock } from '../../src/clock.ts'
import { advance } from '../../src/conversation/advance.ts'
import type { Conversation, Message } from '../../src/conversation/conversation.ts'
import { Engine } from '../../src/conversation/engine.ts'
import type { House } from '../../src/conversation/turn.ts'
import { defaultFlows } from '../../src/defaultFlows.ts'
import { loadHouse } from '../../src/house.ts'
import { openStore, type Which } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { readPayload } from '../../src/whatsapp/inbound.ts'
import { addressed, WhatsAppClient } from '../../src/whatsapp/index.ts'
import { digest } from '../helpers/files.ts'
import { wide } from '../helpers/limits.ts'
import { closeAfterTest } from '../helpers/open.ts'
import { quiet } from '../helpers/quiet.ts'
import { Fate, mortal } from './fate.ts'
import { Meta } from './meta.ts'

const houses = new Map<number, Promise<House>>()

/** An engine on a folder or database that can die at any step and be opened again; what it sends goes to Meta over HTTP. */
export class Rig {
  readonly clock = new MovableClock()
  readonly meta = new Meta()
  house!: House
  store!: Store<Conversation, Message>
  engine!: Engine
  fate: Fate
  readonly #stored: Which
  #client!: WhatsAppClient

  /** `place`: a folder, or the URL of a PostgreSQL. */
  constructor(place: string, fate = new Fate()) {
    this.#stored = { dataDir: place, databaseUrl: place.startsWith('postgres:') ? place : undefined }
    this.fate = fate
  }

  /** `burst` and `timeout`, of each send, in ms. */
  async start({ burst = 0, timeout = 10_000 } = {}): Promise<this> {
    if (!houses.has(burst)) houses.set(burst, loadHouse(defaultFlows, burst))
    this.house = await houses.get(burst)!
    await this.meta.start()
    this.#client = new WhatsAppClient({
      accessToken: 'token',
      phoneNumberId: '123456789',
      apiUrl: this.meta.url,
      timeout,
    })
    closeAfterTest(() => this.close())
    await this.#open()
    return this
  }

  /** Posts a webhook as Meta does. @returns whether it got 200 */
  async receive(payload: unknown): Promise<boolean> {
    try {
      await this.engine.receive(readPayload(payload))
      return true
    } catch {
      return false
    }
  }

  /** The process is killed, and started again on what the disk has. */
  async crash(): Promise<void> {
    this.fate.isDead = true
    await this.#close()
    this.fate = new Fate()
    await this.#open()
  }

  /** It is told to end, ends, and is started again. */
  async restart(): Promise<void> {
    await this.#close()
    await this.#open()
  }

  /** Moves the clock on by so many milliseconds; what falls due happens. A dead process is started again. */
  async later(time: number): Promise<void> {
    const to = this.clock.now() + time
    for (;;) {
      await this.settled()
      await advance(this.clock, this.engine, to).catch((error) => {
        if (!this.fate.isDead) throw error
      })
      if (!this.fate.isDead) return this.settled()
    }
  }

  /** Resolves once nothing is in flight. A dead process is started again. */
  async settled(): Promise<void> {
    do {
      if (this.fate.isDead) await this.crash()
      await this.engine.settled()
    } while (this.fate.isDead)
  }

  async close(): Promise<void> {
    this.fate.isDead = true
    await this.#close()
    await this.meta.close()
  }

  async #open(): Promise<void> {
    const store = await openStore<Conversation, Message>(this.#stored, () => this.clock.now())
    const { fate } = this
    this.store = store
    this.engine = new Engine({
      lines: [
        {
          house: this.house,
          number: '123456789',
          send: async ({ phone }, body, id, signal) => {
            fate.step('before a send')
            const sent = await this.#client.send(addressed(body, { phone: phone ?? '' }, id), { signal })
            fate.step('after a send')
            return sent
          },
          fetch: async ({ id }) => {
            fate.step('before a fetch')
            const kept = { sha256: digest(Buffer.from(id)), size: id.length }
            fate.step('after a fetch')
            return kept
          },
          discardFiles: async () => {},
          forgetFile: async () => {},
          isReady: () => true,
          tell: async () => ({ became: 'off' }),
          isTelling: () => false,
          limits: wide,
          acknowledge() {},
          sayInGroup() {},
        },
      ],
      store: mortal(store, fate),
      clock: this.clock,
      log: quiet,
    })
    await this.engine.start()
  }

  async #close(): Promise<void> {
    await this.engine.stop()
    await this.store.close()
  }
}
