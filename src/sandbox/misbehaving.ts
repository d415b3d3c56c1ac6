import type { IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'koa'
import type { Fault } from './faults.ts'
import type { DeliveryStatus } from './payload.ts'
import { GraphError, titleOf } from './refusal.ts'

/**
 * Answers a send as a fault has it. `take` takes the message, and gives Meta's answer.
 * @throws GraphError
 */
export async function answerWith(
  ctx: Context,
  fault: Fault | undefined,
  take: () => Promise<object>,
): Promise<void> {
  if (fault?.code !== undefined)
    throw new GraphError(fault.code, `${titleOf(fault.code)} (a fault that was asked for).`)
  if (fault?.lose === 'request') return hangUp(ctx)
  if (fault?.status !== undefined) {
    ctx.status = fault.status
    ctx.body = ''
    return
  }
  const body = await take()
  if (fault?.lose === 'answer') return hangUp(ctx)
  if (fault?.delay) await wait(fault.delay, undefined, { ref: false })
  ctx.body = body
}

/** A status as it is going to be told: after how long, in ms of the sandbox's clock, and whether it is told twice. */
export interface Told {
  status: DeliveryStatus | 'failed'
  late: number
}

/** How far a message came, as a fault has it told. */
export function toldWith(fault: Fault | undefined, statuses: readonly Told['status'][]): Told[] {
  const told = statuses
    .filter((status) => !fault?.miss?.includes(status))
    .map((status) => ({ status, late: fault?.late ?? 0 }))
  if (fault?.reversed) told.reverse()
  return fault?.twice ? told.flatMap((each) => [each, each]) : told
}

function hangUp(ctx: Context): void {
  ctx.respond = false
  ;(ctx.req as IncomingMessage).socket.destroy()
}
