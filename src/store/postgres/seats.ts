import type pg from 'pg'
import type { Look, News } from '../store.ts'
import type { Database } from './database.ts'
import { meant } from './errors.ts'
import type { Pace } from './pace.ts'

/** How often one looks by itself whether something fell due, in beats. */
const slowly = 6

/** Where those look that do not know where: an imported conversation was never looked after from any seat. */
export const nobodysSeat = 0

/**
 * This node's seat, and who sits in the others. Each conversation is looked after from the seat of the node that
 * committed it last; a node that is gone leaves its seat to the next that comes, and until then the others see to what
 * falls due there. So nothing has to be renewed or moved for each conversation.
 */
export class Seats implements News {
  readonly node: string
  readonly #database: Database
  readonly #knows: number
  readonly #pace: Pace
  #client: pg.Client | undefined
  #number: number | undefined
  #empty: number[] = [nobodysSeat]
  #look: Look = () => {}
  #listener: (news: string) => void = () => {}
  #hasOthers = false
  #timer: NodeJS.Timeout | undefined
  #beats = 0
  /** Since when this node has been able to say that it is there, by `performance.now()`; undefined: it is not. */
  #steadySince: number | undefined
  #beating = Promise.resolve()
  #isClosed = false

  /** @param knows the highest migration that this program knows */
  constructor(database: Database, node: string, knows: number, pace: Pace) {
    this.#database = database
    this.node = node
    this.#knows = knows
    this.#pace = pace
  }

  /** Takes a seat and keeps it. */
  async open(): Promise<void> {
    await this.#beat()
    this.#arm()
  }

  /** Where conversations that this node commits are looked after from. */
  get number(): number {
    return this.#number ?? nobodysSeat
  }

  /** Seats in which nobody is. */
  get empty(): readonly number[] {
    return this.#empty
  }

  /** Whether no other node is there, as of the last beat. */
  get isAlone(): boolean {
    return !this.#hasOthers
  }

  watch(look: Look): void {
    this.#look = look
  }

  hear(listener: (news: string) => void): void {
    this.#listener = listener
  }

  async tell(news: string): Promise<void> {
    if (!this.#hasOthers || this.#isClosed) return
    const client = await this.#connected()
    await client.query(tell, [`${this.node} ${news}`])
  }

  /**
   * Whether a node has left, or has not been heard of for too long.
   * @throws StoreUnavailableError
   */
  async isGone(node: string | undefined): Promise<boolean> {
    if (node === undefined) return true
    if (node === this.node) return false
    // After the database was away nobody could say that they were there: they get the time to.
    const { rows } = await this.#connected()
      .then((client) => client.query<Sitting>(sitting, [this.#pace.lease]))
      .catch((error) => {
        // A turn that asks this is not to blame: it is run again.
        throw meant(error)
      })
    const found = rows.find((each) => each.node === node)
    return found ? this.#isEmpty(found) : this.#isSteady
  }

  /** Leaves the seat to the next one, and tells the others. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#beating
    try {
      await this.#client?.query(leave, [this.node])
    } catch {
      // It is noticed in a while that nobody is here.
    }
    await this.#client?.end().catch(() => {})
  }

  #arm(): void {
    this.#timer = setTimeout(() => {
      void this.#hurry().finally(() => {
        if (!this.#isClosed) this.#arm()
      })
    }, this.#pace.beat).unref()
  }

  /** One beat, after the one that may be under way. */
  #hurry(): Promise<void> {
    this.#beating = this.#beating.then(() => this.#beat()).catch(() => this.#lost())
    return this.#beating
  }

  async #beat(): Promise<void> {
    if (this.#isClosed) return
    const client = await this.#connected()
    const { rows } = await client.query<{ number: number }>(renew, [this.node, this.#number ?? -1])
    this.#number = rows[0]?.number ?? (await this.#take(client))
    this.#steadySince ??= performance.now()
    const { rows: all } = await client.query<Sitting>(sitting, [this.#pace.lease])
    this.#hasOthers = all.some((each) => each.node !== this.node && !this.#isEmpty(each))
    const empty = [nobodysSeat, ...all.filter((each) => this.#isEmpty(each)).map(({ number }) => number)]
    const isNew = empty.some((number) => !this.#empty.includes(number))
    this.#empty = empty
    if (isNew) this.#look('left')
    else if (++this.#beats % slowly === 0) this.#look('due')
  }

  /** The first empty seat, or a new one beside the others. */
  async #take(client: pg.Client): Promise<number> {
    for (;;) {
      const { rows } = await client.query<{ number: number }>(take, [
        this.node,
        this.#knows,
        this.#pace.lease,
      ])
      if (rows[0]) return rows[0].number
    }
  }

  #isEmpty({ node, hasLeft, isLate }: Sitting): boolean {
    return node !== this.node && (hasLeft || (isLate && this.#isSteady))
  }

  get #isSteady(): boolean {
    return this.#steadySince !== undefined && performance.now() - this.#steadySince > this.#pace.lease
  }

  #hear(payload: string): void {
    const end = payload.indexOf(' ')
    if (payload.slice(0, end) !== this.node) this.#listener(payload.slice(end + 1))
  }

  #lost(): void {
    this.#steadySince = undefined
    this.#client?.end().catch(() => {})
    this.#client = undefined
  }

  async #connected(): Promise<pg.Client> {
    if (this.#client) return this.#client
    const client = await this.#database.client()
    client.on('end', () => {
      if (this.#client === client) this.#lost()
    })
    client.on('notification', ({ channel, payload = '' }) => {
      if (channel === 'chasqui_news') this.#hear(payload)
      // Somebody left: seen at once, not with the next beat.
      else void this.#hurry()
    })
    await client.query('listen chasqui; listen chasqui_news')
    this.#client = client
    return client
  }
}

interface Sitting {
  number: number
  node: string
  hasLeft: boolean
  isLate: boolean
}

const renew = {
  name: 'renew seat',
  text: `update seat set beat_at = clock_timestamp()
    where workshop = '*' and node = $1 and number = $2 returning number`,
} as const

const sitting = {
  name: 'seats',
  text: `select number, node, beat_at = '-infinity' as "hasLeft",
      beat_at < clock_timestamp() - $1 * interval '1 ms' as "isLate"
    from seat where workshop = '*' order by number`,
} as const

const take = {
  name: 'take seat',
  text: `insert into seat (workshop, number, node, knows, beat_at)
    select '*', coalesce(min(number) filter (where beat_at < clock_timestamp() - $3 * interval '1 ms'),
      max(number) + 1, 1), $1, $2, clock_timestamp() from seat where workshop = '*'
    on conflict (workshop, number) do update
      set node = excluded.node, knows = excluded.knows, beat_at = excluded.beat_at
      where seat.beat_at < clock_timestamp() - $3 * interval '1 ms'
    returning number`,
} as const

const leave = {
  name: 'leave seat',
  text: `with gone as (update seat set beat_at = '-infinity' where workshop = '*' and node = $1 returning number)
    select pg_notify('chasqui', 'left') from gone`,
} as const

const tell = `select pg_notify('chasqui_news', $1)`
