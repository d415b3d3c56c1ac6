import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadTemplates } from '../conversation/templates.ts'
import { deliver, send } from './deliver.ts'
import { flowsFolder } from './flows.ts'
import { sendFile } from './sendFile.ts'
import type { Server } from './server.ts'

/** Sends a text. @throws CommandFailure that names the next command when only a template may be sent */
export async function sendText(to: string, body: string, workshop?: string): Promise<void> {
  await send(workshop, (server) => deliver(server, { to, type: 'text', text: { body } }))
}

/**
 * Sends a template; `values` fill its body in order, and `file`, an image, a film or any other file of this machine, its
 * header.
 */
export async function sendTemplate(
  to: string,
  name: string,
  language: string | undefined,
  values: string[],
  { workshop, file }: { workshop?: string | undefined; file?: string | undefined } = {},
): Promise<void> {
  const code = language ?? languageOf(name) ?? 'es'
  const parameters = values.map((text) => ({ type: 'text', text }))
  const components = values.length > 0 ? [{ type: 'body', parameters }] : []
  const post = (server: Server, header: object[]) => {
    const template = { name, language: { code }, components: [...header, ...components] }
    return deliver(server, { to, type: 'template', template })
  }
  if (file === undefined) return send(workshop, (server) => post(server, []))
  await sendFile(workshop, file, (server, { id, filename, type }) => {
    const [kind = ''] = type.split('/')
    const parameter =
      kind === 'image' || kind === 'video'
        ? { type: kind, [kind]: { id } }
        : { type: 'document', document: { id, filename } }
    return post(server, [{ type: 'header', parameters: [parameter] }])
  })
}

function languageOf(name: string): string | undefined {
  const file = join(flowsFolder, 'templates.yaml')
  return existsSync(file) ? loadTemplates(file)[name]?.language : undefined
}
