import { join } from 'node:path'
import type { Templates } from '../../conversation/template.ts'
import { loadTemplates } from '../../conversation/templates.ts'
import type { Settings } from '../../settings.ts'
import type { Credentials } from '../../workshops/credentials.ts'
import type { Finding } from '../finding.ts'
import { flowsFolder } from '../flows.ts'
import { Progress } from '../progress.ts'
import { atMeta } from './atMeta.ts'

/** How each workshop's number stands at Meta, one workshop after another; of those that have no token yet, nothing. */
export async function asked(
  all: Credentials[],
  areMany: boolean,
  settings: Settings,
): Promise<[string, Finding[]][]> {
  const templates = ours()
  const found: [string, Finding[]][] = []
  const progress = new Progress('Asking Meta', all.length)
  try {
    for (const each of all) {
      const findings = await atMeta(each, settings, templates)
      if (findings.length > 0) found.push([areMany ? `At Meta: ${each.workshop}` : 'At Meta', findings])
      progress.step()
    }
  } finally {
    progress.stop()
  }
  return found
}

/** What is wrong in the file is a finding of its own. */
function ours(): Templates | undefined {
  try {
    return loadTemplates(join(flowsFolder, 'templates.yaml'))
  } catch {
    return undefined
  }
}
