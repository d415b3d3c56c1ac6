import Router from '@koa/router'
import { isoIn } from '../agenda/zone.ts'
import { Broadcast } from '../broadcast.ts'
import type { Clock } from '../clock.ts'
import type { Engine } from '../conversation/engine.ts'
import type { News } from '../store/store.ts'
import { chosen } from './chosen.ts'

export interface ChangesOptions {
  engine: Engine
  clock: Clock
  /** The way to other servers over the same store, if there are any. */
  news: News | undefined
}

/**
 * `GET /desk/changes`: server-sent events for whoever looks at a workshop, without anything that was said. `clock` {now}
 * at first, each minute and whenever it was moved: all may have changed; `turn` {customer, agenda} after each commit, also of
 * other servers: whose conversation changed, and whether the agenda did; `workshop` {} when its file was taken up anew.
 */
export class Changes {
  readonly #options: ChangesOptions
  readonly #watched = new Map<string, Broadcast>()
  readonly #minutes: NodeJS.Timeout
  /** What other servers are still to be told: by workshop and customer, whether the agenda changed. */
  readonly #untold = new Map<string, boolean>()
  #telling: NodeJS.Timeout | undefined

  constructor(options: ChangesOptions) {
    this.#options = options
    this.#minutes = setInterval(() => this.clockMoved(), 60_000).unref()
    const { engine, news } = options
    engine.events.on('commit', ({ workshop, customer, isChanged, isAgendaChanged }) => {
      if (isChanged || isAgendaChanged) this.#changed(workshop, customer, isAgendaChanged)
    })
    news?.hear((told) => this.#hear(told))
  }

  get routes() {
    const router = new Router()
    router.get('/desk/changes', (ctx) => {
      const { id } = chosen(this.#options.engine, ctx).house.workshop
      const watched = this.#watched.get(id) ?? new Broadcast()
      this.#watched.set(id, watched)
      ctx.type = 'text/event-stream'
      ctx.set('Cache-Control', 'no-cache')
      // Proxies that gather answers would keep it back.
      ctx.set('X-Accel-Buffering', 'no')
      ctx.body = watched.stream(['clock', this.#time(id)])
    })
    return router.routes()
  }

  /** Tells that the clock was moved. */
  clockMoved(): void {
    for (const [id, watched] of this.#watched) watched.emit('clock', this.#time(id))
  }

  /** Tells that what workshops edit was taken up anew. */
  rehoused(): void {
    for (const watched of this.#watched.values()) watched.emit('workshop', {})
  }

  close(): void {
    clearInterval(this.#minutes)
    clearTimeout(this.#telling)
    for (const watched of this.#watched.values()) watched.close()
  }

  #changed(workshop: string, customer: string, agenda: boolean): void {
    this.#watched.get(workshop)?.emit('turn', { customer, agenda })
    if (!this.#options.news) return
    const whose = `${workshop} ${customer}`
    this.#untold.set(whose, agenda || this.#untold.get(whose) === true)
    this.#telling ??= setTimeout(() => this.#tell(), gathering).unref()
  }

  #tell(): void {
    this.#telling = undefined
    const lines = [...this.#untold].map(([whose, agenda]) => `${whose}${agenda ? ' agenda' : ''}`).join('\n')
    this.#untold.clear()
    // What is lost is read within a minute all the same.
    this.#options.news?.tell(lines.length > longestNews ? everything : lines).catch(() => {})
  }

  #hear(told: string): void {
    if (told === everything) this.clockMoved()
    else
      for (const line of told.split('\n')) {
        const [workshop = '', customer, agenda] = line.split(' ')
        this.#watched.get(workshop)?.emit('turn', { customer, agenda: agenda === 'agenda' })
      }
  }

  #time(id: string): { now: string } {
    const { engine, clock } = this.#options
    return { now: isoIn(engine.receptions.get(id)!.house.workshop.zone, clock.now()) }
  }
}

/** For how long what is to be told to other servers is gathered, in ms. */
const gathering = 500
/** PostgreSQL tells at most 8,000 bytes at once. */
const longestNews = 7_000
const everything = '*'
