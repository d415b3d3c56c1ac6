import { deliver } from './deliver.ts'
import { sendFile } from './sendFile.ts'

/** Sends a file of this machine. @throws CommandFailure where it cannot be read, or may not be sent */
export async function sendDocument(
  to: string,
  file: string,
  {
    caption,
    name,
    workshop,
  }: { caption?: string | undefined; name?: string | undefined; workshop?: string | undefined },
): Promise<void> {
  const post = (server: Parameters<typeof deliver>[0], { id, filename }: { id: string; filename: string }) =>
    deliver(server, { to, type: 'document', document: { id, filename, ...(caption && { caption }) } })
  await sendFile(workshop, file, post, name)
}
