import Router from '@koa/router'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Clock } from '../clock.ts'
import type { Engine } from '../conversation/engine.ts'
import type { Store } from '../store/store.ts'
import type { Readiness } from './health.ts'

interface Options {
  engine: Engine
  store: Pick<Store<never, never>, 'due'>
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
    const turns = new Counter({
      name: 'chasqui_turns_total',
      help: 'Turns that changed a conversation: messages heard, things that fell due, what came of a send',
      registers,
    })
    engine.events.on('turn', () => turns.inc())
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
      help: `Conversations with something that fell due more than ${patience / 1000} s ago; ${most} is "or more"`,
      registers,
      async collect() {
        this.set((await store.due(clock.now() - patience, most)).length)
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
