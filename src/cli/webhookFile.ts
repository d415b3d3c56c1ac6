import { readFileSync } from 'node:fs'
import { CommandFailure } from './failure.ts'

/** A recorded webhook. @throws CommandFailure where the file has none, which says what it lacks */
export function readWebhook(file: string): unknown {
  const recorded = read(file)
  const lack = lackOf(recorded)
  if (lack === undefined) return recorded
  throw new CommandFailure(
    `${file} is no webhook of WhatsApp: ${lack}. Give what Meta posts, whole, as in fixtures/webhooks/text.json.`,
  )
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new CommandFailure(`${file} cannot be played: ${(cause as Error).message}`, { cause })
  }
}

/** What every webhook has around it, whatever it tells. */
function lackOf(recorded: unknown): string | undefined {
  if (typeof recorded !== 'object' || recorded === null || Array.isArray(recorded))
    return 'it is no JSON object'
  const { object, entry } = recorded as { object?: unknown; entry?: unknown }
  if (object !== 'whatsapp_business_account')
    return `"object" must be "whatsapp_business_account", and ${object === undefined ? 'is missing' : `is ${JSON.stringify(object)}`}`
  if (!isList(entry)) return '"entry" must be a list with something in it'
  const bare = entry.findIndex((each) => !isList((each as { changes?: unknown } | null)?.changes))
  return bare === -1 ? undefined : `"entry.${bare}.changes" must be a list with something in it`
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0
}
