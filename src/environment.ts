import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { readSettings, type Settings } from './settings.ts'

/**
 * The settings as they stand now: what this process was given, else what `.env` in its folder says. Read anew each time,
 * so that a changed `.env` shows. For `main.ts` and the commands only: nothing else may know the environment.
 *
 * @throws SettingsError
 */
export function settingsNow(): Settings {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}
  // An empty value counts as unset, so it must not hide what `.env` says.
  const given = Object.entries(process.env).filter(([, value]) => value?.trim())
  return readSettings({ ...file, ...Object.fromEntries(given) })
}
