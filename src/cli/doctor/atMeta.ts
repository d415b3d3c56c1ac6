import type { Templates } from '../../conversation/template.ts'
import { type Standing, standings } from '../../conversation/templateShelf.ts'
import type { Settings } from '../../settings.ts'
import { BusinessAccount } from '../../whatsapp/account.ts'
import { GraphError } from '../../whatsapp/errors.ts'
import { Inspection, type NumberState, type TokenState } from '../../whatsapp/inspection.ts'
import type { Credentials } from '../../workshops/credentials.ts'
import type { Finding } from '../finding.ts'

/**
 * Asks Meta how a workshop's token, number, webhook and templates stand. What cannot be asked is a finding like any other;
 * no answer is waited for longer than 10 s. Nothing is changed, and no secret is in what is found.
 */
export async function atMeta(
  { accessToken, phoneNumberId, businessAccountId, appSecrets }: Credentials,
  { apiUrl, apiVersion, throughput }: Pick<Settings, 'apiUrl' | 'apiVersion' | 'throughput'>,
  templates: Templates | undefined,
): Promise<Finding[]> {
  if (accessToken === undefined || phoneNumberId === undefined) return []
  const inspection = new Inspection({ apiUrl, apiVersion })
  const whose = { accessToken, account: businessAccountId, appSecret: appSecrets[0] }
  let token: TokenState
  try {
    token = await inspection.token(accessToken)
  } catch (error) {
    const isTaken = error instanceof GraphError && error.code !== 190
    // Meta lets not every token look at itself; what it may do shows below.
    if (!isTaken)
      return [...aboutClock(inspection.ahead), { mark: '✗', what: 'Meta cannot be asked', next: told(error) }]
    token = { isValid: true, why: told(error), app: undefined, expiresAt: undefined, scopes: new Map() }
  }
  const found = aboutToken(token, businessAccountId)
  if (!token.isValid) return found
  const { app } = token
  const others = await Promise.all([
    attempt('the number', async () =>
      aboutNumber(await inspection.number(phoneNumberId, accessToken), throughput),
    ),
    attempt('who is told of what happens in the business account', () =>
      aboutAccount(inspection, whose, app),
    ),
    attempt('what the app is told of', () => aboutApp(inspection, whose, app)),
    attempt('the templates', () => aboutTemplates(whose, { apiUrl, apiVersion }, templates)),
  ])
  return [...found, ...others.flat(), ...aboutClock(inspection.ahead)]
}

interface Whose {
  accessToken: string
  account: string | undefined
  appSecret: string | undefined
}

const day = 86_400_000

