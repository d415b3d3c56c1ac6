import type { Workshop } from '../agenda/workshop.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import { keyAlias } from '../conversation/joined.ts'
import type { Store } from '../store/store.ts'
import { dialled } from './phone.ts'
import { refuse } from './refusal.ts'

/** Finds customers as requests name them: by our key or by a phone. */
export class Customers {
  readonly #store: Store<Conversation, Message>

  constructor(store: Store<Conversation, Message>) {
    this.#store = store
  }

  /** The key of who is known so. */
  async find({ id, zone }: Workshop, customer: string): Promise<string | undefined> {
    if (/^[+\d\s().-]+$/.test(customer)) {
      const found = await this.#store.find(id, `phone:${customer.replace(/\D/g, '')}`)
      const read = found === undefined ? dialled(customer, zone) : {}
      return 'digits' in read ? this.#store.find(id, `phone:${read.digits}`) : found
    }
    if (await this.#store.conversation(id, customer)) return customer
    return this.#store.find(id, keyAlias(customer))
  }

  /** Else 404. */
  async known(workshop: Workshop, customer: string): Promise<Conversation> {
    const key = await this.find(workshop, customer)
    const conversation = key === undefined ? undefined : await this.#store.conversation(workshop.id, key)
    return conversation ?? refuse(404, 'notFound', 'Nobody is known by that key or phone.')
  }
}
