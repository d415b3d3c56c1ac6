import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { closeAfterTest } from './open.ts'

interface Message {
  id?: number
  method?: string
  params?: { items: unknown[] }
  result?: { items: { label: string }[] }
}

/**
 * An editor on a project: what it offers to write is asked of TypeScript's own language server, as editors do.
 * @param folder of the project
 */
export async function openEditor(folder: string) {
  const compiler = join(folder, 'node_modules/typescript/bin/tsc')
  const server = spawn(process.execPath, [compiler, '--lsp', '--stdio'], { cwd: folder })
  closeAfterTest(() => void server.kill())
  const waiting = new Map<number, (message: Message) => void>()
  let last = 0

  function send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message })
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
  }

  function ask(method: string, params: object): Promise<Message> {
    const id = ++last
    send({ id, method, params })
    return new Promise((resolve) => waiting.set(id, resolve))
  }

  readMessages(server.stdout, (message) => {
    if (message.id === undefined) return
    if (message.method === undefined) return waiting.get(message.id)?.(message)
    // It asks for settings; there are none.
    send({ id: message.id, result: message.params?.items?.map(() => null) ?? null })
  })
  await ask('initialize', { processId: process.pid, rootUri: pathToFileURL(folder).href, capabilities: {} })
  send({ method: 'initialized', params: {} })

  return {
    /** What is offered where `|` stands in the text of a file, by the words that would be written. */
    async offers(file: string, text: string): Promise<string[]> {
      const uri = pathToFileURL(join(folder, file)).href
      const [before = '', after] = text.split('|')
      const textDocument = { uri, languageId: 'typescript', version: 1, text: `${before}${after}` }
      send({ method: 'textDocument/didOpen', params: { textDocument } })
      const lines = before.split('\n')
      const position = { line: lines.length - 1, character: lines.at(-1)!.length }
      const { result } = await ask('textDocument/completion', { textDocument: { uri }, position })
      send({ method: 'textDocument/didClose', params: { textDocument: { uri } } })
      return (result?.items ?? []).map(({ label }) => label.replace(/\?$/, ''))
    },
  }
}

/** Each message has a head that says how many bytes it has. */
function readMessages(stream: NodeJS.ReadableStream, take: (message: Message) => void): void {
  let bytes = Buffer.alloc(0)
  stream.on('data', (more: Buffer) => {
    bytes = Buffer.concat([bytes, more])
    for (;;) {
      const start = bytes.indexOf('\r\n\r\n') + 4
      const length = Number(
        /Content-Length: (\d+)/.exec(bytes.subarray(0, Math.max(start, 0)).toString())?.[1],
      )
      if (!length || bytes.length < start + length) return
      take(JSON.parse(bytes.subarray(start, start + length).toString()))
      bytes = bytes.subarray(start + length)
    }
  })
}
