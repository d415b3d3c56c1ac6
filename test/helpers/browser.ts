import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Opens a Chromium without a window, or returns undefined, having said so, where none is installed. */
export async function openBrowser(): Promise<Browser | undefined> {
  const executablePath = places.find((path) => path && existsSync(path))
  if (executablePath) return chromium.launch({ executablePath, args: ['--no-sandbox'] })
  console.warn(
    `    Skipped: no Chromium at ${places.filter(Boolean).join(', ')}; CHROMIUM_PATH says where it is.`,
  )
  return undefined
}

const places = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
