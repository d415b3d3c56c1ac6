import type { ServerResponse } from 'node:http'
import { type GraphAnswer, type GraphBody, type GraphRequest, refusal, startGraph } from '../helpers/graph.ts'
import { closeAfterTest } from '../helpers/open.ts'

/** A message that Meta took, in order of arrival. */
export interface Arrival {
  /** When it came, Unix ms. */
  at: number
  /** Our own id of it: `<customer>.<number>`. */
  id: string
  customer: string
  number: number
  phone: string
  wamid: string
  text: string
  options: Option[]
}

export interface Option {
  id: string
  title: string
  kind: 'button_reply' | 'list_reply' | 'button'
}

/** What may happen to a message on its way. Only of the last three Meta takes it. */
export const fates = {
  throttled: refusal(130429),
  tooFast: refusal(131056),
  busy: { status: 429, body: {} },
  unavailable: refusal(131016, 'unavailable', 500),
  undeliverable: refusal(131026),
  expired: refusal(190, 'expired', 401),
  dropped: 'drop',
  ignored: 'silence',
  accepted: 'answer',
  answerLost: 'drop',
  answerNever: 'silence',
} as const

export type FateOfPost = keyof typeof fates

/** Meta as seen from outside: what it took from us, what each phone shows, and what it tells in return. */
export class Meta {
  url = ''
  readonly arrivals: Arrival[] = []
  close = async (): Promise<void> => {}
  /** What happens to the next posts; once it is empty all is well. */
  readonly ahead: FateOfPost[] = []
  /** Told of each message that was taken, before the answer leaves. */
  onArrival: (arrival: Arrival) => unknown = () => {}

  async start(): Promise<this> {
    const graph = await startGraph()
    this.close = () => graph.close()
    closeAfterTest(() => this.close())
    graph.answer((request, response) => this.#answer(request, response))
    this.url = graph.url
    return this
  }

  /** What a phone shows last. */
  last(phone: string): Arrival | undefined {
    return this.arrivals.findLast((each) => each.phone === phone)
  }

  async #answer({ body }: GraphRequest, response: ServerResponse): Promise<GraphAnswer | undefined> {
    const fate = this.ahead.shift() ?? 'accepted'
    const outcome = fates[fate]
    const isTaken = fate === 'accepted' || fate === 'answerLost' || fate === 'answerNever'
    const arrival = isTaken ? this.#take(body ?? {}) : undefined
    if (arrival) await this.onArrival(arrival)
    if (typeof outcome === 'object') return outcome
    if (outcome === 'drop') response.destroy()
    if (outcome !== 'answer') return undefined
    return { body: { messaging_product: 'whatsapp', contacts: [], messages: [{ id: arrival?.wamid }] } }
  }

  #take(body: GraphBody): Arrival {
    const id = body.biz_opaque_callback_data ?? ''
    const [customer = '', number] = id.split('.')
    const arrival: Arrival = {
      at: Date.now(),
      id,
      customer,
      number: Number(number),
      phone: (body.to ?? '').replace('+', ''),
      wamid: `wamid.SIEGE${this.arrivals.length + 1}`,
      text: textOf(body),
      options: optionsOf(body),
    }
    this.arrivals.push(arrival)
    return arrival
  }
}

/** A status as Meta tells it. */
export function statusOf({ id, wamid, phone }: Arrival, status: string): Record<string, unknown> {
  const errors = status === 'failed' ? { errors: [{ code: 131026, title: 'Message undeliverable' }] } : {}
  return { id: wamid, status, recipient_id: phone, biz_opaque_callback_data: id, ...errors }
}

export function tap({ id, title, kind }: Option): Record<string, unknown> {
  if (kind === 'button') return { type: 'button', button: { payload: id, text: title } }
  return { type: 'interactive', interactive: { type: kind, [kind]: { id, title } } }
}

/** A webhook with statuses, messages or both; timestamps are of the time given (Unix ms). */
export function webhookOf(
  now: number,
  {
    messages = [],
    statuses = [],
  }: { messages?: Record<string, unknown>[]; statuses?: Record<string, unknown>[] },
): Record<string, unknown> {
  const timestamp = String(Math.floor(now / 1000))
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '59899000000', phone_number_id: '123456789' },
    ...(messages.length > 0 && { messages: messages.map((each) => ({ timestamp, ...each })) }),
    ...(statuses.length > 0 && { statuses: statuses.map((each) => ({ timestamp, ...each })) }),
  }
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  }
}

interface Interactive {
  body: { text: string }
  action: {
    buttons?: { reply: { id: string; title: string } }[]
    sections?: { rows: { id: string; title: string }[] }[]
  }
}

interface Template {
  name: string
  components?: { type: string; parameters: { payload?: string }[] }[]
}

function textOf(body: GraphBody): string {
  const { text, interactive, template } = body as {
    text?: { body: string }
    interactive?: Interactive
    template?: Template
  }
  return text?.body ?? interactive?.body.text ?? template?.name ?? ''
}

function optionsOf(body: GraphBody): Option[] {
  const { interactive, template } = body as { interactive?: Interactive; template?: Template }
  const { buttons = [], sections = [] } = interactive?.action ?? {}
  const replies = (template?.components ?? []).filter(({ type }) => type === 'button')
  return [
    ...buttons.map(({ reply }) => ({ ...reply, kind: 'button_reply' as const })),
    ...sections
      .flatMap(({ rows }) => rows)
      .map(({ id, title }) => ({ id, title, kind: 'list_reply' as const })),
    ...replies.map(({ parameters }, index) => {
      return { id: parameters[0]?.payload ?? '', title: `Respuesta ${index}`, kind: 'button' as const }
    }),
  ]
}
