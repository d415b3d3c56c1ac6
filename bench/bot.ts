import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { accessToken, apiVersion, appSecret, business, monotonic } from './stage.ts'
import { type Usage, usageOf, usagePreload } from './usage.ts'

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  scripts: { start: string }
}

export type BotName = 'echo' | 'chasqui'

/** A bot in a process of its own. */
export interface Bot {
  webhook: string
  /** From when its process was started until it said that it is ready, ms. */
  startedIn: number
  usage(): Promise<Usage>
  /** Rejects when it ends before it is stopped. */
  failure: Promise<never>
  stop(): Promise<void>
}

/** Starts a bot and waits until it is ready. `folder`: where Chasqui's store is, unless `more` settings say otherwise. */
export async function startBot(
  name: BotName,
  graphUrl: string,
  folder: string,
  more: Record<string, string> = {},
): Promise<Bot> {
  const start = monotonic()
  const program =
    name === 'echo' ? ['--import', 'tsx', 'bench/programs/echo.ts', graphUrl] : argumentsOf(scripts.start)
  const child = spawn(process.execPath, [...usagePreload, ...program], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings(graphUrl, folder), ...more },
    // It hears when we are gone, and ends too.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  let isStopping = false
  const ended = once(child, 'exit')
  const failure = ended.then(([code, signal]): Promise<never> => {
    if (isStopping) return new Promise(() => {})
    throw new Error(`The bot '${name}' ended by itself (${signal ?? `exit code ${code}`})`)
  })
  failure.catch(() => {})
  const url = await Promise.race([printedUrl(child), failure])
  await Promise.race([ready(url), failure])
  return {
    webhook: `${url}/webhook/whatsapp`,
    startedIn: monotonic() - start,
    usage: () => usageOf(child),
    failure,
    async stop() {
      isStopping = true
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** What `npm start` hands to Node. */
function argumentsOf(script: string): string[] {
  return script.split(' ').slice(script.split(' ').indexOf('node') + 1)
}

function settings(graphUrl: string, folder: string): Record<string, string> {
  return {
    PORT: '0',
    DATA_DIR: folder,
    WHATSAPP_VERIFY_TOKEN: 'verify-token-of-the-bench',
    WHATSAPP_APP_SECRET: appSecret,
    WHATSAPP_ACCESS_TOKEN: accessToken,
    WHATSAPP_PHONE_NUMBER_ID: business.phoneNumberId,
    WHATSAPP_API_URL: graphUrl,
    WHATSAPP_API_VERSION: apiVersion,
    // The number's own pace must not be what is measured.
    WHATSAPP_THROUGHPUT: '10000',
    READ_RECEIPTS: 'off',
    BURST_MS: '0',
    LOG_LEVEL: 'silent',
  }
}

/** Both print where they listen. */
async function printedUrl(child: ChildProcess): Promise<string> {
  let printed = ''
  for await (const chunk of child.stdout!) {
    printed += chunk
    const [url] = /http:\/\/[\d.]+:\d+/.exec(printed) ?? []
    if (url) {
      child.stdout!.resume()
      return url
    }
  }
  return new Promise(() => {})
}

async function ready(url: string): Promise<void> {
  for (;;) {
    const { status } = await fetch(`${url}/readyz`)
    if (status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
