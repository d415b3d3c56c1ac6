import Router from '@koa/router'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Clock } from '../clock.ts'
import type { Conversation, Message } from '../conversation/conversation.ts'
import type { Engine } from '../conversation/engine.ts'
import type { Store } from '../store/store.ts'
import type { Readiness } from './health.ts'
import { watchMessages, watchReminders } from './metrics/messages.ts'
import { watchOwed } from './metrics/owed.ts'
import { watchTurns } from './metrics/turns.ts'

interface Options {
  engine: Engine
  store: Pick<Store<Conversation, Message>, 'due' | 'conversation'>
  clock: Clock
  readiness: Readiness
}

/** What can be watched at `GET /metrics`, as Prometheus reads it. Nothing in it is about one customer. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #webhooks: Histogram<'status'>

  constructor({ engine, store, clock, readiness }: Options) {
    const registers = [this.#registry]
    this.#webhooks = new Histogram({
      name: 'chasqui_webhook_seconds',
      help: 'From when a webhook of Meta came until it was answered, by the status of the answer',
      labelNames: ['status'],
      // Meta asks for a median of 250 ms at most, and for less than one in a hundred above one second.
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    })
    watchTurns(engine, registers)
    watchMessages(engine, registers)
    watchReminders(engine, registers)
    watchOwed({ engine, store, clock }, registers)
    new Gauge({
      name: 'chasqui_ready',
      help: '1 while messages can be stored and sent; /readyz says what is missing',
      registers,
      async collect() {
        this.set((await readiness()).isReady ? 1 : 0)
      },
    })
    new Gauge({
      name: 'chasqui_overdue',
      help: `Conversations with something that fell due more than ${patience / 1000} s ago; ${most} is "or more"; NaN while the store cannot tell`,
      registers,
      async collect() {
        // While the store cannot be asked, all else is still told.
        const due = await store.due(clock.now() - patience, most).catch(() => undefined)
        this.set(due?.length ?? Number.NaN)
      },
    })
    new Gauge({
      name: 'chasqui_paused',
      help: 'Workshops of which nothing is sent, since Meta refuses the whole account',
      registers,
      collect() {
        const all = [...engine.receptions.values()]
        this.set(all.filter(({ paused }) => paused !== undefined).length)
      },
    })
    const tellers = () => [...engine.receptions.values()].map(({ teller }) => teller)
    const sum = (name: 'told' | 'givenUp') => tellers().reduce((all, { counts }) => all + counts[name], 0)
    new Gauge({
      name: 'chasqui_events_told',
      help: "Events that the workshops' own systems have taken since the start",
      registers,
      collect() {
        this.set(sum('told'))
      },
    })
    new Gauge({
      name: 'chasqui_events_given_up',
      help: 'Events that nobody was told since the start: refused, or told in vain for 7 days',
      registers,
      collect() {
        this.set(sum('givenUp'))
      },
    })
    new Gauge({
      name: 'chasqui_events_paused',
      help: 'Workshops whose own system takes no events now',
      registers,
      collect() {
        this.set(tellers().filter(({ isPaused }) => isPaused).length)
      },
    })
  }

  /** A webhook was answered. `took`: ms. */
  answered(status: number, took: number): void {
    this.#webhooks.observe({ status }, took / 1000)
  }

  get routes(): ReturnType<Router['routes']> {
    const router = new Router()
    router.get('/metrics', async (ctx) => {
      ctx.body = await Registry.merge([this.#registry, ofProcess]).metrics()
      ctx.type = this.#registry.contentType
    })
    return router.routes()
  }
}

/** Of the process there is one, however many servers are in it. */
const ofProcess = new Registry()
collectDefaultMetrics({ register: ofProcess, eventLoopMonitoringPrecision: 100 })

/** What is due is done within moments; what is this late is stuck, in ms. */
const patience = 10_000
const most = 1_000
