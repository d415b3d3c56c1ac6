import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { encodePayload, messagePayload } from '../src/sandbox/payload.ts'
import { sign } from '../src/whatsapp/signature.ts'
import { poster } from './post.ts'
import { monotonic, newWamid } from './stage.ts'
import { median, percentile } from './statistics.ts'
import { usageOf } from './usage.ts'

/**
 * 1,000 workshops on one server: 20 messages a second to 999 of them together, without and with a flood of 300 a second
 * on the other. Prints how long the 999 waited for their acknowledgements, and what the flood got.
 *
 *     node --import tsx bench/fairness.ts [runs] [seconds]
 */
const [runs = 3, seconds = 15] = process.argv.slice(2).map(Number)
const count = 1_000
const root = fileURLToPath(new URL('..', import.meta.url))
mkdirSync(join(root, 'bench', 'results'), { recursive: true })
// Inside the project, whose kit the flows import.
const folder = mkdtempSync(join(root, 'bench', 'results', 'fairness-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const taker = start('taker.ts')
const [{ url: graph }] = (await once(taker, 'message')) as [{ url: string }]
const server = start('workshops.ts', [workshops()], environment(graph))
const [ready] = (await once(server, 'message')) as [{ url: string; startedIn: number; rss: number }]
console.log(
  `${count} workshops: started in ${(ready.startedIn / 1000).toFixed(1)} s (CPU ${((await usageOf(server)).cpu / 1000).toFixed(1)} s), ${Math.round(ready.rss)} MB`,
)
await load(60, 10, () => 1 + random(count - 1))

const calm: number[] = []
const flooded: number[] = []
for (let run = 1; run <= runs; run++) {
  const others = () => load(20, seconds, () => 1 + random(count - 1))
  const without = await others()
  const [withFlood, flood] = await Promise.all([others(), load(300, seconds, () => 0)])
  const [before, after] = [without, withFlood].map(({ times }) => percentile(times, 0.99)) as [number, number]
  calm.push(before)
  flooded.push(after)
  console.log(
    `run ${run}: p99 ${before.toFixed(1)} ms without, ${after.toFixed(1)} ms with the flood (p50 ${percentile(without.times, 0.5).toFixed(1)}, ${percentile(withFlood.times, 0.5).toFixed(1)}); refused of others ${withFlood.refused}, of the flood ${flood.refused} of ${flood.times.length}`,
  )
}
console.log(
  `median p99: ${median(calm).toFixed(1)} ms without, ${median(flooded).toFixed(1)} ms with: ${(median(flooded) / median(calm)).toFixed(2)} times`,
)
server.disconnect()
taker.disconnect()
await once(server, 'exit')

/** So many messages a second, each timed from when it was due, whether it was taken or refused. */
async function load(rate: number, seconds: number, whose: () => number) {
  // Connections of its own, and new ones: the server ends those that were idle.
  const post = poster(`${ready.url}/webhook/whatsapp`)
  const times: number[] = []
  let refused = 0
  const begin = monotonic()
  const calls: Promise<void>[] = []
  for (let index = 0; index < rate * seconds; index++) {
    const due = begin + (index * 1000) / rate
    if (due > monotonic()) await pause(due - monotonic())
    calls.push(
      write(whose(), post).then((status) => {
        times.push(monotonic() - due)
        if (status === 503) refused++
        else if (status !== 200) throw new Error(`The server answered ${status}`)
      }),
    )
  }
  await Promise.all(calls)
  return { times, refused }
}

function write(place: number, post: ReturnType<typeof poster>): Promise<number> {
  const phone = `598${String(10_000_000 + random(50)).slice(0, 8)}`
  const customer = { phone, name: 'Cliente', lastAt: null, heardAt: null, last: 0 }
  const content = { type: 'text', text: { body: 'menú' } }
  const message = { id: newWamid(phone), at: Date.now(), content }
  const business = {
    phoneNumberId: String(phoneNumber(place)),
    displayPhoneNumber: '59829000000',
    businessAccountId: String(account(place)),
  }
  const bytes = encodePayload(messagePayload(business, customer, message))
  return post(bytes, { 'x-hub-signature-256': sign(`secret ${place}`, bytes) })
}

function workshops(): string {
  const flows = join(folder, 'flows')
  cpSync(join(root, 'flows'), flows, { recursive: true })
  const common = readFileSync(join(flows, 'workshop.yaml'), 'utf8')
  rmSync(join(flows, 'workshop.yaml'))
  mkdirSync(join(flows, 'workshops'))
  for (let place = 0; place < count; place++) {
    const number = `number: { phoneNumberId: ${phoneNumber(place)}, businessAccountId: ${account(place)}, appSecret: SECRET_${place}, accessToken: TOKEN_${place} }`
    const own = common.replace(/^id: .*$/m, `id: w${place}`).replace(/^name: .*$/m, `name: Taller ${place}`)
    writeFileSync(join(flows, 'workshops', `w${place}.yaml`), `${own}\n${number}\n`)
  }
  return flows
}

function environment(graph: string): Record<string, string> {
  const own = Array.from({ length: count }, (_, place) => [
    [`SECRET_${place}`, `secret ${place}`],
    [`TOKEN_${place}`, `token-${place}`],
  ])
  return {
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    WHATSAPP_VERIFY_TOKEN: 'of the bench',
    WHATSAPP_API_URL: graph,
    WHATSAPP_THROUGHPUT: '10000',
    READ_RECEIPTS: 'off',
    BURST_MS: '0',
    ...Object.fromEntries(own.flat()),
  }
}

function start(program: string, args: string[] = [], env: Record<string, string> = {}): ChildProcess {
  const path = fileURLToPath(new URL(`programs/${program}`, import.meta.url))
  const { PATH = '', HOME = '' } = process.env
  return fork(path, args, { execArgv: ['--import', 'tsx'], env: { PATH, HOME, ...env } })
}

function phoneNumber(place: number): number {
  return 100_000_000_000 + place
}

function account(place: number): number {
  return 200_000_000_000 + place
}

function random(below: number): number {
  return Math.floor(Math.random() * below)
}
