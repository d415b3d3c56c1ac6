import type { Settings } from '../settings.ts'
import { areMany, readWorkshops } from '../workshops/files.ts'
import { Numbers } from '../workshops/numbers.ts'
import { type Finding, handshake, opened, ready, running, unseen } from './finding.ts'
import { flowsFolder } from './flows.ts'
import type { Server } from './server.ts'

/** The numbers of several workshops; undefined where there is one, or where their files cannot be read. */
export function numbersNow(settings: Settings): Numbers | undefined {
  try {
    return areMany(flowsFolder) ? new Numbers(readWorkshops(flowsFolder), settings) : undefined
  } catch {
    // What is wrong in them is a finding of its own.
    return undefined
  }
}

/** What is missing for each of several workshops to go live. */
export async function severalToLive(
  { all }: Numbers,
  settings: Settings,
  server: Server | undefined,
): Promise<[string, Finding[]][]> {
  const waiting = all.filter(({ missing }) => missing.length > 0)
  const live = all.filter(({ missing }) => missing.length === 0)
  const [first] = live
  return [
    ['The server', [...running(server, settings, '✗'), ...(await ready(server))]],
    [
      'The workshops',
      [
        { mark: live.length > 0 ? '✓' : '✗', what: `${live.length} of ${all.length} have all they need` },
        ...waiting.map(
          ({ workshop, missing }): Finding => ({ mark: '✗', what: `${workshop}: ${missing.join('; ')}` }),
        ),
        ...(first ? [await handshake(server, first, first.workshop)] : []),
        unseen(
          'at Meta, of each: the callback URL, your public address and /webhook/whatsapp or /webhook/whatsapp/ID',
        ),
      ],
    ],
    ['After that', [opened(settings)]],
  ]
}
