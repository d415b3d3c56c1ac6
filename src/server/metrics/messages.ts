import { Counter, Histogram, type Registry } from 'prom-client'
import type { Engine } from '../../conversation/engine.ts'
import type { Step } from '../../conversation/events.ts'
import { isKnown } from '../../whatsapp/codes.ts'

/** How far messages to customers came, what held them up, and what Meta answered. */
export function watchMessages({ events }: Pick<Engine, 'events'>, registers: Registry[]): void {
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers })
  const reached = counter(
    'chasqui_messages_total',
    'Messages to customers that reached a state, each counted once in each',
    'state',
  )
  const failures = counter(
    'chasqui_failures_total',
    'Messages that failed for good, by Meta’s code; none where Meta gave none',
    'code',
  )
  const refusals = counter(
    'chasqui_refusals_total',
    'Sends that Meta refused, by its code; many of them are tried again',
    'code',
  )
  const blocked = counter('chasqui_blocked_total', 'Messages that may not be sent, by why not', 'reason')
  const held = counter(
    'chasqui_held_total',
    'Messages that step aside: for quiet hours, or for the limit of customers contacted in 24 hours',
    'reason',
  )
  const took = new Histogram({
    name: 'chasqui_send_seconds',
    help: 'From when a message was posted to Meta until it answered, by what that was',
    labelNames: ['outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
    registers,
  })
  for (const state of states) reached.inc({ state }, 0)
  for (const reason of blocks) blocked.inc({ reason }, 0)
  for (const reason of holds) held.inc({ reason }, 0)

  events.on('commit', ({ steps }) => {
    for (const { state, reason, code } of steps) {
      if (state === 'held') held.inc({ reason: oneOf(holds, reason) })
      else reached.inc({ state })
      if (state === 'blocked') blocked.inc({ reason: oneOf(blocks, reason) })
      if (state === 'failed') failures.inc({ code: named(code) })
    }
  })
  events.on('posted', ({ outcome, code, took: ms }) => {
    took.observe({ outcome }, ms / 1000)
    if (outcome === 'refused') refusals.inc({ code: named(code) })
  })
}

/** Reminders of appointments: an operator sees whether what was planned was sent, and if not why. */
export function watchReminders({ events }: Pick<Engine, 'events'>, registers: Registry[]): void {
  const reminders = new Counter({
    name: 'chasqui_reminders_total',
    help: 'Reminders of appointments that were planned, were cleared before they fell due, fell due, or were sent (Meta took them)',
    labelNames: ['step'],
    registers,
  })
  const dropped = new Counter({
    name: 'chasqui_reminders_dropped_total',
    help: 'Reminders that fell due and were not sent, by why not; failed: Meta refused them, or nobody knows whether it got them',
    labelNames: ['reason'],
    registers,
  })
  for (const step of ['planned', 'cleared', 'fellDue', 'sent']) reminders.inc({ step }, 0)
  for (const reason of [...blocks, 'failed']) dropped.inc({ reason }, 0)

  events.on('commit', ({ steps, reminders: counts }) => {
    for (const [step, count] of Object.entries(counts)) if (count > 0) reminders.inc({ step }, count)
    for (const { isReminder, state, reason } of steps) {
      if (!isReminder) continue
      if (state === 'accepted') reminders.inc({ step: 'sent' })
      else if (state === 'blocked') dropped.inc({ reason: oneOf(blocks, reason) })
      else if (state === 'failed') dropped.inc({ reason: 'failed' })
    }
  })
}

const states: Step['state'][] = [
  ...(['owed', 'sending', 'accepted', 'sent', 'delivered', 'read'] as const),
  ...(['failed', 'blocked', 'unknown'] as const),
]

/** `window`: the 24 h are over and there is no template; `human`: a person has the floor. */
const blocks = ['window', 'optedOut', 'marketing', 'tooLate', 'human']
const holds = ['quietHours', 'limit']

/** What is counted by itself; a label must not have as many values as somebody cares to send. */
function oneOf(known: string[], reason = ''): string {
  return known.includes(reason) ? reason : 'other'
}

function named(code: number | undefined): string {
  if (code === undefined) return 'none'
  return isKnown(code) ? String(code) : 'other'
}
