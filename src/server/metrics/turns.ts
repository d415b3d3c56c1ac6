import { Counter, Histogram, type Registry } from 'prom-client'
import type { Engine } from '../../conversation/engine.ts'

/** What was handled, how fast, and how late it came. */
export function watchTurns({ events }: Pick<Engine, 'events'>, registers: Registry[]): void {
  const turns = new Counter({
    name: 'chasqui_turns_total',
    help: 'Turns that changed a conversation: messages heard, things that fell due, what came of a send',
    registers,
  })
  const took = new Histogram({
    name: 'chasqui_turn_seconds',
    help: 'From when a turn began to wait for its conversation until it was durable, by what it took up: a message of a customer, or something else (texts that waited, what fell due, what people of the workshop do)',
    labelNames: ['of'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  })
  const lag = new Histogram({
    name: 'chasqui_heard_lag_seconds',
    help: 'From Meta’s timestamp of a customer’s message, which is in whole seconds, until it was taken up',
    buckets: [1, 2, 5, 10, 30, 60, 300, 900, 3600, 86_400],
    registers,
  })
  const parked = new Counter({
    name: 'chasqui_parked_total',
    help: 'What could not be handled and became a dead letter; `chasqui deadletters list` shows them',
    registers,
  })
  events.on('turn', () => turns.inc())
  events.on('commit', (commit) => {
    if (commit.isTurn) took.observe({ of: commit.heard.length > 0 ? 'message' : 'other' }, commit.took / 1000)
    for (const heard of commit.heard) lag.observe(heard.lag / 1000)
    if (commit.parked.length > 0) parked.inc(commit.parked.length)
  })
}
