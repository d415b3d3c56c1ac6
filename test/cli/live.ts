import { openChasqui } from '../../src/chasqui.ts'
import { readSettings } from '../../src/settings.ts'
import { type Graph, startGraph } from '../helpers/graph.ts'
import { inspected } from '../helpers/meta.ts'
import { closeAfterTest, temporaryFolder } from '../helpers/open.ts'
import { quiet } from '../helpers/quiet.ts'
import { pointingTo } from './run.ts'

export interface Live {
  graph: Graph
  /** Everything that a server, or a command beside it, is given. */
  environment: Record<string, string>
  /** Starts the server; without it the commands find none. */
  listen(): Promise<string>
}

/** All that live mode needs, with a stand-in for Meta's Graph API. */
export async function live(): Promise<Live> {
  const graph = await startGraph()
  closeAfterTest(() => graph.close())
  const looked = inspected('106540352242922', '')
  graph.answer((request, response) => (request.method === 'GET' ? looked : graph.accept)(request, response))
  const environment: Record<string, string> = {
    PORT: '1',
    DATA_DIR: temporaryFolder(),
    BURST_MS: '0',
    WHATSAPP_VERIFY_TOKEN: 'a-verify-token-of-our-own',
    WHATSAPP_APP_SECRET: 'the-app-secret',
    WHATSAPP_ACCESS_TOKEN: 'the-access-token',
    WHATSAPP_PHONE_NUMBER_ID: '106540352242922',
    WHATSAPP_API_URL: graph.url,
    API_TOKEN: 'the-api-token',
  }
  const listen = async () => {
    const chasqui = await openChasqui({ settings: readSettings({ ...environment, PORT: '0' }), log: quiet })
    closeAfterTest(() => chasqui.close())
    const url = await chasqui.listen()
    Object.assign(environment, pointingTo(url))
    return url
  }
  return { graph, environment, listen }
}
