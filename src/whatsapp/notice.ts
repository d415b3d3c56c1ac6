import { classify } from './codes.ts'
import { errorCode, type Fields, fields, items, words } from './fields.ts'
import type { InboundOther } from './inbound.ts'

/** What Meta tells of an account, a number or a template, in a sentence for whoever runs the server. */
export interface Notice {
  says: string
  /** How soon somebody should look: `error` is that something does not work, `warn` that it soon may not. */
  level: 'info' | 'warn' | 'error'
}

/** Reads what is only recorded. What nobody foresaw is named by its field; whatever the JSON, nothing throws. */
export function readNotice({ field, raw }: InboundOther): Notice {
  const reader = readers.get(field)
  const value = field === 'errors' ? fields(raw) : fields(fields(items(fields(raw).changes)[0]).value)
  return reader?.(value) ?? { says: `${field}, which is only recorded`, level: 'info' }
}

type Reader = (value: Fields) => Notice

const readers = new Map<string, Reader>([
  ['unreadable', () => ({ says: 'It could not be read', level: 'warn' })],
  ['errors', trouble],
  ['message_template_status_update', templateStatus],
  [
    'message_template_quality_update',
    (value) => ({
      says: `The quality of ${template(value)} is ${say(value.new_quality_score)} now`,
      level: say(value.new_quality_score) === 'RED' ? 'warn' : 'info',
    }),
  ],
  [
    'message_template_components_update',
    (value) => ({ says: `The text of ${template(value)} was changed`, level: 'info' }),
  ],
  [
    'template_category_update',
    ({ correct_category, new_category, ...value }) => ({
      says: correct_category
        ? `The category of ${template(value)} will be ${say(correct_category)} within a day`
        : `The category of ${template(value)} is ${say(new_category)} now: that is what it costs`,
      level: 'warn',
    }),
  ],
  [
    'phone_number_quality_update',
    ({ event }) => ({
      says: `The quality or throughput of the number changed: ${say(event)}`,
      level: 'info',
    }),
  ],
  [
    'phone_number_name_update',
    ({ decision, rejection_reason }) => ({
      says: `The display name of the number: ${say(decision)}${because(rejection_reason)}`,
      level: say(decision) === 'REJECTED' ? 'warn' : 'info',
    }),
  ],
  ['account_update', accountUpdate],
  [
    'account_review_update',
    ({ decision }) => ({
      says: `The review of the business account: ${say(decision)}`,
      level: say(decision) === 'REJECTED' ? 'error' : 'info',
    }),
  ],
  ['account_alerts', alert],
  ['security', ({ event }) => ({ says: `Security of the number: ${say(event)}`, level: 'warn' })],
  ['history', () => ({ says: 'Older messages of the Business app; they are not answered', level: 'info' })],
  ['smb_app_state_sync', () => ({ says: 'Contacts of the Business app', level: 'info' })],
  ['smb_message_echoes', () => ({ says: 'A change of what was written in the Business app', level: 'info' })],
  [
    'standby',
    () => ({ says: 'It was said while another app had the talk; it is not answered', level: 'info' }),
  ],
  ['messaging_handovers', () => ({ says: 'A talk was handed from one app to another', level: 'info' })],
  ['calls', () => ({ says: 'A call; calls are not answered', level: 'info' })],
  ['flows', ({ event }) => ({ says: `A form changed: ${say(event)}`, level: 'info' })],
  [
    'group_participants_update',
    () => ({ says: 'Who is in a group changed; groups are not answered', level: 'info' }),
  ],
])

/** Trouble that Meta tells of no message in particular. */
function trouble({ code, title, message }: Fields): Notice {
  const known = errorCode(code)
  const level = classify(known).class === 'account' ? 'error' : 'warn'
  return {
    says: `Meta has trouble with the account: ${say(title ?? message)} (error ${known ?? '?'})`,
    level,
  }
}

const stopped = new Set(['REJECTED', 'PAUSED', 'DISABLED', 'LIMIT_EXCEEDED', 'LOCKED'])

function templateStatus({ event, reason, ...value }: Fields): Notice {
  const state = say(event)
  return {
    says: `${template(value)} is ${state} now${because(reason)}`,
    level: stopped.has(state) ? 'error' : state === 'FLAGGED' ? 'warn' : 'info',
  }
}

const closing = new Set([
  'ACCOUNT_DELETED',
  'ACCOUNT_VIOLATION',
  'ACCOUNT_RESTRICTION',
  'DISABLED_UPDATE',
  'ACCOUNT_OFFBOARDED',
])

function accountUpdate({ event, restriction_info, ban_info, violation_info }: Fields): Notice {
  const details = [
    ...items(restriction_info).map((each) => fields(each).restriction_type),
    fields(ban_info).waba_ban_state,
    fields(violation_info).violation_type,
  ].filter((each) => words(each) !== undefined)
  const more = details.length > 0 ? ` (${details.map(say).join(', ')})` : ''
  return {
    says: `The business account: ${say(event)}${more}`,
    level: closing.has(say(event)) ? 'error' : 'info',
  }
}

function alert({ alert_info, ...flat }: Fields): Notice {
  const { alert_severity, alert_type } = { ...flat, ...fields(alert_info) }
  const severity = say(alert_severity)
  const level = severity === 'CRITICAL' ? 'error' : severity === 'WARNING' ? 'warn' : 'info'
  return { says: `Meta alerts: ${say(alert_type)}`, level }
}

function template({ message_template_name, message_template_language }: Fields): string {
  return `Template ${say(message_template_name)} (${say(message_template_language)})`
}

function because(reason: unknown): string {
  const said = words(reason)
  return said === undefined || said === 'NONE' ? '' : `, because of ${say(reason)}`
}

/** A word of Meta's as it may be printed: a name or a constant, never a text. */
function say(value: unknown): string {
  const said = words(value) ?? 'unknown'
  return said.replace(/[^\w .:,()-]/g, '').slice(0, 80) || 'unknown'
}