export function aboutToken(state: TokenState, account: string | undefined): Finding[] {
  const { isValid, why, expiresAt, scopes } = state
  if (!isValid) {
    const what = `Meta does not take the access token${why ? ` (${safe(why)})` : ''}`
    return [{ mark: '✗', what, next: 'make a new one: Business Settings > System Users > Generate token' }]
  }
  if (why !== undefined) return [{ mark: '–', what: 'the access token cannot be looked at', next: why }]
  const lasts: Finding =
    expiresAt === undefined
      ? { mark: '✓', what: 'the access token never expires' }
      : {
          mark: expiresAt - Date.now() < 14 * day ? '–' : '✓',
          what: `the access token expires on ${new Date(expiresAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
          next: 'one of a system user lasts: Business Settings > System Users',
        }
  return [
    lasts,
    permission(scopes, account, 'whatsapp_business_messaging', '✗', 'nothing can be sent without it'),
    permission(scopes, account, 'whatsapp_business_management', '–', 'templates, and some of this, need it'),
  ]
}

function permission(
  scopes: TokenState['scopes'],
  account: string | undefined,
  scope: string,
  otherwise: Finding['mark'],
  why: string,
): Finding {
  const only = scopes.get(scope)
  if (!scopes.has(scope))
    return { mark: otherwise, what: `the token has no ${scope}`, next: `generate one that has it; ${why}` }
  if (account !== undefined && only !== undefined && !only.includes(account)) {
    const next = 'give the system user the WhatsApp account, and generate a token anew'
    return { mark: otherwise, what: `the token has ${scope} for other accounts, not for this one`, next }
  }
  return { mark: '✓', what: `the token has ${scope}` }
}

export function aboutNumber(state: NumberState, throughput: number): Finding[] {
  const { displayName, status, quality, limit, throughput: level, canSend, problems } = state
  const named = displayName ? ` (${displayName})` : ''
  const found: Finding[] = []
  if (status !== undefined)
    found.push(
      status === 'CONNECTED'
        ? { mark: '✓', what: `the number${named} is connected` }
        : {
            mark: '✗',
            what: `the number${named} is ${status}`,
            next: 'see WhatsApp Manager > Phone numbers; PENDING: register it in API Setup',
          },
    )
  if (quality !== undefined) {
    const mark = quality === 'RED' ? '✗' : quality === 'YELLOW' ? '–' : '✓'
    const next = 'customers block or report what is sent: send less that they did not ask for'
    found.push({ mark, what: `its quality is ${quality}`, ...(mark !== '✓' && { next }) })
  }
  if (limit !== undefined) found.push({ mark: '✓', what: `it may write first to ${customers(limit)}` })
  if (level === 'STANDARD' && throughput > 80)
    found.push({
      mark: '✗',
      what: `WHATSAPP_THROUGHPUT is ${throughput}, and Meta lets the number send 80 a second`,
      next: 'set it to 80',
    })
  if (canSend === 'BLOCKED' || canSend === 'LIMITED')
    found.push({
      mark: canSend === 'BLOCKED' ? '✗' : '–',
      what: `Meta says that sending is ${canSend}${problems.length > 0 ? `: ${safe(problems.join(' '))}` : ''}`,
      next: 'WhatsApp Manager > Overview says what to do',
    })
  return found
}

function customers(limit: string): string {
  const [, count, thousand] = /^TIER_(\d+)(K?)$/.exec(limit) ?? []
  if (count === undefined)
    return /UNLIMITED/.test(limit) ? 'any number of customers' : `customers as ${limit} says`
  return `${Number(count) * (thousand ? 1_000 : 1)} customers in 24 hours`
}

async function aboutAccount(
  inspection: Inspection,
  { accessToken, account }: Whose,
  app: string | undefined,
): Promise<Finding[]> {
  if (account === undefined || app === undefined) return []
  const apps = await inspection.subscribed(account, accessToken)
  if (apps.includes(app))
    return [{ mark: '✓', what: 'the app is told of what happens in the business account' }]
  const next = `subscribe it: POST /${account}/subscribed_apps with the token, or API Setup does it`
  return [{ mark: '✗', what: 'the app is not subscribed to the business account: no webhook comes', next }]
}

async function aboutApp(
  inspection: Inspection,
  { appSecret }: Whose,
  app: string | undefined,
): Promise<Finding[]> {
  if (appSecret === undefined || app === undefined) return []
  const where = 'your app > WhatsApp > Configuration > Webhook'
  const subscription = await inspection.subscription(app, appSecret)
  if (!subscription) return [{ mark: '✗', what: 'the app has no webhook for WhatsApp', next: where }]
  const { isActive, callback, fields } = subscription
  const found: Finding[] = []
  if (!isActive) found.push({ mark: '✗', what: 'the webhook of the app is not active', next: where })
  if (callback !== undefined && !/\/webhook\/whatsapp(\/[^/?#]+)?\/?$/.test(new URL(callback).pathname))
    found.push({ mark: '–', what: 'the callback URL does not end in /webhook/whatsapp', next: where })
  found.push(
    fields.includes('messages')
      ? { mark: '✓', what: 'the webhook is subscribed to "messages"' }
      : { mark: '✗', what: 'the webhook is not subscribed to "messages"', next: `${where} > Manage` },
  )
  const others = useful.filter((each) => !fields.includes(each))
  if (others.length > 0)
    found.push({ mark: '–', what: `not subscribed to ${others.join(', ')}`, next: 'they are of use, too' })
  return found
}

/** Fields that are understood, beside `messages`. */
const useful = [
  'message_template_status_update',
  'phone_number_quality_update',
  'account_update',
  'business_capability_update',
]

async function aboutTemplates(
  { accessToken, account }: Whose,
  { apiUrl, apiVersion }: Pick<Settings, 'apiUrl' | 'apiVersion'>,
  templates: Templates | undefined,
): Promise<Finding[]> {
  if (account === undefined || templates === undefined) return []
  const at = new BusinessAccount({
    accessToken,
    businessAccountId: account,
    apiUrl,
    apiVersion,
    timeout: 10_000,
  })
  const ours = (await standings(at, templates)).filter(({ isInFile }) => isInFile)
  const open = ours.filter(({ status, differs }) => status !== 'approved' || differs.length > 0)
  if (open.length === 0) return [{ mark: '✓', what: `all ${ours.length} templates are approved` }]
  return open.map(aboutTemplate)
}

function aboutTemplate({ name, language, status, reason, differs }: Standing): Finding {
  const what = `template ${name} ${language}: ${status}${reason ? ` (${reason})` : ''}`
  if (status === 'pending' || status === 'in_appeal')
    return { mark: '–', what, next: 'Meta has still to judge it' }
  if (status === 'approved')
    return {
      mark: '–',
      what: `${what}, with another ${differs.join(', ')}`,
      next: 'npx chasqui templates push',
    }
  return { mark: '✗', what, next: 'npx chasqui templates push' }
}

/** Windows, reminders and tokens are reckoned by this machine's clock. */
export function aboutClock(ahead: number | undefined): Finding[] {
  if (ahead === undefined) return []
  const seconds = Math.round(Math.abs(ahead) / 1000)
  if (seconds <= 5) return [{ mark: '✓', what: 'the clock of this machine agrees with Meta’s' }]
  const what = `the clock of this machine is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} Meta’s`
  return [{ mark: seconds > 30 ? '✗' : '–', what, next: 'have it set by NTP: timedatectl set-ntp true' }]
}

async function attempt(what: string, ask: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await ask()
  } catch (error) {
    const code = error instanceof GraphError ? (error.code ?? 0) : 0
    const mark = code === 10 || (code >= 200 && code < 300) ? '–' : '✗'
    return [{ mark, what: `${what} could not be asked of Meta`, next: told(error) }]
  }
}

function told(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
}

/** Meta repeats what it was given: nothing that may be a token or a phone. */
function safe(text: string): string {
  return text
    .replace(/[\w|-]{25,}/g, '…')
    .replace(/\+?\d[\d\s().-]{6,}\d/g, '…')
    .slice(0, 300)
}
