import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Chasqui, openChasqui } from '../../src/chasqui.ts'
import { MovableClock } from '../../src/clock.ts'
import { advance } from '../../src/conversation/advance.ts'
import { readSettings } from '../../src/settings.ts'
import { sign } from '../../src/whatsapp/signature.ts'
import { type Graph, startGraph } from '../helpers/graph.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { root } from '../helpers/process.ts'
import { quiet } from '../helpers/quiet.ts'

const common = readFileSync(join(root, 'flows', 'workshop.yaml'), 'utf8')

/**
 * The project's flows with several workshops in place of the one, each with a number by its place: the first has the id
 * 1001 in the business account 2001.
 *
 * @param more by id, what else its file says
 * @returns the folder of flows
 */
export function severalWorkshops(more: Record<string, string>): string {
  const project = temporaryFolder()
  const flows = join(project, 'flows')
  cpSync(join(root, 'flows'), flows, { recursive: true })
  cpSync(join(root, 'package.json'), join(project, 'package.json'))
  for (const shared of ['src', 'node_modules']) symlinkSync(join(root, shared), join(project, shared))
  rmSync(join(flows, 'workshop.yaml'))
  mkdirSync(join(flows, 'workshops'))
  Object.entries(more).forEach(([id, rest], index) => {
    writeFileSync(join(flows, 'workshops', `${id}.yaml`), workshopFile(id, index + 1, rest))
  })
  return flows
}

/** The whole project with two workshops, norte and sur: what is run in it finds its flows beside itself. */
export function projectWithSeveral(): string {
  const project = join(severalWorkshops({ norte: '', sur: '' }), '..')
  rmSync(join(project, 'src'))
  for (const name of ['src', 'bin']) cpSync(join(root, name), join(project, name), { recursive: true })
  return project
}

export function workshopFile(id: string, place: number, rest = ''): string {
  return `${common.replace('id: torke', `id: ${id}`).replace('name: Taller Torke', `name: Taller ${id}`)}
number:
  phoneNumberId: ${1000 + place}
  businessAccountId: ${2000 + place}
  appSecret: ${variable(id, 'APP_SECRET')}
  accessToken: ${variable(id, 'ACCESS_TOKEN')}
  verifyToken: ${variable(id, 'VERIFY_TOKEN')}
${rest}
`
}

/** Under which name the environment has something of a workshop. */
export function variable(id: string, what: string): string {
  return `${id.toUpperCase()}_${what}`
}

/** Everything that a workshop's number needs, as the environment has it. */
export function credentials(...ids: string[]): Record<string, string> {
  return Object.fromEntries(
    ids.flatMap((id) =>
      ['APP_SECRET', 'ACCESS_TOKEN', 'VERIFY_TOKEN'].map((what) => [variable(id, what), `${id}-${what}`]),
    ),
  )
}

export interface SeveralLive {
  url: string
  graph: Graph
  chasqui: Chasqui
  /** Posts a body to the webhook, signed with a workshop's secret; to the common URL unless told otherwise. */
  deliver(signer: string, body: unknown, path?: string): Promise<Response>
  /** The messages posted to Graph once nothing is in flight any more: from which number, with which token, to whom. */
  replies(): Promise<{ number: string; token: string; to: string; text: string }[]>
  get(path: string): Promise<{ status: number; body: Record<string, unknown> }>
  post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }>
  /** Moves the clock on by so many milliseconds. */
  later(time: number): Promise<void>
  /** Reads the environment again, as SIGHUP has it done. */
  apply(environment: Record<string, string>): Promise<void>
}

/** Several workshops on one server in live mode, with a stand-in for Graph. */
export async function startSeveral(
  flows: string,
  environment: Record<string, string>,
  dataDir = temporaryFolder(),
): Promise<SeveralLive> {
  const graph = await startGraph()
  closeAfterTest(() => graph.close())
  const common = {
    PORT: '0',
    DATA_DIR: dataDir,
    BURST_MS: '0',
    READ_RECEIPTS: 'off',
    API_TOKEN: 'api-token',
    WHATSAPP_API_URL: graph.url,
  }
  const settings = readSettings({ ...common, ...environment })
  const clock = new MovableClock()
  const chasqui = await openChasqui({ settings, log: quiet, flows, clock })
  let closed: Promise<void> | undefined
  const end = chasqui.close
  chasqui.close = (patience) => {
    closed ??= end(patience)
    return closed
  }
  closeAfterTest(() => chasqui.close())
  const url = await chasqui.listen()
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { Authorization: 'Bearer api-token', 'Content-Type': 'application/json' }
    const answer = await fetch(`${url}${path}`, { ...init, headers })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  return {
    url,
    graph,
    chasqui,
    deliver(signer, body, path = '/webhook/whatsapp') {
      const raw = typeof body === 'string' ? body : JSON.stringify(body)
      const signature = sign(`${signer}-APP_SECRET`, Buffer.from(raw))
      const headers = { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature }
      return fetch(`${url}${path}`, { method: 'POST', headers, body: raw })
    },
    async replies() {
      await chasqui.engine.settled()
      return graph.requests.map(({ path, headers, body }) => ({
        number: path.split('/')[2]!,
        token: String(headers.authorization).replace('Bearer ', ''),
        to: String(body?.to),
        text: JSON.stringify(body),
      }))
    },
    get: (path) => call(path),
    post: (path, body) => call(path, { method: 'POST', body: JSON.stringify(body) }),
    later: (time) => advance(clock, chasqui.engine, clock.now() + time),
    apply: (next) => chasqui.apply(readSettings({ ...common, ...next })),
  }
}

/** One entry of a webhook: a message to the number in that place, in the account of that place. */
export function entry(place: number, message: Record<string, unknown>, account = place): unknown {
  const common = {
    from: '59899111111',
    id: `wamid.TEST${Math.random().toString(36).slice(2)}`,
    timestamp: String(Math.floor(Date.now() / 1000)),
  }
  const metadata = { display_phone_number: '59829000000', phone_number_id: String(1000 + place) }
  const value = { messaging_product: 'whatsapp', metadata, messages: [{ ...common, ...message }] }
  return { id: String(2000 + account), changes: [{ field: 'messages', value }] }
}

export function webhook(...entries: unknown[]): unknown {
  return { object: 'whatsapp_business_account', entry: entries }
}
