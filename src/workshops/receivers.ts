import { isReceiver, isSecret, type Receiver, receiverForm, secretForm } from '../events/receiver.ts'
import { type Settings, SettingsError } from '../settings.ts'
import type { WorkshopFile, WorkshopFiles } from './files.ts'

/**
 * Of each workshop whose own system is told what happens, by its id: of several, each file names its own variables.
 * @throws SettingsError naming every variable that is missing or cannot be used
 */
export function receiversOf({ files, areMany }: WorkshopFiles, settings: Settings): Map<string, Receiver> {
  const problems: string[] = []
  const all = files.map((each) => [
    each.workshop.id,
    areMany ? fromFile(each, settings, problems) : settings.events,
  ])
  if (problems.length > 0) throw new SettingsError(problems)
  return new Map(all.filter((each): each is [string, Receiver] => each[1] !== undefined))
}

function fromFile(
  { file, number }: WorkshopFile,
  { variable }: Settings,
  problems: string[],
): Receiver | undefined {
  const { eventsUrl, eventsSecret } = number ?? {}
  const url = eventsUrl && variable(eventsUrl)
  if (!eventsUrl || !url) return undefined
  if (!isReceiver(url)) problems.push(`${eventsUrl}: ${receiverForm}`)
  const secret = eventsSecret && variable(eventsSecret)
  if (!eventsSecret) problems.push(`${file}: number.eventsUrl needs number.eventsSecret beside it`)
  else if (!secret) problems.push(`${eventsSecret}: must be set where ${eventsUrl} is: it signs the events`)
  else if (!isSecret(secret)) problems.push(`${eventsSecret}: ${secretForm}`)
  return { url, secret: secret ?? '' }
}
