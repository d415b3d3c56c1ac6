import { z } from 'zod'
import { type ApiToken, allTokens, apiToken, apiTokens } from './apiTokens.ts'
import { isReceiver, isSecret, type Receiver, receiverForm, secretForm } from './events/receiver.ts'

/** What the environment says, checked. */
export interface Settings {
  /** sandbox: no credentials at all; live: all of them; waiting: some are still missing. */
  mode: 'sandbox' | 'waiting' | 'live'
  /** While waiting: what has to be set, a line each. */
  missing: string[]
  port: number
  host: string
  dataDir: string
  /** A PostgreSQL in place of the store in `dataDir`; it may name several hosts, of which one takes writes. */
  databaseUrl: string | undefined
  verifyToken: string
  /** Signatures of any of them are taken: the present one, and the previous while it is being rotated. */
  appSecrets: string[]
  accessToken: string | undefined
  phoneNumberId: string | undefined
  businessAccountId: string | undefined
  apiUrl: string
  apiVersion: string
  /** Messages a second of a number. */
  throughput: number
  readReceipts: boolean
  /** In place of the workshop's `burst`, in ms. */
  burst: number | undefined
  apiTokens: ApiToken[]
  /** What stands in the address of the calendar feed; without it there is none. */
  calendarToken: string | undefined
  /** Where the workshop's own system is told what happens, and what that is signed with; without them it is not. */
  events: Receiver | undefined
  /** By default `info`, and in the sandbox `warn`: whoever tries it looks at the page. */
  logLevel: string | undefined
  /** What the environment has under this name: the files of several workshops name their own variables. */
  variable: (name: string) => string | undefined
}

/** The token that Meta's guides show; anyone knows it, so it serves in the sandbox only. */
export const guideVerifyToken = 'torke_super_secret_token_2026'

/** What is said while there is no other. */
export const chooseYourOwn =
  'WHATSAPP_VERIFY_TOKEN is not set, or is the one of the guide that anyone knows: choose your own'

/**
 * Reads the settings from an environment; an empty value counts as unset.
 * @throws SettingsError naming every variable that cannot be read, and how to write it
 */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()))
  const { success, data, error } = schema.safeParse(given)
  if (!success)
    throw new SettingsError(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
  const tokens = allTokens(data.API_TOKEN, data.API_TOKENS)
  if (typeof tokens === 'string') throw new SettingsError([`API_TOKENS: ${tokens}`])
  const credentials = {
    WHATSAPP_APP_SECRET: data.WHATSAPP_APP_SECRET,
    WHATSAPP_ACCESS_TOKEN: data.WHATSAPP_ACCESS_TOKEN,
    WHATSAPP_PHONE_NUMBER_ID: data.WHATSAPP_PHONE_NUMBER_ID,
  }
  const verifyToken = data.WHATSAPP_VERIFY_TOKEN ?? guideVerifyToken
  const unset = Object.entries(credentials).filter(([, value]) => value === undefined)
  const missing = unset.map(([name]) => `${name} is not set`)
  if (verifyToken === guideVerifyToken) missing.push(chooseYourOwn)
  const mode = unset.length === 3 ? 'sandbox' : missing.length > 0 ? 'waiting' : 'live'
  const appSecrets = [data.WHATSAPP_APP_SECRET, data.WHATSAPP_APP_SECRET_PREVIOUS]
  return {
    mode,
    missing: mode === 'waiting' ? missing : [],
    port: data.PORT,
    host: data.HOST,
    dataDir: data.DATA_DIR,
    databaseUrl: data.DATABASE_URL,
    verifyToken,
    appSecrets: appSecrets.filter((each) => each !== undefined),
    accessToken: data.WHATSAPP_ACCESS_TOKEN,
    phoneNumberId: data.WHATSAPP_PHONE_NUMBER_ID,
    businessAccountId: data.WHATSAPP_BUSINESS_ACCOUNT_ID,
    apiUrl: data.WHATSAPP_API_URL,
    apiVersion: data.WHATSAPP_API_VERSION,
    throughput: data.WHATSAPP_THROUGHPUT,
    readReceipts: data.READ_RECEIPTS === 'on',
    burst: data.BURST_MS,
    apiTokens: tokens,
    calendarToken: data.CALENDAR_TOKEN,
    events: data.EVENTS_URL ? { url: data.EVENTS_URL, secret: data.EVENTS_SECRET! } : undefined,
    logLevel: data.LOG_LEVEL,
    variable: (name) => (Object.hasOwn(given, name) ? given[name] : undefined),
  }
}

export class SettingsError extends Error {
  override name = 'SettingsError' as const

  constructor(problems: string[]) {
    super(
      `The environment (or .env) cannot be read:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    )
  }
}

const settingsShape = z.object({
  PORT: z.coerce.number('must be a number').int().min(0).max(65_535).default(8000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\/[^/?#]+\/[^/?#]+/,
      'must be a URL like postgres://user:password@host:5432/database; several hosts are separated by commas',
    )
    .optional(),
  WHATSAPP_VERIFY_TOKEN: z.string().optional(),
  WHATSAPP_APP_SECRET: z.string().optional(),
  WHATSAPP_APP_SECRET_PREVIOUS: z.string().optional(),
  WHATSAPP_ACCESS_TOKEN: z.string().optional(),
  WHATSAPP_PHONE_NUMBER_ID: z
    .string()
    .regex(/^\d+$/, 'must be the id that Meta shows, digits only')
    .optional(),
  WHATSAPP_BUSINESS_ACCOUNT_ID: z
    .string()
    .regex(/^\d+$/, 'must be the id that Meta shows, digits only')
    .optional(),
  WHATSAPP_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL like https://graph.facebook.com' })
    .default('https://graph.facebook.com'),
  WHATSAPP_API_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'must be a version like v25.0')
    .default('v25.0'),
  WHATSAPP_THROUGHPUT: z.coerce.number('must be a number').int().min(1).max(10_000).default(80),
  READ_RECEIPTS: z.enum(['on', 'off'], 'must be on or off').default('on'),
  BURST_MS: z.coerce.number('must be a number of milliseconds').int().min(0).max(5000).optional(),
  API_TOKEN: apiToken.optional(),
  API_TOKENS: apiTokens.default([]),
  CALENDAR_TOKEN: z
    .string()
    .regex(/^[\w.~-]+$/, 'must be letters, digits, -, _, . or ~: it stands in an address')
    .optional(),
  EVENTS_URL: z.string().refine(isReceiver, receiverForm).optional(),
  EVENTS_SECRET: z.string().refine(isSecret, secretForm).optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .optional(),
})

const schema = settingsShape.refine(({ EVENTS_URL, EVENTS_SECRET }) => !EVENTS_URL || EVENTS_SECRET, {
  path: ['EVENTS_SECRET'],
  message: 'must be set where EVENTS_URL is: it signs the events',
})
